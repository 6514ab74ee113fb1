import type { OutcomeClass } from "../../../experiments/contract/outcomeClass.ts";
import type { Context } from "../context.ts";

/** The questions of the comparison, in the order they are answered. */
const QUESTIONS = ["E1", "E2", "E3", "E4", "E5", "E6", "E7", "E8", "E9", "E10", "E11", "E12"] as const;
export type Question = (typeof QUESTIONS)[number];

/** A test of what a measure adds: χ² with `df`, or F with `df` and `df2`. */
export type TestMade = {
  readonly chi2: number;
  readonly df: number;
  readonly p: number;
  readonly df2?: number;
  readonly f?: number;
};

/** One answer: a number with its interval where there is one, a verdict by rule, and a sentence that may be quoted. */
export type Answer = {
  readonly estimate: number | null;
  readonly interval: readonly [number, number] | null;
  readonly verdict: string;
  readonly sentence: string;
  readonly n: number;
  /** E4 and E5: the test that was made; F where it has two degrees of freedom. */
  readonly lr?: TestMade;
  /** E4: whether it predicts, and whether it holds something people cannot state. */
  readonly predictive?: { readonly verdict: string };
  readonly construct?: { readonly verdict: string; readonly reason: string | null };
  /** Further readings of the same question. */
  readonly [detail: string]: unknown;
};

/** An answer that cannot be given, and why. */
export function notAnswered(n: number, reason: string): Answer {
  return { estimate: null, interval: null, verdict: "not testable here", sentence: reason, n };
}

/** Twelve times the same reason why there is no answer. */
export function unanswered(n: number, reason: string): Readonly<Record<Question, Answer>> {
  const answer = notAnswered(n, reason);
  return {
    E1: answer,
    E2: answer,
    E3: answer,
    E4: answer,
    E5: answer,
    E6: answer,
    E7: answer,
    E8: answer,
    E9: answer,
    E10: answer,
    E11: answer,
    E12: answer,
  };
}

/** What people did, in words, by how the outcome was obtained. */
export type OutcomeWords = { readonly did: string; readonly doers: string; readonly others: string };

const WORDS: Readonly<Record<OutcomeClass, OutcomeWords>> = {
  "observed-purchase": { did: "bought", doers: "buyers", others: "non-buyers" },
  "incentivised-choice": { did: "chose it", doers: "choosers", others: "others" },
  coupon: { did: "used the coupon", doers: "coupon users", others: "others" },
  referral: { did: "brought somebody", doers: "people who brought somebody", others: "people who did not" },
  "self-report": { did: "report it", doers: "people who report it", others: "people who do not" },
  "hypothetical-choice": { did: "chose it", doers: "choosers", others: "others" },
  stated: { did: "say they will", doers: "people who say they will", others: "people who do not" },
};

const CAVEATS: Readonly<Record<OutcomeClass, string>> = {
  "observed-purchase": "",
  "incentivised-choice": " The outcome is a choice with real stakes, not a purchase in the market.",
  coupon: " The outcome is a used coupon, not every purchase.",
  referral: " The outcome is a visit by somebody whom the person referred, not a purchase.",
  "self-report": " The outcome is self-reported, not an observed purchase.",
  "hypothetical-choice": " The outcome is a choice in which nothing was at stake.",
  stated: " The outcome is itself only stated: nobody was seen to buy.",
};

/** How the outcome was obtained; null when the plan does not say. */
export function outcomeClassOf({ plan, outcome }: Pick<Context, "plan" | "outcome">): OutcomeClass | null {
  return outcome.class ?? plan.outcome_class ?? null;
}

/** The words for the outcome of a comparison. */
export function outcomeWords(context: Pick<Context, "plan" | "outcome">): OutcomeWords {
  return context.outcome.words ?? WORDS[outcomeClassOf(context) ?? "observed-purchase"];
}

/** What the reader must know of the outcome; empty for an observed purchase, and where the plan names no class (a
 *  warning says so). */
export function outcomeCaveat(context: Pick<Context, "plan" | "outcome">): string {
  const outcomeClass = outcomeClassOf(context);
  return outcomeClass === null ? "" : CAVEATS[outcomeClass];
}

/** `.71`, `-.28`: three decimals, no leading zero. */
export function decimals(value: number): string {
  return value
    .toFixed(3)
    .replace(/^-(?=0\.0+$)/, "")
    .replace(/^(-?)0\./, "$1.");
}

/** `p = .013` or `p < .001`. */
export function pText(p: number): string {
  return p < 0.001 ? "p < .001" : `p = ${decimals(p)}`;
}

/** `.71 [.62, .80]`. */
export function withInterval(value: number, interval: readonly [number, number] | null): string {
  return interval === null
    ? decimals(value)
    : `${decimals(value)} [${decimals(interval[0])}, ${decimals(interval[1])}]`;
}

/** An interval whose limits are both known; else null. */
export function knownInterval(
  limits: readonly [number | null, number | null] | null,
): readonly [number, number] | null {
  if (limits === null) return null;
  const [low, high] = limits;
  return low === null || high === null ? null : [low, high];
}
