import type { Claim } from "../../../experiments/contract/plan.ts";
import { type Cohort, columnOf } from "../../data/cohort.ts";
import { type NamedRule, namedRule } from "../../plan/measure.ts";
import { parseRule } from "../../plan/rule.ts";
import { normalHalfWidth, normalTwoSided } from "../../statistics/numerics/distributions.ts";
import { selectedShares } from "../../statistics/ranking/matchedSelection.ts";
import { proportionAgainst } from "../../statistics/shares/proportionAgainst.ts";
import { answeredBy } from "../answeredBy.ts";
import type { Context } from "../context.ts";
import { designAuc } from "../ranking/pairedAuc.ts";
import { selectedBy } from "../rules/ruleSections.ts";
import { type Share, shareOf } from "../share.ts";

/** What a claim is about, as it is in these data. */
export type Reading = {
  readonly rule: string | null;
  readonly estimate: number | null;
  readonly interval: readonly [number, number] | null;
  readonly n: number;
  /** Everyone who could be counted: who answered what the claim is about and has an outcome. */
  readonly of: number;
  readonly x: number | null;
  readonly p: number | null;
};

const UNREAD: Reading = {
  rule: null,
  estimate: null,
  interval: null,
  n: 0,
  of: 0,
  x: null,
  p: null,
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
  const asked = answeredBy(context, [claim.measure]);
  if (claim.reading === "auc") return aucReading(asked, claim);
  if (claim.reading === "sensitivity") return matchedSensitivity(context, claim);
  const { cohort } = asked;
  const rule = claimRule(context, claim);
  if (rule === null) return UNREAD;
  const selected = selectedBy(asked, rule);
  const hasBought = (row: number) => cohort.outcome[row] === 1;
  const share =
    claim.reading === "ppv"
      ? shareOf(cohort, (row) => selected[row]!, hasBought)
      : shareOf(
          cohort,
          () => true,
          (row) => selected[row] === hasBought(row),
        );
  return { ...shareReading(cohort, share, claim.value), of: cohort.n, rule: rule.name };
}

function aucReading(context: Context, claim: Claim): Reading {
  const { cohort } = context;
  if (cohort.buyers === 0 || cohort.buyers === cohort.n) return UNREAD;
  const { auc, se } = designAuc(cohort, columnOf(cohort, claim.measure));
  const half = se === null ? null : normalHalfWidth() * se;
  return {
    rule: null,
    estimate: auc,
    interval: half === null ? null : [Math.max(0, auc - half), Math.min(1, auc + half)],
    n: cohort.n,
    of: cohort.n,
    x: null,
    p: se === null || se === 0 ? null : normalTwoSided((auc - claim.value) / se),
  };
}

function shareReading(cohort: Cohort, share: Share, value: number): Omit<Reading, "rule" | "of"> {
  const { x, n, estimate, interval } = share;
  return estimate === null ? { ...UNREAD, x } : { estimate, interval, n, x, p: testOf(cohort, share, value) };
}

// Exact where every row counts once and as one person; else the score test at the rows of independent people that would be
// as informative.
function testOf({ persons, weights }: Cohort, { x, n, estimate, effectiveN }: Share, value: number): number | null {
  if (persons === null && weights === null && Number.isInteger(x))
    return proportionAgainst(x, n, value).exact_binomial_p_two_sided_minlike;
  const se = Math.sqrt((value * (1 - value)) / effectiveN);
  return estimate !== null && se > 0 ? normalTwoSided((estimate - value) / se) : null;
}

// At matched selection the measure picks as many people as the primary stated yes does, ties shared.
function matchedSensitivity(everybody: Context, claim: Claim): Reading {
  const stated = everybody.primary.stated?.rules[0];
  if (!stated) return UNREAD;
  const context = answeredBy(everybody, [claim.measure, stated.column]);
  const { cohort } = context;
  const k = selectedBy(context, stated).filter(Boolean).length;
  const selected = selectedShares(columnOf(cohort, claim.measure), k);
  const found = shareOf(
    cohort,
    (row) => cohort.outcome[row] === 1,
    (row) => selected[row]!,
  );
  return { ...shareReading(cohort, found, claim.value), of: cohort.n, rule: `top ${k}` };
}
