import { cell, snakeCase } from "../../../experiments/contract/columns.ts";
import { type AnswerSpeed, speedKey } from "./answerSpeed.ts";
import type { Scored } from "./scoreEveryone.ts";

export type TextRow = Readonly<Record<string, string>>;

/** What participants.csv is made of; all rows as read from the export. */
export type WideParts = {
  readonly sessions: readonly TextRow[];
  readonly outcomes: readonly TextRow[];
  /** The outcome columns of a row that stand in no table of records. */
  readonly further?: (row: WideRow, session: TextRow) => TextRow;
  /** Columns of outcomes.csv that the table takes over; those of a study with one outcome when absent. */
  readonly outcomeColumns?: readonly string[];
  /** What became of a person's invitations to waves. */
  readonly waves?: (participantId: string) => TextRow;
  readonly scored: readonly Omit<Scored, "rows">[];
  /** Instances in the study's order, with the product each is about ("" = none). */
  readonly instances: readonly string[];
  /** How fast people answered, by instance, person and product; instances of the list alone have such columns. */
  readonly speeds?: {
    readonly instances: readonly string[];
    readonly of: ReadonlyMap<string, AnswerSpeed>;
  };
};

export type WideRow = { readonly participantId: string; readonly product: string };

const ONLY_OUTCOME_COLUMNS = ["bought", "outcome_reason"];

/** participants.csv: one row a participant and product with the assignment, every score, why one was excluded, and the
 *  outcome. The score of an excluded person is left empty and its reason stands beside it, so that nobody analyses it
 *  by mistake; scores.csv keeps it. A measure about no product stands in all rows of its participant. */
export function wideTable(parts: WideParts): readonly TextRow[] {
  return [...wideRows(parts)];
}

/** The same rows, each made when it is asked for. */
export function* wideRows(parts: WideParts): Generator<TextRow> {
  const sessions = new Map(parts.sessions.map((session) => [participantOf(session), session]));
  const outcomes = new Map(parts.outcomes.map((outcome) => [keyOf(rowOf(outcome)), outcome]));
  const scores = byPerson(parts.scored);
  const columns = parts.outcomeColumns ?? ONLY_OUTCOME_COLUMNS;
  const factors = [...new Set(parts.sessions.flatMap((session) => Object.keys(assignmentOf(session))))];
  for (const row of rowsOf(parts)) {
    const session = sessions.get(row.participantId) ?? {};
    const outcome = outcomes.get(keyOf(row)) ?? {};
    const assignment = assignmentOf(session);
    yield {
      participant_id: row.participantId,
      product: row.product,
      is_simulated: session.is_simulated ?? "",
      minutes: minutesOf(session),
      ...Object.fromEntries(factors.map((factor) => [factorColumn(factor), assignment[factor] ?? ""])),
      ...(factors.includes("arm") ? askedColumns(assignment["arm"]) : {}),
      ...Object.fromEntries(factors.filter(isPressure).map((factor) => fastCell(factor, assignment))),
      ...Object.assign({}, ...parts.instances.map((instance) => scoreColumns(instance, row, scores))),
      ...Object.assign({}, ...(parts.speeds?.instances ?? []).map((instance) => speedCells(instance, row, parts))),
      ...Object.fromEntries(columns.map((column) => [column, outcome[column] ?? ""])),
      ...parts.further?.(row, session),
      ...parts.waves?.(row.participantId),
    };
  }
}

/** Who was asked what, as 0 or 1: what a plan compares where some were not asked (`self_generated_validity`). */
function askedColumns(arm: string | undefined): TextRow {
  const asked = (part: string) => (arm === undefined ? "" : arm === "both" || arm === part ? "1" : "0");
  return { asked_stated: asked("stated"), asked_implicit: asked("implicit") };
}

/** Whether a factor says who must choose fast. */
export function isPressure(factor: string): boolean {
  return factor.endsWith(PRESSURE);
}

const PRESSURE = ".pressure";

/** The column that says as 0 or 1 who had to choose fast, which is what a plan's `time_pressure` names. */
export function fastColumn(factor: string): string {
  return `${factorColumn(factor.slice(0, -PRESSURE.length)).replaceAll("-", "_")}_fast`;
}

function fastCell(factor: string, assignment: TextRow): readonly [string, string] {
  const level = assignment[factor];
  return [fastColumn(factor), level === undefined ? "" : level === "fast" ? "1" : "0"];
}

/** The column of a counterbalancing factor: `iat.pairingOrder` is `iat_pairing_order`. */
export function factorColumn(factor: string): string {
  return snakeCase(factor.replaceAll(".", "_"));
}

function rowsOf({ sessions, outcomes, scored }: WideParts): readonly WideRow[] {
  const products = new Set<string>();
  const present = new Map<string, Set<string>>();
  const rows: WideRow[] = [];
  const add = ({ participantId, product }: WideRow) => {
    const own = present.get(participantId) ?? new Set();
    if (own.has(product)) return;
    present.set(participantId, own.add(product));
    rows.push({ participantId, product });
  };
  for (const outcome of outcomes) add(rowOf(outcome));
  for (const one of scored) if (one.product !== "") add(one);
  for (const { product } of rows) products.add(product);
  const asked = products.size > 0 ? [...products] : [""];
  const silent = sessions.map(participantOf).filter((participantId) => !present.has(participantId));
  for (const participantId of silent) for (const product of asked) add({ participantId, product });
  return rows;
}

type Kept = Omit<Scored, "rows">;

/** A person has few scores, which are looked through: a key for each would take more room than the scores. */
function byPerson(scored: readonly Kept[]): ReadonlyMap<string, readonly Kept[]> {
  const people = new Map<string, Kept[]>();
  for (const one of scored) {
    const own = people.get(one.participantId);
    if (own) own.push(one);
    else people.set(one.participantId, [one]);
  }
  return people;
}

function scoreColumns(instance: string, row: WideRow, scores: ReturnType<typeof byPerson>): TextRow {
  const own = scores.get(row.participantId) ?? [];
  const find = (product: string) => own.findLast((one) => one.instance === instance && one.product === product);
  const score = (find(row.product) ?? find(""))?.score;
  const column = snakeCase(instance).replaceAll("-", "_");
  const value = score?.excluded === undefined ? (score?.value ?? null) : null;
  return { [column]: cell(value), [`${column}_excluded`]: score?.excluded ?? "" };
}

/** The columns of an instance's speed, by what each holds. */
export function speedColumns(instance: string): Readonly<Record<keyof AnswerSpeed, string>> {
  const column = snakeCase(instance).replaceAll("-", "_");
  return {
    ms: `${column}_ms`,
    firstMs: `${column}_first_ms`,
    changes: `${column}_changes`,
    speed: `${column}_speed`,
  };
}

function speedCells(instance: string, row: WideRow, { speeds }: WideParts): TextRow {
  const find = (product: string) => speeds?.of.get(speedKey(instance, row.participantId, product));
  const found = find(row.product) ?? find("");
  const { ms, firstMs, changes, speed } = speedColumns(instance);
  return {
    [ms]: cell(found?.ms),
    [firstMs]: cell(found?.firstMs),
    [changes]: cell(found?.changes),
    [speed]: cell(found?.speed),
  };
}

function keyOf({ participantId, product }: WideRow): string {
  return JSON.stringify([participantId, product]);
}

function rowOf(row: TextRow): WideRow {
  return { participantId: participantOf(row), product: row.product ?? "" };
}

function participantOf(row: TextRow): string {
  return row.participant_id ?? "";
}

/** The levels drawn for a session: one JSON cell `assignment`. */
function assignmentOf(session: TextRow): TextRow {
  return session.assignment ? JSON.parse(session.assignment) : {};
}

function minutesOf({ started_at: started, finished_at: finished }: TextRow): string {
  if (!started || !finished) return "";
  const minutes = (Date.parse(finished) - Date.parse(started)) / 60_000;
  return Number.isFinite(minutes) ? minutes.toFixed(2) : "";
}
