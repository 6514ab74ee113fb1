import type { Claim } from "../../experiments/contract/plan.ts";
import { delong } from "../metrics/delong.ts";
import { selectedShares } from "../metrics/matchedSelection.ts";
import { wilson } from "../metrics/proportion.ts";
import { proportionAgainst } from "../metrics/proportionAgainst.ts";
import { clusteredAucs } from "../models/clustered/clusteredAuc.ts";
import { clustersOf } from "../models/clustered/clusters.ts";
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

/** Reads a claim as what it says: predictive value, accuracy, sensitivity at the stated selection rate, or AUC. Where
 *  rows belong to persons, persons are counted in every interval and test. */
export function readClaim(context: Context, claim: Claim): Reading {
  if (claim.reading === "auc") return aucReading(context, claim);
  if (claim.reading === "sensitivity") return matchedSensitivity(context, claim);
  const { cohort } = context;
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
  const isExact = cohort.persons === null && share.n > 0;
  const exact = isExact ? proportionAgainst(share.x, share.n, claim.value).exact_binomial_p_two_sided_minlike : null;
  return { ...shareReading(share, claim.value), ...(exact === null ? {} : { p: exact }), rule: rule.name };
}

function aucReading({ cohort }: Context, claim: Claim): Reading {
  if (cohort.buyers === 0 || cohort.buyers === cohort.n) return UNREAD;
  const scores = columnOf(cohort, claim.measure);
  const { auc, se } =
    cohort.persons === null ? plainAuc(scores, cohort.outcome) : clusteredAuc(scores, cohort.outcome, cohort.persons);
  const limitsAt = (people: number): Reading["interval"] => {
    if (se === null) return null;
    const half = normalHalfWidth() * se * Math.sqrt(cohort.n / people);
    return [Math.max(0, auc - half), Math.min(1, auc + half)];
  };
  return {
    rule: null,
    estimate: auc,
    interval: limitsAt(cohort.n),
    n: cohort.n,
    x: null,
    p: se === null || se === 0 ? null : normalTwoSided((auc - claim.value) / se),
    intervalAt: limitsAt,
  };
}

type AucError = { readonly auc: number; readonly se: number | null };

function plainAuc(scores: readonly number[], outcome: readonly number[]): AucError {
  const { auc, delong_se } = delong(scores, outcome);
  return { auc, se: delong_se };
}

function clusteredAuc(scores: readonly number[], outcome: readonly number[], persons: readonly string[]): AucError {
  const { auc, vcov } = clusteredAucs([scores], outcome, clustersOf(persons));
  return { auc: auc[0]!, se: vcov === null ? null : Math.sqrt(vcov[0]![0]!) };
}

// The score test at the rows of independent people that would be as informative: it agrees with Wilson's interval.
function shareReading(share: Share, value: number): Omit<Reading, "rule"> {
  const { x, n, estimate, interval, effectiveN } = share;
  if (estimate === null) return { ...UNREAD, x };
  const se = Math.sqrt((value * (1 - value)) / effectiveN);
  return {
    estimate,
    interval,
    n,
    x,
    p: se > 0 ? normalTwoSided((estimate - value) / se) : null,
    intervalAt: (people) => wilson((estimate * people * effectiveN) / n, (people * effectiveN) / n),
  };
}

// At matched selection the measure picks as many people as the primary stated yes does, ties shared.
function matchedSensitivity(context: Context, claim: Claim): Reading {
  const { cohort, primary } = context;
  const stated = primary.stated?.rules[0];
  if (!stated) return UNREAD;
  const k = selectedBy(context, stated).filter(Boolean).length;
  const selected = selectedShares(columnOf(cohort, claim.measure), k);
  const found = shareOf(
    cohort,
    (row) => cohort.outcome[row] === 1,
    (row) => selected[row]!,
  );
  return { ...shareReading(found, claim.value), rule: `top ${k}` };
}
