import { type AskedColumn, askCount, askId, askText } from "../../../experiments/contract/asked.ts";
import type { Measure } from "../../../experiments/contract/measure.ts";
import { type RowField, rowFields } from "../../../experiments/measures/askedColumns.ts";
import { type ProductRows, withSharedRows } from "../../../experiments/measures/sharedRows.ts";
import type { Ask, Said } from "../../../experiments/tables/ask.ts";
import { combinations, type SortedRows, sortByGroup } from "../../../experiments/tables/combinations.ts";
import type { TableHeader } from "../../../experiments/tables/readHeader.ts";
import { type Column, countColumn, type Table, textColumn } from "../../../experiments/tables/table.ts";
import { type Columns, type HeldRows, inMemory, type Shelf } from "./heldRows.ts";

/** A row as a measure's `row` schema made it. */
export type TrialRow = Readonly<Record<string, unknown>>;

/** The rows of one participant, one occurrence of the measure, one product; in file order. They are made anew each time
 *  they are asked for: keep them for one person at a time. */
export type TrialGroup = ProductRows;

/** How to read a table of trials. */
export type TrialReading = {
  readonly said: Said;
  /** Rows of an export's own table that the measure cannot read are left out and counted: nobody can correct them. */
  readonly isStored: boolean;
};

/** Columns by which Saydo's own tables of trials are told. In them alone `measure`, `attempt` and `skipped` mean something. */
const OWN_FORM = ["measure", "instance", "shown_at_ms"];
/** An export in which nobody has answered anything yet has no columns but those that every trial has. */
const STORED_FORM = ["measure", "instance"];

/** What scoring a measure asks of a table of trials or answers with these columns (formats.md, section 2). */
export function askForTrials(measure: Measure, header: TableHeader, { said, isStored }: TrialReading): Ask {
  const isOwn = (isStored ? STORED_FORM : OWN_FORM).every((name) => header.names.includes(name));
  const required = rowFields(measure).filter(({ asked }) => asked.required);
  const isThere = ({ column }: RowField) => header.has(column);
  // Where nobody did the task, an export has none of its columns but those that other tasks and questions have too.
  const isLeftOut = isOwn && !(isStored ? required.every(isThere) : required.some(isThere));
  const own = Object.fromEntries(
    rowFields(measure).map(({ column, asked: field }) => {
      const asked = isOwn && !said.units?.has(column) ? inOurUnit(field) : field;
      return [column, isLeftOut ? optional(asked) : asked];
    }),
  );
  return {
    columns: {
      participant_id: askId({ required: true, empty: "refused" }),
      instance: askText(),
      product: askText(),
      block_index: askText(),
      trial_index: askCount(),
      ...own,
      ...(isOwn ? { attempt: askCount(), skipped: askText() } : {}),
      // Only tells which trials are one.
      ...(isOwn && !isStored ? { session_id: askText() } : {}),
    },
    ...(isOwn ? { only: { column: "measure", values: [measure.name] }, leftBlankBy: "skipped" } : {}),
    ...(isStored ? { wrongRows: "missing" as const } : oneTrial(measure, header, isOwn)),
    said,
  };
}

/** What makes a trial one. */
function oneTrial(measure: Measure, header: TableHeader, isOwn: boolean): Pick<Ask, "unique" | "within"> {
  const visit = ["participant_id", ...(isOwn ? ["session_id", "attempt"] : []), "instance", "product"];
  if (measure.kind === "stated" && !header.has("trial_index")) {
    // Nothing says which of two answers to an item came later.
    return { unique: [...visit, "item"].filter((name) => header.has(name)) };
  }
  const levels = rowFields(measure).filter(({ asked }) => asked.kind === "choice" && asked.required);
  return {
    unique: [...visit, measure.kind === "stated" ? "item" : "block_index", "trial_index"],
    within: levels.map(({ column }) => column),
  };
}

/** Every column that a table of trials of a measure may be asked for. */
export function askForAll(measure: Measure, said: Said): Ask {
  const all = askForTrials(measure, { names: OWN_FORM, has: () => true }, { said, isStored: false });
  // Only our own form fixes the unit: of another file it may be said.
  const fields = rowFields(measure).map(({ column, asked }) => [column, asked] as const);
  return { ...all, columns: { ...all.columns, ...Object.fromEntries(fields) } };
}

/** The same with none of them needed, to read a header by. */
export function askForHeader(measure: Measure, said: Said): Ask {
  const { columns } = askForAll(measure, said);
  return { columns: Object.fromEntries(Object.entries(columns).map(([name, asked]) => [name, optional(asked)])), said };
}

/** Our own tables are in milliseconds, however quick whoever answered was. */
function inOurUnit({ unit: _, ...asked }: AskedColumn): AskedColumn {
  return asked;
}

function optional({ required: _, ...asked }: AskedColumn): AskedColumn {
  return asked;
}

/** The rows of a table by participant, instance and product, in order of first appearance. Of a block that was begun
 *  again only the last attempt is there, the first where choices are paid; who left a task out has no rows. */
export function trialGroups(measure: Measure, table: Trials, shelf: Shelf = inMemory): readonly TrialGroup[] {
  const keys = ["participant_id", "instance", "product"].map((name) => textColumn(table, name));
  const groupOf = combinations(
    table.rows,
    keys.flatMap((key) => key ?? []),
  );
  const sorted = sortByGroup(groupOf);
  const firsts = Array.from(sorted.starts.subarray(0, -1), (start) => sorted.order[start]!);
  const names = firsts.map((row) => keys.map((key) => key?.texts[key.values[row]!]));
  const { starts, order } = withoutUnscored(sorted, scoredRows(table, countingOf(measure)));
  const rowsOf = rowsMaker(measure, shelf({ columns: columnsOf(measure, table), order }));
  const groups = names.map(([participantId = "", instance = "", product = ""], group): TrialGroup => {
    const [from, to] = [starts[group]!, starts[group + 1]!];
    return groupOfRows({ participantId, instance: instance || measure.name, product }, { rowsOf, from, to });
  });
  return withSharedRows(measure, groups);
}

/** What groups are made of. */
type Trials = Pick<Table, "rows" | "columns" | "unreadable">;

function withoutUnscored({ starts, order }: SortedRows, isScored: Uint8Array): SortedRows {
  const left = new Int32Array(order.length);
  let count = 0;
  let at = 0;
  const moved = starts.map((start) => {
    for (; at < start; at++) {
      const row = order[at]!;
      if (isScored[row] === 1) left[count++] = row;
    }
    return count;
  });
  return { starts: moved, order: left.subarray(0, count) };
}

/** The columns that a measure's rows are made of. */
function columnsOf(measure: Measure, { columns }: Trials): Columns {
  const own = rowFields(measure).flatMap(({ column }) => {
    const found = columns[column];
    return found === undefined ? [] : [[column, found] as const];
  });
  return Object.fromEntries(own);
}

type Stretch = {
  readonly rowsOf: (from: number, to: number) => readonly TrialRow[];
  readonly from: number;
  readonly to: number;
};

/** Outside of the loop that finds the groups: a closure made there would keep that loop's columns in memory. */
function groupOfRows(key: Omit<TrialGroup, "rows">, { rowsOf, from, to }: Stretch): TrialGroup {
  return {
    ...key,
    get rows() {
      return rowsOf(from, to);
    },
  };
}

/** Makes the row objects of a stretch of the sorted rows. What makes them lives as long as the columns do. */
function rowsMaker(measure: Measure, held: () => HeldRows): Stretch["rowsOf"] {
  const made = new WeakMap<HeldRows, readonly NamedCell[]>();
  return (from, to) => {
    const now = held();
    const cells = made.get(now) ?? cellsOf(measure, now.columns);
    made.set(now, cells);
    const { order } = now;
    const rows: TrialRow[] = [];
    for (let at = from; at < to; at++) rows.push(rowAt(order === null ? at : order[at]!, cells));
    return rows;
  };
}

type Counting = "first" | "last" | "every";

function countingOf({ draw, countsEveryAttempt }: Measure): Counting {
  if (countsEveryAttempt) return "every";
  return draw ? "first" : "last";
}

/** 1 for each row that is scored: it could be read, is not of a task left out, and of the attempt at its block that counts. */
function scoredRows(table: Trials, counting: Counting): Uint8Array {
  const scored = new Uint8Array(table.rows).fill(1);
  for (const row of table.unreadable) scored[row] = 0;
  const skipped = textColumn(table, "skipped")?.values;
  if (skipped) for (let row = 0; row < table.rows; row++) if (skipped[row]! >= 0) scored[row] = 0;
  const attempts = countColumn(table, "attempt")?.values;
  if (counting === "every" || !attempts?.some((attempt) => attempt > 0)) return scored;
  const names = ["participant_id", "instance", "product", "block_index"];
  const blocks = combinations(
    table.rows,
    names.flatMap((name) => table.columns[name] ?? []),
  );
  const best = counting === "first" ? Math.min : Math.max;
  const counted = new Int32Array(table.rows).fill(counting === "first" ? 2 ** 31 - 1 : 0);
  for (let row = 0; row < table.rows; row++) {
    counted[blocks[row]!] = best(counted[blocks[row]!]!, Math.max(0, attempts[row]!));
  }
  for (let row = 0; row < table.rows; row++) {
    if (Math.max(0, attempts[row]!) !== counted[blocks[row]!]) scored[row] = 0;
  }
  return scored;
}

type CellAt = (row: number) => unknown;

type NamedCell = readonly [name: string, at: CellAt];

function cellsOf(measure: Measure, columns: Columns): readonly NamedCell[] {
  return rowFields(measure).map((field) => [field.name, cellAt(field, columns[field.column])] as const);
}

/** The row object of a table's row: always the same fields in the same order. */
function rowAt(row: number, cells: readonly NamedCell[]): TrialRow {
  const made: Record<string, unknown> = {};
  for (const [name, at] of cells) {
    const value = at(row);
    if (value !== undefined) made[name] = value;
  }
  return made;
}

function cellAt(field: RowField, column: Column | undefined): CellAt {
  const { missing } = field;
  if (column === undefined) return () => missing;
  const { values } = column;
  if (column.kind === "number" || column.kind === "moment") {
    return (row) => (Number.isNaN(values[row]!) ? missing : values[row]);
  }
  if (column.kind === "count") return (row) => (values[row]! < 0 ? missing : values[row]);
  const meanings: unknown[] = [];
  const textOf = (code: number) => {
    if (column.kind === "flag") return String(code);
    return column.kind === "choice" ? column.choices[code] : column.texts[code];
  };
  return (row) => {
    const code = values[row]!;
    if (code < 0) return missing;
    if (!(code in meanings)) meanings[code] = field.valueOf(textOf(code));
    return meanings[code];
  };
}
