import { parse } from "csv-parse/sync";
import { camelCase, snakeCase } from "../../experiments/contract/columns.ts";
import type { Measure } from "../../experiments/contract/measure.ts";
import { Problem, type ProblemDetails } from "../../experiments/contract/problem.ts";
import { optionalFields } from "../../experiments/measures/optionalFields.ts";
import { type ProductRows, withSharedRows } from "../../experiments/measures/sharedRows.ts";

/** A row as a measure's `row` schema made it. */
export type TrialRow = Readonly<Record<string, unknown>>;

/** The rows of one participant, one occurrence of the measure, one product; in file order. */
export type TrialGroup = ProductRows;

type Mistake = Omit<ProblemDetails, "code" | "file">;
type Numbered = { readonly line: number; readonly cells: Readonly<Record<string, string>> };

/** As many mistakes as are told at once; a wrong delimiter would otherwise tell thousands. */
const TOLD_AT_MOST = 20;

/** Reads a table of trials or answers of `measure` (formats.md, section 2): one row a trial, snake_case columns,
 *  grouped by participant, instance and product in order of first appearance. Further columns are ignored, rows of
 *  another `measure` too; an empty cell is missing. Throws a Problem with line and column for every cell that is not
 *  what the measure expects. */
export function readTrialTable(
  measure: Measure,
  table: { readonly file: string; readonly text: string },
): readonly TrialGroup[] {
  const read = parseCsv(table);
  if (read.records.some(({ cells }) => !cells.skipped)) refuse(table.file, missingColumns(measure, read.header));
  const mistakes: Mistake[] = [];
  const groups = groupsOf(measure, read, (ofRow) => {
    mistakes.push(...ofRow);
    return mistakes.length < TOLD_AT_MOST;
  });
  refuse(table.file, mistakes);
  return groups;
}

/** The same of an export's own table, whose rows nobody can correct: one that the measure cannot read costs itself and is
 *  counted, never the study. */
export function readStoredTrials(
  measure: Measure,
  table: { readonly file: string; readonly text: string },
): { readonly groups: readonly TrialGroup[]; readonly unreadable: number } {
  let unreadable = 0;
  const groups = groupsOf(measure, parseCsv(table), () => {
    unreadable += 1;
    return true;
  });
  return { groups, unreadable };
}

type ReadTable = { readonly header: readonly string[]; readonly records: readonly Numbered[] };

/** `tell` hears of the mistakes of each row that cannot be read, and says whether to go on. */
function groupsOf(
  measure: Measure,
  { header, records }: ReadTable,
  tell: (mistakes: readonly Mistake[]) => boolean,
): readonly TrialGroup[] {
  const optional = optionalFields(measure);
  const groups: GroupsByKey = new Map();
  for (const record of lastAttempts(records)) {
    if (record.cells.measure && record.cells.measure !== measure.name) continue;
    const group = groupOf(measure, record.cells, groups);
    // A task left out has no trials: its person is counted, and excluded for want of them.
    if (record.cells.skipped) continue;
    const read = readRow(measure, { ...record, cells: given(record.cells, optional) }, header);
    if ("row" in read) group.rows.push(read.row);
    else if (!tell(read.mistakes)) break;
  }
  return withSharedRows(measure, [...groups.values()]);
}

type GroupsByKey = Map<string, TrialGroup & { readonly rows: TrialRow[] }>;

function groupOf(measure: Measure, cells: Numbered["cells"], groups: GroupsByKey) {
  const { participant_id: participantId = "", instance = "", product = "" } = cells;
  const key = JSON.stringify([participantId, instance, product]);
  const group = groups.get(key) ?? { participantId, instance: instance || measure.name, product, rows: [] };
  groups.set(key, group);
  return group;
}

/** A block that was broken off and begun again stands in the table twice; only its last attempt is scored. */
function lastAttempts(records: readonly Numbered[]): readonly Numbered[] {
  const blockOf = ({ cells }: Numbered) =>
    JSON.stringify([cells.participant_id, cells.measure, cells.instance, cells.product, cells.block_index]);
  const attemptOf = ({ cells }: Numbered) => Number(cells.attempt || 0);
  const last = new Map<string, number>();
  for (const record of records) {
    const block = blockOf(record);
    last.set(block, Math.max(last.get(block) ?? 0, attemptOf(record)));
  }
  return records.filter((record) => attemptOf(record) === last.get(blockOf(record)));
}

function refuse(file: string, mistakes: readonly Mistake[]): void {
  const all = mistakes.slice(0, TOLD_AT_MOST).map((mistake) => ({ code: "table-invalid" as const, file, ...mistake }));
  const [first] = all;
  if (first) throw new Problem(first, { all });
}

function parseCsv({ file, text }: { readonly file: string; readonly text: string }) {
  const lines = csvRecords(file, text);
  const header = lines[0]?.record ?? [];
  if (lines.length < 2) {
    const found = header.length > 0 ? "a header only" : "an empty file";
    refuse(file, [{ detail: "The table has no rows.", expected: "a header and at least one row", found }]);
  }
  const records = lines.slice(1).map(({ record, info }): Numbered => {
    const cells = Object.fromEntries(header.map((name, index) => [name, (record[index] ?? "").trim()]));
    return { line: info.lines, cells };
  });
  return { header, records };
}

type CsvLine = { readonly record: readonly string[]; readonly info: { readonly lines: number } };

function csvRecords(file: string, text: string): readonly CsvLine[] {
  try {
    // With `info`, csv-parse returns each record with its line; its types describe the records alone.
    return parse(text, { bom: true, info: true, skip_empty_lines: true }) as unknown as readonly CsvLine[];
  } catch (error) {
    if (!(error instanceof Error) || !("lines" in error)) throw error;
    const line = typeof error.lines === "number" && error.lines > 0 ? { line: error.lines } : {};
    const todo = "Correct this line, or export the file again as CSV (UTF-8, comma-separated).";
    refuse(file, [{ ...line, detail: `This is not a valid CSV file: ${error.message}`, todo }]);
    throw error;
  }
}

function missingColumns(measure: Measure, header: readonly string[]): readonly Mistake[] {
  const doubled = header.filter((name, index) => header.indexOf(name) !== index);
  const optional = optionalFields(measure);
  const needed = Object.keys(measure.row.shape)
    .filter((name) => !optional.has(name))
    .map(snakeCase);
  const missing = ["participant_id", ...needed].filter((name) => !header.includes(name));
  const todo = "Rename the columns, or add them.";
  return [
    ...doubled.map((name) => ({
      line: 1,
      detail: `The column "${name}" occurs twice.`,
      expected: "every column once",
      found: name,
    })),
    ...missing.map((name) => ({
      line: 1,
      detail: `The column "${name}" is missing.`,
      expected: `a column "${name}"`,
      found: header.join(", "),
      todo,
    })),
  ];
}

/** The cells without those that are empty and may be. */
function given(
  cells: Readonly<Record<string, string>>,
  optional: ReadonlySet<string>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(cells).filter(([name, text]) => text !== "" || !optional.has(camelCase(name))),
  );
}

type Read = { readonly row: TrialRow } | { readonly mistakes: readonly Mistake[] };

function readRow(measure: Measure, { line, cells }: Numbered, header: readonly string[]): Read {
  if (cells.participant_id === "") {
    const column = header.indexOf("participant_id") + 1;
    return {
      mistakes: [{ line, column, detail: "There is no participant.", expected: "an id", found: "an empty cell" }],
    };
  }
  const parsed = measure.row.safeParse(
    Object.fromEntries(Object.entries(cells).map(([name, text]) => [camelCase(name), text])),
  );
  if (parsed.success) return { row: parsed.data };
  return {
    mistakes: parsed.error.issues.map((issue) => {
      const name = snakeCase(String(issue.path[0] ?? ""));
      const found = cells[name] === "" ? "an empty cell" : (cells[name] ?? "no column");
      return {
        line,
        column: header.indexOf(name) + 1,
        path: name,
        detail: `The cell "${name}" cannot be read.`,
        expected: expectationOf(issue),
        found,
      };
    }),
  };
}

function expectationOf(issue: { readonly code?: string; readonly message: string }): string {
  return issue.message.replace(/^Invalid (option|input): expected /, "");
}
