import { normalHalfWidth } from "../../numerics/distributions.ts";
import type { Context } from "../context.ts";
import type { ComparedAucs } from "../rankingSections.ts";
import {
  type Answer,
  decimals,
  knownInterval,
  notAnswered,
  outcomeCaveat,
  outcomeWords,
  pText,
  withInterval,
} from "./answer.ts";

/** E3: which single measure ranks buyers better? Implicit minus stated AUC of the two primaries. */
export function rankingAnswer(context: Context, pairs: Readonly<Record<string, ComparedAucs>>): Answer {
  const { stated, implicit } = context.primary;
  const { n } = context.cohort;
  if (!stated || !implicit) return notAnswered(n, "Ranking needs a stated and an implicit measure.");
  const pair = pairs[`${implicit.column}_minus_${stated.column}`];
  const interval = pair ? knownInterval(pair.ci95_difference) : null;
  if (!pair || interval === null) return notAnswered(n, "Ranking needs at least two buyers and two non-buyers.");
  const { margin } = context.plan;
  const equivalent = interval90(pair).every((limit) => Math.abs(limit) < margin);
  const verdict = verdictOf(interval, equivalent, margin);
  const { doers, others } = outcomeWords(context);
  const numbers =
    `AUC ${decimals(pair.auc2)} for ${stated.label} (stated) and ${decimals(pair.auc1)} for ${implicit.label} ` +
    `(implicit), implicit minus stated ${withInterval(pair.difference, interval)}` +
    `${pair.p === null ? "" : `, ${pText(pair.p)}`}, n = ${n}.`;
  return {
    estimate: pair.difference,
    interval,
    verdict,
    sentence: `${openingOf(verdict, { stated: stated.label, implicit: implicit.label, doers, others })} ${numbers}${outcomeCaveat(context)}`,
    n,
    n_to_decide: verdict === "no evidence" ? nToDecide(pair, n, margin) : null,
  };
}

function interval90({ difference, se_difference }: ComparedAucs): readonly [number, number] {
  const half = normalHalfWidth(0.9) * (se_difference ?? Number.POSITIVE_INFINITY);
  return [difference - half, difference + half];
}

function verdictOf(interval: readonly [number, number], equivalent: boolean, margin: number): string {
  if (equivalent) return `equivalent within ${String(margin).replace(/^0/, "")}`;
  if (interval[0] > 0) return "implicit better";
  return interval[1] < 0 ? "stated better" : "no evidence";
}

function openingOf(
  verdict: string,
  words: { readonly stated: string; readonly implicit: string; readonly doers: string; readonly others: string },
): string {
  const ranks = `ranks ${words.doers} above ${words.others}`;
  switch (verdict) {
    case "implicit better":
      return `The implicit measure won: ${words.implicit} ${ranks} better than ${words.stated}.`;
    case "stated better":
      return `The stated measure won: ${words.stated} ${ranks} better than ${words.implicit}.`;
    case "no evidence":
      return `It is open which of ${words.stated} and ${words.implicit} ${ranks} better.`;
    default:
      return `${words.stated} and ${words.implicit} rank alike: ${verdict}.`;
  }
}

// People at which the present difference would leave zero, or, if smaller than the margin, would be shown to be so.
function nToDecide({ difference, se_difference }: ComparedAucs, n: number, margin: number): number | null {
  if (se_difference === null || se_difference === 0) return null;
  const gap = Math.abs(difference);
  const toDiffer = gap > 0 ? ((normalHalfWidth() * se_difference) / gap) ** 2 : Number.POSITIVE_INFINITY;
  const toEqual =
    gap < margin ? ((normalHalfWidth(0.9) * se_difference) / (margin - gap)) ** 2 : Number.POSITIVE_INFINITY;
  const factor = Math.min(toDiffer, toEqual);
  return Number.isFinite(factor) ? Math.ceil(n * factor) : null;
}
