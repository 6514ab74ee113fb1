import { codedOutcome } from "../../data/cohort.ts";
import { numbersOf } from "../../data/dataTable.ts";
import type { NamedRule } from "../../plan/measure.ts";
import { satisfies } from "../../plan/rule.ts";
import { compareGroups, type GroupComparison } from "../../statistics/association/groupComparison.ts";
import { wilson } from "../../statistics/shares/proportion.ts";
import { type Counted, type KnownShare, overCountedCoverage } from "../../statistics/shares/ratioOfShares.ts";
import { answeredBy } from "../answeredBy.ts";
import { outcomeClassOf } from "../answers/answer.ts";
import { type Context, entriesOf } from "../context.ts";
import { selectedBy } from "../rules/ruleSections.ts";
import { shareOf } from "../share.ts";

/** A share with who is counted in it. */
type CountedShare = {
  readonly x: number;
  readonly n: number;
  readonly estimate: number | null;
  readonly ci95: readonly [number, number] | null;
};

/** The share of yes-sayers who bought if people without an outcome are left out, or counted as not (or as) buying. */
export type OutcomeBounds = {
  readonly others_left_out: CountedShare;
  readonly others_did_not: CountedShare;
  readonly others_did: CountedShare;
  readonly unknown: number;
};

/** Predictive values by rule if the source sees this share of purchases; null where that cannot be. */
export type CoverageAdjusted = {
  readonly coverage: number;
  readonly [rule: string]: number | { readonly estimate: number; readonly ci95: readonly [number, number] } | null;
};

/** Predictive values by rule at a coverage that was counted, its own uncertainty included. */
export type CountedCoverage = Counted & { readonly ppv: Readonly<Record<string, KnownShare | null>> };

/** What depends on whose outcome could be seen. */
export type Observability = {
  readonly outcome_bounds?: Readonly<Record<string, OutcomeBounds>>;
  readonly observable_vs_others?: Readonly<Record<string, GroupComparison | null>>;
  readonly coverage_adjusted_ppv?: readonly CoverageAdjusted[];
  readonly counted_coverage?: CountedCoverage;
};

const ASSUMED_COVERAGE = [1, 0.9, 0.75, 0.5] as const;

/** What hangs on whose outcome could be seen (formats.md, section 4): bounds for people without one, how their scores
 *  differ, and the predictive value if the source sees only part of all purchases. Empty where nothing is unseen and
 *  the outcome is no observed purchase. */
export function observabilitySections(context: Context): Observability {
  const coded = codedOutcome(context.table, context.outcome);
  // A tie that the outcome's rules leave out is known, not unseen.
  const raw = numbersOf(context.table, context.outcome.column);
  const isUnseen = (row: number) => coded[row] === null && raw[row] === null;
  const hasUnseen = coded.some((_, row) => isUnseen(row));
  return {
    ...(hasUnseen ? { outcome_bounds: bounds(context, { coded, isUnseen }) } : {}),
    ...(hasUnseen ? { observable_vs_others: observableVsOthers(context, { coded, isUnseen }) } : {}),
    ...(outcomeClassOf(context) === "observed-purchase" ? unseen(context) : {}),
  };
}

type Seen = { readonly coded: readonly (number | null)[]; readonly isUnseen: (row: number) => boolean };

function primaryRules({ primary }: Context): readonly NamedRule[] {
  return [primary.stated?.rules[0], primary.implicit?.rules[0]].flatMap((rule) => rule ?? []);
}

function bounds({ table, primary, ...context }: Context, { coded, isUnseen }: Seen) {
  return entriesOf(
    primaryRules({ table, primary, ...context }),
    ({ name, column, rule }): readonly [string, OutcomeBounds] => {
      const scores = numbersOf(table, column);
      const yes = scores.flatMap((score, row) => (score !== null && satisfies(rule, score) ? [row] : []));
      const known = yes.filter((row) => coded[row] !== null);
      const unknown = yes.filter(isUnseen).length;
      const bought = known.filter((row) => coded[row] === 1).length;
      const all = known.length + unknown;
      return [
        name,
        {
          others_left_out: counted(bought, known.length),
          others_did_not: counted(bought, all),
          others_did: counted(bought + unknown, all),
          unknown,
        },
      ];
    },
  );
}

function counted(x: number, n: number): CountedShare {
  return n === 0 ? { x, n, estimate: null, ci95: null } : { x, n, estimate: x / n, ci95: wilson(x, n) };
}

// Group 1 is seen, group 0 is not; null where a group has fewer than two people with the score.
function observableVsOthers({ table, measures }: Context, { coded, isUnseen }: Seen) {
  return entriesOf(measures, ({ column }): readonly [string, GroupComparison | null] => {
    const people = numbersOf(table, column).flatMap((score, row) => {
      if (score === null || (coded[row] === null && !isUnseen(row))) return [];
      return [{ score, seen: isUnseen(row) ? 0 : 1 }];
    });
    const seen = people.filter((person) => person.seen === 1).length;
    if (seen < 2 || people.length - seen < 2) return [column, null];
    return [
      column,
      compareGroups(
        people.map(({ score }) => score),
        people.map((person) => person.seen),
      ),
    ];
  });
}

function unseen(context: Context): Observability {
  const { plan } = context;
  const found = ruleShares(context);
  const counted = plan.counted_coverage;
  return {
    coverage_adjusted_ppv: underCoverage(plan.assumed_coverage ?? ASSUMED_COVERAGE, found),
    ...(counted === undefined
      ? {}
      : {
          counted_coverage: {
            ...counted,
            ppv: entriesOf(found, ({ name, share: { estimate, interval } }) => [
              name,
              estimate === null || interval === null
                ? null
                : overCountedCoverage({ estimate, ci95: interval }, counted),
            ]),
          },
        }),
  };
}

function ruleShares(context: Context) {
  return primaryRules(context).map((rule) => {
    const asked = answeredBy(context, [rule.column]);
    const { cohort } = asked;
    const selected = selectedBy(asked, rule);
    return {
      name: rule.name,
      share: shareOf(
        cohort,
        (row) => selected[row]!,
        (row) => cohort.outcome[row] === 1,
      ),
    };
  });
}

/** The predictive value if a source sees this share of purchases, whoever makes them: what was seen over the share. More
 *  than everybody cannot have bought, so such a coverage is impossible and has no estimate. */
function underCoverage(assumed: readonly number[], rules: ReturnType<typeof ruleShares>): readonly CoverageAdjusted[] {
  return assumed.map((coverage) => ({
    coverage,
    ...entriesOf(rules, ({ name, share }) => {
      const { estimate, interval } = share;
      if (estimate === null || interval === null || estimate > coverage) return [name, null];
      const [low, high] = interval;
      return [
        name,
        { estimate: estimate / coverage, ci95: [Math.min(1, low / coverage), Math.min(1, high / coverage)] as const },
      ];
    }),
  }));
}
