import type { PriceShares } from "../../statistics/prices/vanWestendorp.ts";
import { isFew, isSameCut } from "../disclosure.ts";
import { type Finding, mapped } from "../finding.ts";
import { pricesBlocks } from "./blocks.ts";
import { type Prices, priceSections } from "./priceSections.ts";
import type { PriceFinding } from "./sections.ts";

/** What people say of prices, where the plan asks. */
export const prices: Finding<"prices", PriceFinding> = {
  name: "prices",
  blocks: pricesBlocks,
  compute: { always: priceSections },
  protect: ({ prices: found }, { fewest }) => ({
    prices: found && mapped(found, (product) => protectProduct(product, fewest)),
  }),
};

/** Only curves that many people draw, and of these the steps that many take. */
function protectProduct(
  { van_westendorp: meter, newton_miller_smith: trial, gabor_granger: demand, stakes }: Prices,
  fewest: number,
): Prices {
  const isTold = (report: { readonly n: number } | null | undefined) => report && !isFew(report.n, fewest);
  return {
    ...(meter && isTold(meter)
      ? {
          van_westendorp: {
            ...meter,
            invalid: isFew(meter.invalid ?? 0, fewest) ? null : meter.invalid,
            curves: stepsOf(meter.curves, meterCounts(meter.n), fewest),
          },
        }
      : {}),
    ...(trial && isTold(trial)
      ? { newton_miller_smith: { ...trial, invalid: isFew(trial.invalid ?? 0, fewest) ? null : trial.invalid } }
      : {}),
    ...(demand && isTold(demand)
      ? {
          gabor_granger: {
            ...demand,
            violations: isFew(demand.violations ?? 0, fewest) ? null : demand.violations,
            curve: stepsOf(demand.curve, ({ buyers }) => [buyers, demand.n - buyers], fewest).filter(
              // Where people were asked some prices only, those asked at one are fewer than all.
              ({ asked, buyers }) => ![asked, buyers, asked - buyers].some((people) => isFew(people, fewest)),
            ),
          },
        }
      : {}),
    ...(stakes && isToldOf(stakes, fewest) ? { stakes } : {}),
  };
}

/** Means of few people go, and with them the whole ratio; so it does where few named nothing. */
function isToldOf({ n, zeros }: NonNullable<Prices["stakes"]>, fewest: number): boolean {
  return [n.hypothetical, n.real, zeros.hypothetical, zeros.real].every((people) => !isFew(people, fewest));
}

const CURVES = ["too_cheap", "cheap", "expensive", "too_expensive"] as const;

function meterCounts(n: number): (point: PriceShares) => readonly number[] {
  return (point) =>
    CURVES.flatMap((curve) => {
      const people = Math.round(n * point[curve]);
      return [people, n - people];
    });
}

/** The points of a curve that lie nobody or enough people from the one before and from its ends. */
function stepsOf<Point>(
  points: readonly Point[],
  countsOf: (point: Point) => readonly number[],
  fewest: number,
): readonly Point[] {
  const shown: (readonly number[])[] = [];
  return points.filter((point) => {
    const counts = countsOf(point);
    const before = shown.at(-1);
    const isFar =
      !counts.some((people) => isFew(people, fewest)) &&
      (before === undefined ||
        isSameCut(counts, before) ||
        counts.every((people, at) => !isFew(Math.abs(people - before[at]!), fewest)));
    if (isFar) shown.push(counts);
    return isFar;
  });
}
