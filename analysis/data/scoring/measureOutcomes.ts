import { cell } from "../../../experiments/contract/columns.ts";
import type { ExclusionReason } from "../../../experiments/contract/measure.ts";
import {
  ONLY_OUTCOME,
  outcomeColumns,
  outcomesOf,
  sourceOf,
  type WithOutcome,
} from "../../../experiments/contract/outcomesOf.ts";
import type { OutcomeGap } from "../../../experiments/contract/purchase.ts";
import type { StudyOutcome } from "../../../experiments/contract/studyOutcome.ts";
import { measureNamed } from "../../../experiments/measures/registry.ts";
import { parseRule, satisfies } from "../../plan/rule.ts";
import type { Scored } from "./scoreEveryone.ts";
import type { TextRow, WideRow } from "./wideTable.ts";

type Kept = Omit<Scored, "rows">;
type Instances = readonly { readonly instance: string; readonly measure: string }[];

/** The columns that a study's outcomes have in outcomes.csv, for participants.csv to take over. */
export function recordedColumns(study: WithOutcome): readonly string[] {
  if (study.outcomes === undefined) return [ONLY_OUTCOME, "outcome_reason", outcomeColumns(ONLY_OUTCOME).kept];
  return outcomesOf(study)
    .filter(({ days }) => days !== undefined)
    .flatMap(({ id }) => Object.values(outcomeColumns(id)));
}

/** The columns of the outcomes that come from a measure of the study: whether its score satisfies the rule, or why that is
 *  not known. They are known at once, so they have no days; nothing a person won in the study can change them. */
export function measureOutcomes(study: WithOutcome, instances: Instances, scored: readonly Kept[]) {
  const outcomes = outcomesOf(study).filter(({ from }) => from !== undefined);
  const sources = new Set(outcomes.map((outcome) => sourceOf(outcome)));
  const own = scored.filter(({ instance }) => sources.has(instance));
  const scores = new Map(own.map((one) => [keyOf(one.instance, one.participantId, one.product), one]));
  return (row: WideRow, session: TextRow): TextRow =>
    Object.assign(
      {},
      ...outcomes.map((outcome) => {
        const { value, reason } = outcomeColumns(outcome.id);
        const found = isAbout(outcome, row) ? foundFor(outcome, { row, session, instances, scores }) : null;
        return { [value]: cell(found?.happened), [reason]: found?.reason ?? "" };
      }),
    );
}

type Looked = {
  readonly row: WideRow;
  readonly session: TextRow;
  readonly instances: Instances;
  readonly scores: ReadonlyMap<string, Kept>;
};
type Found =
  | { readonly happened: 0 | 1; readonly reason?: never }
  | { readonly happened: null; readonly reason: OutcomeGap };

function foundFor(outcome: StudyOutcome, { row, session, instances, scores }: Looked): Found {
  const unknown = (reason: OutcomeGap): Found => ({ happened: null, reason });
  const from = sourceOf(outcome) ?? "";
  const stakes = session.assignment ? JSON.parse(session.assignment)[`${from}.stakes`] : undefined;
  if (stakes !== undefined && stakes !== stakesOf[outcome.class]) return unknown("not-asked");
  const one = scores.get(keyOf(from, row.participantId, row.product)) ?? scores.get(keyOf(from, row.participantId, ""));
  const score = one?.score;
  if (score === undefined || UNANSWERED.has(score.excluded)) return unknown("not-answered");
  if (score.excluded !== undefined) return unknown("excluded");
  if (score.value === null) return unknown("not-answered");
  const measure = instances.find(({ instance }) => instance === from)?.measure ?? "";
  const rule = outcome.rule ?? measureNamed(measure)?.happenedWhen;
  if (rule === undefined) throw new RangeError(`outcome ${outcome.id} has no rule; check the study before scoring it`);
  return { happened: satisfies(parseRule(rule), score.value) ? 1 : 0 };
}

const UNANSWERED: ReadonlySet<ExclusionReason | undefined> = new Set<ExclusionReason>(["not-answered", "no-trials"]);

/** What was at stake for the people whose choice an outcome of a class may be. */
const stakesOf: Readonly<Partial<Record<StudyOutcome["class"], string>>> = {
  "incentivised-choice": "real",
  "hypothetical-choice": "hypothetical",
};

function isAbout({ product }: StudyOutcome, row: WideRow): boolean {
  return product === undefined || product === row.product || row.product === "";
}

function keyOf(instance: string, participantId: string, product: string): string {
  return JSON.stringify([instance, participantId, product]);
}
