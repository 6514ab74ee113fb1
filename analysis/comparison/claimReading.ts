import type { Claim } from "../../experiments/contract/plan.ts";
import { delong } from "../metrics/delong.ts";
import { topSelection } from "../metrics/matchedSelection.ts";
import { wilson } from "../metrics/proportion.ts";
import { proportionAgainst } from "../metrics/proportionAgainst.ts";
import { normalHalfWidth, normalTwoSided } from "../numerics/distributions.ts";
import { columnOf } from "./cohort.ts";
import type { Context } from "./context.ts";
import { type NamedRule, namedRule } from "./measure.ts";
import { parseRule } from "./rule.ts";
import { selectedBy } from "./ruleSections.ts";
import { type Share, shareOf } from "./share.ts";

/** What a claim is about, as it is in these data. */
export type Reading = {
  readonly rule: string | null;
  readonly estimate: number | null;
  readonly interval: readonly [number, number] | null;
  readonly n: number;
  readonly x: number | null;
  readonly p: number | null;
  /** The interval the same estimate would have in a study of `people`. */
  readonly intervalAt: (people: number) => readonly [number, number] | null;
};

const UNREAD: Reading = {
  rule: null,
  estimate: null,
  interval: null,
  n: 0,
  x: null,
  p: null,
  intervalAt: () => null,
};

/** The rule a claim speaks of: its own, else the measure's yes. */
export function claimRule({ measures }: Context, claim: Claim): NamedRule | null {
  const measure = measures.find(({ column }) => column === claim.measure);
  if (!measure) return null;
  return claim.yes === undefined ? (measure.rules[0] ?? null) : namedRule(measure, parseRule(claim.yes));
}

/** Reads a claim as what it says: predictive value, accuracy, sensitivity at the stated selection rate, or AUC. */
export function readClaim(context: Context, claim: Claim): Reading {
  const { cohort } = context;
  if (claim.reading === "auc") {
    const { auc, ci95_delong, delong_se } = delong(columnOf(cohort, claim.measure), cohort.outcome);
    const [low, high] = ci95_delong;
    const interval = low === null || high === null ? null : ([low, high] as const);
    const z = delong_se ? (auc - claim.value) / delong_se : null;
    const half = (people: number) => normalHalfWidth() * (delong_se ?? 0) * Math.sqrt(cohort.n / people);
    return {
      rule: null,
      estimate: auc,
      interval,
      n: cohort.n,
      x: null,
      p: z === null ? null : normalTwoSided(z),
      intervalAt: (people) => [auc - half(people), auc + half(people)],
    };
  }
  if (claim.reading === "sensitivity") return matchedSensitivity(context, claim);
  const rule = claimRule(context, claim);
  if (rule === null) return UNREAD;
  const selected = selectedBy(context, rule);
  const hasBought = (row: number) => cohort.outcome[row] === 1;
  const share =
    claim.reading === "ppv"
      ? shareOf(cohort, (row) => selected[row]!, hasBought)
      : shareOf(
          cohort,
          () => true,
          (row) => selected[row] === hasBought(row),
        );
  return { rule: rule.name, ...shareReading(share, cohort.persons === null ? claim.value : null) };
}

// Rows of one person are not independent, so there is no exact test of their share.
function shareReading(share: Share, exactAgainst: number | null): Omit<Reading, "rule"> {
  const { x, n, estimate, interval, effectiveN } = share;
  if (estimate === null) return { ...UNREAD, x };
  return {
    estimate,
    interval,
    n,
    x,
    p: exactAgainst === null ? null : proportionAgainst(x, n, exactAgainst).exact_binomial_p_two_sided_minlike,
    intervalAt: (people) => wilson((estimate * people * effectiveN) / n, (people * effectiveN) / n),
  };
}

// At matched selection the measure picks as many people as the primary stated yes does, ties shared.
function matchedSensitivity(context: Context, claim: Claim): Reading {
  const { cohort, primary } = context;
  const stated = primary.stated?.rules[0];
  if (!stated) return UNREAD;
  const k = selectedBy(context, stated).filter(Boolean).length;
  const { expected_hits: hits } = topSelection(columnOf(cohort, claim.measure), cohort.outcome, k);
  const n = cohort.buyers;
  return {
    rule: `top ${k}`,
    estimate: hits / n,
    interval: wilson(hits, n),
    n,
    x: hits,
    p: null,
    intervalAt: (people) => wilson((hits * people) / n, people),
  };
}
