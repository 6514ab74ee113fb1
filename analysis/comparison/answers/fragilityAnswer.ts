import type { Context } from "../context.ts";
import type { Specification } from "../specifications.ts";
import { type Answer, decimals, notAnswered } from "./answer.ts";

/** E12: does the ranking of stated and implicit survive other reasonable choices? */
export function fragilityAnswer({ cohort }: Context, specifications: readonly Specification[]): Answer {
  const [primary, ...others] = specifications;
  if (!primary || others.length === 0) {
    return notAnswered(cohort.n, "The plan leaves one way to compare, so there is nothing to vary.");
  }
  const sameSign = others.filter(({ delta_auc }) => Math.sign(delta_auc) === Math.sign(primary.delta_auc)).length;
  const deltas = specifications.map(({ delta_auc }) => delta_auc);
  const [low, high] = [Math.min(...deltas), Math.max(...deltas)];
  const clear = others.filter((specification) => readingOf(specification) === readingOf(primary)).length;
  return {
    estimate: (sameSign + 1) / specifications.length,
    interval: null,
    verdict:
      clear === others.length
        ? "robust"
        : sameSign === others.length
          ? "same direction throughout"
          : "depends on choices",
    sentence:
      `Over ${specifications.length} reasonable ways to compare, implicit minus stated AUC runs from ${decimals(low)} to ` +
      `${decimals(high)}; ${clear + 1} of them, the planned one included, lead to the same reading.`,
    n: cohort.n,
    range: [low, high],
  };
}

function readingOf({ delta_auc_ci95: [low, high] }: Specification): "implicit" | "stated" | "open" {
  if (low !== null && low > 0) return "implicit";
  return high !== null && high < 0 ? "stated" : "open";
}
