import type { Claim } from "../../../experiments/contract/plan.ts";
import { normalHalfWidth } from "../../statistics/numerics/distributions.ts";
import { confusion } from "../../statistics/shares/confusion.ts";
import { neededForPower } from "../../statistics/shares/neededForPower.ts";
import { type ClaimTest, proportionAgainst } from "../../statistics/shares/proportionAgainst.ts";
import { answeredBy } from "../answeredBy.ts";
import { pText } from "../answers/answer.ts";
import type { Context } from "../context.ts";
import { selectedBy } from "../rules/ruleSections.ts";
import { claimRule, type Reading, readClaim } from "./claimReading.ts";

/** What became of a claim: the interval excludes its value, lies within the margin of it, or neither. */
export type Verdict = "supported" | "contradicted" | "undetermined";

/** A claim of the plan, read as what it says, and tested. */
export type JudgedClaim = {
  readonly statement: string;
  readonly measure: string;
  readonly rule: string | null;
  readonly reading: Claim["reading"];
  readonly value: number;
  readonly estimate: number | null;
  readonly interval: readonly [number, number] | null;
  readonly n: number;
  readonly x: number | null;
  readonly p: number | null;
  readonly verdict: Verdict;
  readonly sentence: string;
  /** As many of what `n` counts (yes-sayers, buyers, people, or their rows) would decide. */
  readonly n_to_decide: number | null;
  /** As many participants (or rows) that would take, at the share of them counted here. */
  readonly participants_to_decide: number | null;
};

type Claimed = { readonly value: number; readonly margin: number };
type Judged = Pick<Reading, "interval" | "p"> & {
  /** Whether every row counts once and as one person. */
  readonly isPlain: boolean;
};

/** A claim is contradicted when the 95 % interval excludes its value, supported when the whole interval lies within
 *  ± `margin` of it, else undetermined. Under weights or several rows a person the test must exclude it too (p < .05): of few
 *  buyers that interval by itself excludes a true claim too often, and a test that counts the rows as no more than Kish's
 *  number does not. */
export function verdictOf({ interval, p, isPlain }: Judged, { value, margin }: Claimed): Verdict {
  if (interval === null) return "undetermined";
  const [low, high] = interval;
  if (value < low || value > high) return !isPlain && p !== null && p >= LEVEL ? "undetermined" : "contradicted";
  return low >= value - margin && high <= value + margin ? "supported" : "undetermined";
}

/** Every claim of the plan with its estimate, interval and verdict, and the n that would decide an open one. */
export function claimsSection(context: Context): readonly JudgedClaim[] {
  return context.plan.claims.map((claim) => judge(context, claim));
}

function judge(context: Context, claim: Claim): JudgedClaim {
  const reading = readClaim(context, claim);
  const { of, ...told } = reading;
  const { margin } = context.plan;
  const isPlain = context.cohort.weights === null && context.cohort.persons === null;
  const verdict = verdictOf({ ...reading, isPlain }, { value: claim.value, margin });
  const needed = verdict === "undetermined" ? nToDecide(reading, claim.value, margin) : null;
  if (reading.estimate === null) context.warn(`The claim "${claim.statement}" cannot be judged: nobody is selected.`);
  return {
    statement: claim.statement,
    measure: claim.measure,
    reading: claim.reading,
    value: claim.value,
    ...told,
    verdict,
    sentence: sentenceOf({ claim, reading, verdict, needed, isClustered: context.cohort.persons !== null }),
    n_to_decide: needed,
    participants_to_decide: needed === null ? null : Math.ceil((needed * of) / reading.n),
  };
}

/** The n at which a study like this one would decide with 80 % power, were the present estimate the truth; null when it is
 *  unknown or no n would do. */
function nToDecide({ estimate, interval, n }: Reading, value: number, margin: number): number | null {
  if (estimate === null || interval === null || n === 0) return null;
  const se = (interval[1] - interval[0]) / (2 * normalHalfWidth());
  return neededForPower({ gap: estimate - value, se, n, margin, alikeLevel: 0.95 });
}

const LEVEL = 0.05;

const READINGS = {
  ppv: "of those who say yes, the share who buy",
  accuracy: "the share of people it calls right",
  sensitivity: "the share of buyers it finds at the stated measure's selection rate",
  auc: "the chance that a buyer scores above a non-buyer",
} as const;

const COUNTED = { ppv: "yes-sayers", accuracy: "people", sensitivity: "buyers", auc: "people" } as const;

function sentenceOf(told: {
  readonly claim: Claim;
  readonly reading: Reading;
  readonly verdict: Verdict;
  readonly needed: number | null;
  readonly isClustered: boolean;
}): string {
  const { claim, reading, verdict, needed, isClustered } = told;
  if (reading.estimate === null || reading.interval === null) {
    return `"${claim.statement}" cannot be judged: ${READINGS[claim.reading]} is undefined here.`;
  }
  const [low, high] = reading.interval;
  const found = `${READINGS[claim.reading]} is ${percent(reading.estimate)} [${percent(low)}, ${percent(high)}], n = ${reading.n}`;
  const counted = isClustered ? `rows of ${COUNTED[claim.reading]}` : COUNTED[claim.reading];
  const open = needed === null ? "" : `; about ${needed} ${counted} would decide with 80 % power`;
  const isOutside = claim.value < low || claim.value > high;
  const test =
    isOutside && verdict === "undetermined" && reading.p !== null
      ? `, which leaves the claim out, but its test does not (${pText(reading.p)})`
      : "";
  return `"${claim.statement}" (${percent(claim.value)}) is ${verdict}: ${found}${test}${open}.`;
}

/** A share in percent with one decimal. */
export function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

function noExactTests({ persons, weights }: Context["cohort"]): string {
  const claims = [...(persons === null ? [] : ["count persons"]), ...(weights === null ? [] : ["are weighted"])];
  return `Exact tests of claimed shares are left out, because they count every row once; the claims themselves ${claims.join(" and ")}.`;
}

/** `ppv_claims`: for every PPV claim the tests of its rule against its value, as `<rule>_vs_0_30`. Empty where persons have
 *  several rows: `claims` has the test that counts persons. */
export function ppvClaims(context: Context): Readonly<Record<string, ClaimTest>> {
  if (context.cohort.persons !== null || context.cohort.weights !== null) {
    if (context.plan.claims.length > 0) context.warn(noExactTests(context.cohort));
    return {};
  }
  const tested = context.plan.claims.flatMap((claim) => {
    const rule = claimRule(context, claim);
    if (claim.reading !== "ppv" || rule === null) return [];
    const asked = answeredBy(context, [rule.column]);
    if (asked.cohort.n === 0) return [];
    const { tp, fp } = confusion(selectedBy(asked, rule), asked.cohort.outcome);
    if (tp + fp === 0) return [];
    return [[`${rule.name}_vs_${valueName(claim.value)}`, proportionAgainst(tp, tp + fp, claim.value)] as const];
  });
  return Object.fromEntries(tested);
}

// Two decimals at least: 0_30, 0_125.
function valueName(value: number): string {
  const [whole, decimals = ""] = String(value).split(".");
  return `${whole}_${decimals.padEnd(2, "0")}`;
}
