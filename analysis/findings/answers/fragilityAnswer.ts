import type { Context } from "../context.ts";
import type { Specification } from "../robustness/specifications.ts";
import { type Answer, decimals, notAnswered } from "./answer.ts";

type Known = Specification & { readonly delta_auc: number };

/** E12: does the ranking of stated and implicit survive other reasonable choices? Counts how many of the other ways lead
 *  to the reading of the planned one. */
export function fragilityAnswer({ cohort }: Context, specifications: readonly Specification[]): Answer {
  const known = specifications.filter((specification): specification is Known => specification.delta_auc !== null);
  const primary = known.find(({ is_primary }) => is_primary);
  const others = primary === undefined ? [] : distinctFrom(primary, known);
  if (!primary || others.length === 0) {
    return notAnswered(cohort.n, "The plan leaves one way to compare, so there is nothing to vary.");
  }
  const sameSign = others.filter(({ delta_auc }) => Math.sign(delta_auc) === Math.sign(primary.delta_auc)).length;
  const deltas = [primary, ...others].map(({ delta_auc }) => delta_auc);
  const [low, high] = [extremeOf(deltas, Math.min), extremeOf(deltas, Math.max)];
  const agreeing = others.filter((specification) => readingOf(specification) === readingOf(primary)).length;
  const lost = specifications.length - known.length;
  return {
    estimate: (sameSign + 1) / deltas.length,
    interval: null,
    verdict: verdictOf({ agreeing, sameSign, others: others.length, isOpen: readingOf(primary) === "open" }),
    sentence:
      `${agreementOf(agreeing, others.length)} Implicit minus stated AUC runs from ${decimals(low)} to ${decimals(high)} ` +
      `over ${deltas.length === 2 ? "both" : `all ${deltas.length}`}.${lost === 0 ? "" : ` ${lost} more had no estimate.`}`,
    n: cohort.n,
    range: [low, high],
    agreeing,
    other_ways: others.length,
  };
}

type Distinguished = {
  readonly n: number | null;
  readonly buyers: number | null;
  readonly delta_auc: number;
  readonly is_primary: boolean;
};

// Ways that change nothing about who is ranked by what (another floor) are the same analysis and count once.
export function distinctFrom<Way extends Distinguished>(primary: Way, known: readonly Way[]): readonly Way[] {
  const keyOf = ({ n, buyers, delta_auc }: Way) => `${n} ${buyers} ${delta_auc.toFixed(10)}`;
  const seen = new Set([keyOf(primary)]);
  return known.filter((one) => {
    if (one.is_primary || seen.has(keyOf(one))) return false;
    seen.add(keyOf(one));
    return true;
  });
}

function extremeOf(values: readonly number[], pick: (a: number, b: number) => number): number {
  return values.reduce((so, value) => pick(so, value));
}

type Counted = {
  readonly agreeing: number;
  readonly sameSign: number;
  readonly others: number;
  readonly isOpen: boolean;
};

// What is open in every way is not robust: nothing was found that could hold.
function verdictOf({ agreeing, sameSign, others, isOpen }: Counted): string {
  if (agreeing === others) return isOpen ? "open throughout" : "robust";
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
