import type { AnalysisPlan } from "../../experiments/contract/plan.ts";
import { Problem, type ProblemDetails } from "../../experiments/contract/problem.ts";
import type { Locate } from "../../experiments/studyFile/readDocument.ts";
import type { TableFlags } from "../../experiments/tableFiles/tableFlags.ts";
import { readPlan } from "../plan/plan.ts";
import { answersOnly } from "./answersOnly.ts";
import { type ChainInput, readChain } from "./chainInput.ts";
import { checkPlan } from "./checkPlan.ts";
import { type Choices, readChoices } from "./choices.ts";
import { cleanTable } from "./cleanTable.ts";
import { type CustomersInput, readCustomers } from "./customersInput.ts";
import { type Cell, cellsOf, type DataTable } from "./dataTable.ts";
import { readIndexFile } from "./indexFile.ts";
import { readPlanTable } from "./planTable.ts";
import type { OwnTrials, ProfiledTable, TrialsRead } from "./profileScores.ts";
import { type HashedText, readHashedText } from "./readFile.ts";
import { readingFlags } from "./readingFlags.ts";
import { reversedItems } from "./reversedItems.ts";

/** A plan with the table it speaks of, checked against each other. */
export type ComparisonInput = {
  readonly plan: AnalysisPlan;
  readonly table: DataTable;
  readonly resamples?: readonly Int32Array[];
  /** What the table lost because it was no answer, a sentence a column. */
  readonly notices: readonly string[];
  /** How the table was read: what the plan and the command say. */
  readonly flags: TableFlags;
  /** What was inferred while the table was read. */
  readonly notes: readonly string[];
  /** Tables beside the study's own, where the plan names them. */
  readonly beside: {
    readonly choices?: Choices;
    readonly chain?: ChainInput;
    readonly customers?: CustomersInput;
  };
  /** The trials that other profiles were scored from, where there were any. */
  readonly trials?: TrialsRead;
  readonly identity: {
    readonly data_sha256: string;
    readonly plan_sha256: string;
    /** Of the trials that other profiles were scored from. */
    readonly trials_sha256?: string;
  };
};

/** Reads a plan, its table (derived columns added) and its index file. Paths inside start from the current folder.
 *  Throws a Problem holding every mistake: file, line, column, expected, found, what to do. */
export async function readComparisonInput(
  planFile: string,
  flags: TableFlags = {},
  own?: OwnTrials,
): Promise<ComparisonInput> {
  return await comparisonInputOf({ ...(await readHashedText(planFile)), planFile }, flags, own);
}

/** The text of a plan, and the file it is in or was made from. */
export type PlanText = HashedText & { readonly planFile: string };

/** The same for a plan whose text is at hand. */
export async function comparisonInputOf(
  { planFile, ...planText }: PlanText,
  flags: TableFlags = {},
  own?: OwnTrials,
): Promise<ComparisonInput> {
  const read = readPlan({ file: planFile, text: planText.text });
  if ("problems" in read) throw new Problem(read.problems[0], { all: read.problems });
  const { locate } = read;
  const { read: reading, ...plan } = read.value;
  if (plan.data === undefined) {
    throw new Problem({
      code: "plan-invalid",
      detail: "The plan does not say where the data are.",
      file: planFile,
      line: 1,
      expected: "data: a CSV file",
      found: "nothing",
      todo: "Add a line like `data: data.csv`.",
    });
  }
  const said = readingFlags(reading, flags);
  const data = await readPlanTable(plan.data, plan, { planFile, flags: said, isOwn: own !== undefined });
  const { names, notes, lineOf } = data;
  const source = { file: planFile, dataFile: plan.data, locate, names, lineOf };
  const answers = answersOnly(data.table, plan);
  const derived = await derivedTable(reversedItems(answers.table, plan), plan, source);
  throwAll(checkPlan(plan, derived, source));
  // After the checks, whose messages name lines of the file.
  const analysed = cleanTable(derived, plan);
  const notices = [...answers.notices, ...analysed.notices];
  const { table, trials } = await withOtherProfiles(analysed.table, plan, { planFile, own });
  const identity = {
    data_sha256: data.sha256,
    plan_sha256: planText.sha256,
    ...(trials === null ? {} : { trials_sha256: trials.sha256 }),
  };
  const beside = await tablesBeside(plan, { planFile, locate });
  const input = { plan, table, notices, flags: said, notes, identity, beside, ...(trials === null ? {} : { trials }) };
  if (!plan.bootstrap || !("indices" in plan.bootstrap)) return input;
  const indexText = await readHashedText(plan.bootstrap.indices, planFile);
  const resamples = readIndexFile(plan.bootstrap.indices, indexText.text, unitsOf(plan, table));
  return { ...input, resamples };
}

async function tablesBeside(
  { choices, chain, customers }: AnalysisPlan,
  { planFile, locate }: { readonly planFile: string; readonly locate: Locate },
): Promise<ComparisonInput["beside"]> {
  const inChain: Locate = (path) => locate(["chain", ...path]);
  const asked = { file: "customers.transactions", until: "customers.until" };
  return {
    ...(choices === undefined ? {} : { choices: await readChoices(choices.file, planFile) }),
    ...(chain === undefined ? {} : { chain: await readChain(chain, { planFile, locate: inChain, block: "chain." }) }),
    ...(customers === undefined
      ? {}
      : { customers: await readCustomers({ ...customers, flags: readingFlags(customers.read, {}), asked }) }),
  };
}

async function derivedTable(
  table: DataTable,
  plan: AnalysisPlan,
  source: Parameters<typeof checkPlan>[2],
): Promise<DataTable> {
  if (Object.keys(plan.derive).length === 0) return table;
  // mathjs takes half a second to load: only plans that derive columns pay for it.
  const { deriveColumns } = await import("./derive.ts");
  const derived = deriveColumns(table, plan.derive);
  throwAll(
    derived.mistakes.map(({ name, detail, expected, found }) => ({
      code: "plan-invalid",
      detail,
      file: source.file,
      ...source.locate(["derive", name]),
      path: `derive.${name}`,
      expected,
      found,
      todo: "Correct the expression.",
    })),
  );
  return derived.table;
}

async function withOtherProfiles(
  table: DataTable,
  plan: AnalysisPlan,
  reading: Parameters<typeof import("./profileScores.ts").withProfileScores>[2],
): Promise<ProfiledTable> {
  if (plan.multiverse?.trials === undefined) return { table, trials: null };
  // Scoring needs every measure: only plans that score trials load them.
  const { withProfileScores } = await import("./profileScores.ts");
  return withProfileScores(table, plan, reading);
}

function throwAll(problems: readonly ProblemDetails[]): void {
  const [first] = problems;
  if (first) throw new Problem(first, { all: problems });
}

// Resamples hold rows, or persons by first appearance when a participant has several rows.
function unitsOf(plan: AnalysisPlan, table: DataTable): number {
  const persons: readonly Cell[] = plan.participant === undefined ? [] : cellsOf(table, plan.participant);
  const distinct = new Set(persons).size;
  return plan.participant !== undefined && distinct < table.rows ? distinct : table.rows;
}
