import type { Context } from "../context.ts";
import type { Specification } from "../specifications.ts";
import { type Answer, decimals, notAnswered } from "./answer.ts";

type Known = Specification & { readonly delta_auc: number };

/** E12: does the ranking of stated and implicit survive other reasonable choices? Counts how many of the other ways lead
 *  to the reading of the planned one. */
export function fragilityAnswer({ cohort }: Context, specifications: readonly Specification[]): Answer {
  const known = specifications.filter((specification): specification is Known => specification.delta_auc !== null);
  const primary = known.find(({ is_primary }) => is_primary);
  const others = known.filter(({ is_primary }) => !is_primary);
  if (!primary || others.length === 0) {
    return notAnswered(cohort.n, "The plan leaves one way to compare, so there is nothing to vary.");
  }
  const sameSign = others.filter(({ delta_auc }) => Math.sign(delta_auc) === Math.sign(primary.delta_auc)).length;
  const deltas = known.map(({ delta_auc }) => delta_auc);
  const [low, high] = [Math.min(...deltas), Math.max(...deltas)];
  const agreeing = others.filter((specification) => readingOf(specification) === readingOf(primary)).length;
  const lost = specifications.length - known.length;
  return {
    estimate: (sameSign + 1) / known.length,
    interval: null,
    verdict: verdictOf({ agreeing, sameSign, others: others.length }),
    sentence:
      `${agreementOf(agreeing, others.length)} Implicit minus stated AUC runs from ${decimals(low)} to ${decimals(high)} ` +
      `over ${known.length === 2 ? "both" : `all ${known.length}`}.${lost === 0 ? "" : ` ${lost} more had no estimate.`}`,
    n: cohort.n,
    range: [low, high],
    agreeing,
    other_ways: others.length,
  };
}

type Counted = { readonly agreeing: number; readonly sameSign: number; readonly others: number };

function verdictOf({ agreeing, sameSign, others }: Counted): string {
  if (agreeing === others) return "robust";
  return sameSign === others ? "same direction throughout" : "depends on choices";
}

function agreementOf(agreeing: number, others: number): string {
  if (others === 1) {
    return agreeing === 1
      ? "The one other way to compare leads to the same reading as the planned one."
      : "The one other way to compare leads to another reading than the planned one.";
  }
  const subject =
    agreeing === 0 ? `None of ${others}` : agreeing === others ? `All ${others}` : `${agreeing} of ${others}`;
  const lead = agreeing === 0 || agreeing === 1 ? "leads" : "lead";
  return `${subject} other ways to compare ${lead} to the same reading as the planned one.`;
}

function readingOf({ delta_auc_ci95: [low, high] }: Specification): "implicit" | "stated" | "open" {
  if (low !== null && low > 0) return "implicit";
  return high !== null && high < 0 ? "stated" : "open";
}
