import { askChoice, askId } from "../../experiments/contract/asked.ts";
import type { ChainSettings } from "../../experiments/contract/chainSettings.ts";
import type { AnalysisPlan } from "../../experiments/contract/plan.ts";
import { flagsAbout } from "../../experiments/tableFiles/flagsOfFolder.ts";
import { openTable } from "../../experiments/tableFiles/openTable.ts";
import { openAs } from "../../experiments/tableFiles/readAs.ts";
import type { TableFlags } from "../../experiments/tableFiles/tableFlags.ts";
import { fileOrigin } from "../../experiments/tableFiles/tableOrigin.ts";
import type { Said } from "../../experiments/tables/ask.ts";
import { readHeader } from "../../experiments/tables/readHeader.ts";
import { readTable } from "../../experiments/tables/readTable.ts";
import { saidOf } from "../../experiments/tables/said.ts";
import { labelMentions, numericMentions, outcomesOf } from "../plan/planMentions.ts";
import { askForCells, type CellKind, cellTable } from "./cellTable.ts";
import type { DataTable } from "./dataTable.ts";

/** The table of a plan, as far as the plan speaks of it. */
export type PlanTable = {
  readonly table: DataTable;
  /** All columns of the file. */
  readonly names: readonly string[];
  readonly notes: readonly string[];
  readonly sha256: string;
  lineOf(row: number): number;
};

type Reading = { readonly planFile: string; readonly flags: TableFlags };
type PlanReading = Reading & {
  /** An export's own table: flags may name columns that the plan does not speak of. */
  readonly isOwn?: boolean;
};

/** Reads the columns that a plan names from its data, each as what the plan takes it for: ids as texts, never numbers;
 *  moments with their zone. Throws a Problem with every cell that is something else. */
export async function readPlanTable(
  file: string,
  plan: AnalysisPlan,
  { planFile, flags: all, isOwn = false }: PlanReading,
): Promise<PlanTable> {
  const origin = fileOrigin(file, planFile);
  const ours = namedAnywhere(plan, [...(saidOf(all).map?.keys() ?? []), ...(saidOf(all).given?.keys() ?? [])]);
  const mentioned = new Map([...ours.map((name) => [name, "any"] as const), ...mentionedKinds(plan)]);
  const flags = isOwn ? flagsAbout(all, (name) => mentioned.has(name)) : all;
  const asks = (said: Said) => [askForCells(mentioned, said)];
  const { open, said, ...opened } = await openAs(origin, { flags, target: "compare", asks });
  const { names } = await readHeader(await open(), askForCells(mentioned, said));
  const kinds = new Map([...namedAnywhere(plan, names).map((name) => [name, "any"] as const), ...mentioned]);
  const table = await readTable(await open(), askForCells(kinds, said));
  const { sha256 = "" } = table;
  const notes = [...opened.notes, ...table.notes];
  return { table: cellTable(table), names, notes, sha256, lineOf: (row) => table.lineOf(row) };
}

/** Reads every column of a table, each cell as it looks: to look for what should not be there. */
export async function readWholeTable(file: string, reading: Reading): Promise<DataTable> {
  const origin = fileOrigin(file, reading.planFile);
  const { encoding, delimiter } = saidOf(reading.flags);
  const said = { ...(encoding === undefined ? {} : { encoding }), ...(delimiter === undefined ? {} : { delimiter }) };
  const { names } = await readHeader(await openTable(origin, reading.flags), { columns: {}, said });
  const kinds = new Map(names.map((name) => [name, "any"] as const));
  return cellTable(await readTable(await openTable(origin, reading.flags), askForCells(kinds, said)));
}

/** Reads the columns of a chain's data. */
export async function readChainTable(plan: ChainSettings, reading: Reading): Promise<PlanTable> {
  const { engagement, experience, satisfaction, value, cost, claim } = plan;
  const numbers = [engagement, experience, satisfaction, value, cost, claim?.column].flatMap((name) => name ?? []);
  const ask = (said: Said) => {
    const asked = askForCells(new Map(numbers.map((name) => [name, "number"] as const)), said);
    const level = askChoice(["employee", "customer"], { empty: "refused" });
    return { ...asked, columns: { ...asked.columns, [plan.level]: level, [plan.unit]: askId({ empty: "refused" }) } };
  };
  const origin = fileOrigin(plan.data, reading.planFile);
  const opened = await openAs(origin, { flags: reading.flags, target: "chain", asks: (said) => [ask(said)] });
  const table = await readTable(await opened.open(), ask(opened.said));
  const { sha256 = "", header: names } = table;
  const notes = [...opened.notes, ...table.notes];
  return { table: cellTable(table), names, notes, sha256, lineOf: (row) => table.lineOf(row) };
}

function mentionedKinds(plan: AnalysisPlan): ReadonlyMap<string, CellKind> {
  const outcomes = outcomesOf(plan).flatMap(({ outcome }) => [outcome.at, outcome.after]);
  const derived = Object.keys(plan.derive);
  const kinds = new Map<string, CellKind>([
    ...numericMentions(plan).map(({ column }) => [column, "number"] as const),
    ...labelMentions(plan).map(({ column }) => [column, "any"] as const),
    ...[plan.participant, plan.product].flatMap((column) => (column === undefined ? [] : [[column, "id"] as const])),
    ...outcomes.flatMap((column) => (column === undefined ? [] : [[column, "moment"] as const])),
  ]);
  for (const name of derived) kinds.delete(name);
  return kinds;
}

const WORD = /[\p{L}_][\p{L}\p{N}_]*/gu;

/** The file's columns that some text of the plan names, or has as a word of an expression. */
function namedAnywhere(plan: AnalysisPlan, names: readonly string[]): readonly string[] {
  const texts = textsIn(plan);
  const words = new Set([...texts, ...texts.flatMap((text) => text.match(WORD) ?? [])]);
  return names.filter((name) => words.has(name));
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return [...Object.keys(value), ...Object.values(value).flatMap(textsIn)];
}
