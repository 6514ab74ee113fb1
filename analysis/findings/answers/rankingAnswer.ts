import { type Cohort, columnOf } from "../../data/cohort.ts";
import type { ComparedMeasure } from "../../plan/measure.ts";
import { normalHalfWidth } from "../../statistics/numerics/distributions.ts";
import { neededForPower } from "../../statistics/shares/neededForPower.ts";
import { answeredBy } from "../answeredBy.ts";
import type { Context } from "../context.ts";
import { designAuc, FEW, pairedAuc } from "../ranking/pairedAuc.ts";
import { type Answer, decimals, notAnswered, outcomeCaveat, outcomeWords, pText, withInterval } from "./answer.ts";

type Ranking = {
  readonly implicitAuc: number;
  readonly statedAuc: number;
  readonly difference: number;
  readonly se: number | null;
  readonly p: number | null;
  readonly interval: readonly [number, number] | null;
};

/** E3: which single measure ranks buyers better? Implicit minus stated AUC of the two primaries; persons, not rows, are
 *  counted when rows belong to persons (Obuchowski 1997), else DeLong. */
export function rankingAnswer(everybody: Context): Answer {
  const { stated, implicit } = everybody.primary;
  if (!stated || !implicit) return notAnswered(everybody.cohort.n, "Ranking needs a stated and an implicit measure.");
  const context = answeredBy(everybody, [stated.column, implicit.column]);
  const { n } = context.cohort;
  const ranking = rank(context, implicit, stated);
  const { interval, difference } = ranking;
  if (interval === null) return notAnswered(n, "Ranking needs at least two buyers and two non-buyers.");
  const { margin } = context.plan;
  const equivalent = interval90(ranking).every((limit) => Math.abs(limit) < margin);
  const verdict = verdictOf(interval, equivalent ? margin : null);
  const { doers, others } = outcomeWords(context);
  const numbers =
    `AUC ${decimals(ranking.statedAuc)} for ${stated.label} (stated) and ${decimals(ranking.implicitAuc)} for ` +
    `${implicit.label} (implicit), implicit minus stated ${withInterval(difference, interval)}` +
    `${ranking.p === null ? "" : `, ${pText(ranking.p)}`}, n = ${n}.${fewText(context.cohort)}`;
  const opening = openingOf(verdict, { stated: stated.label, implicit: implicit.label, doers, others });
  return {
    estimate: difference,
    interval,
    se: ranking.se,
    verdict,
    sentence: `${opening} ${numbers}${outcomeCaveat(context)}`,
    n,
    n_to_decide: verdict === "no evidence" ? nToDecide(ranking, n, margin) : null,
  };
}

function rank({ cohort }: Context, implicit: ComparedMeasure, stated: ComparedMeasure): Ranking {
  const [first, second] = [columnOf(cohort, implicit.column), columnOf(cohort, stated.column)];
  return {
    implicitAuc: designAuc(cohort, first).auc,
    statedAuc: designAuc(cohort, second).auc,
    ...pairedAuc(cohort, first, second),
  };
}

/** Said where a side has too few people for an error to be known well (the interval is by t then). */
function fewText({ buyers, n }: Cohort): string {
  const fewer = Math.min(buyers, n - buyers);
  if (fewer >= FEW) return "";
  return ` Only ${fewer} people are on the rarer side: the interval is wide and approximate.`;
}

function interval90({ difference, se }: Ranking): readonly [number, number] {
  const half = normalHalfWidth(0.9) * (se ?? Number.POSITIVE_INFINITY);
  return [difference - half, difference + half];
}

function verdictOf(interval: readonly [number, number], equivalentWithin: number | null): string {
  if (equivalentWithin !== null) return `equivalent within ${String(equivalentWithin).replace(/^0/, "")}`;
  if (interval[0] > 0) return "implicit better";
  return interval[1] < 0 ? "stated better" : "no evidence";
}

function openingOf(
  verdict: string,
  words: { readonly stated: string; readonly implicit: string; readonly doers: string; readonly others: string },
): string {
  const ranks = `ranks ${words.doers} above ${words.others}`;
  const puts = `puts ${words.doers} above ${words.others} more often than`;
  switch (verdict) {
    case "implicit better":
      return `The implicit measure ranks better: ${words.implicit} ${puts} ${words.stated}.`;
    case "stated better":
      return `The stated measure ranks better: ${words.stated} ${puts} ${words.implicit}.`;
    case "no evidence":
      return `It is open which of ${words.stated} and ${words.implicit} ${ranks} better.`;
    default:
      return `${words.stated} and ${words.implicit} rank alike: ${verdict}.`;
  }
}

// People at which a study like this one would decide in 80 of 100 cases, were the present difference the true one.
function nToDecide({ difference, se }: Ranking, n: number, margin: number): number | null {
  return se === null ? null : neededForPower({ gap: difference, se, n, margin, alikeLevel: 0.9 });
}
