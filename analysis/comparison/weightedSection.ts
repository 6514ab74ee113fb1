import { numbersOf } from "../load/dataTable.ts";
import { DETRACTOR_TO, PROMOTER_FROM } from "../metrics/netPromoterScore.ts";
import { wilson } from "../metrics/proportion.ts";
import { normalHalfWidth } from "../numerics/distributions.ts";
import { type Context, entriesOf } from "./context.ts";
import { measureOfKind } from "./measure.ts";
import { selectedBy } from "./ruleSections.ts";

/** Weighted shares count people by their weight; the interval is Wilson's at the effective n (Kish 1965). */
export function weightedSection(context: Context): Readonly<Record<string, unknown>> {
  const { cohort, measures, plan } = context;
  if (cohort.weights === null || plan.weight === undefined) return {};
  const weights = cohort.weights;
  const rules = measures.flatMap((measure) => measure.rules);
  const bought = cohort.outcome.map((value) => value === 1);
  return {
    weighted: {
      effective_n: effectiveN(weights),
      base_rate: weightedShare(bought, weights),
      nps: weightedNps(context, plan.weight),
      ppv: entriesOf(rules, (rule) => {
        const selected = selectedBy(context, rule);
        const chosen = <T>(list: readonly T[]) => list.filter((_, row) => selected[row]);
        return [rule.name, weightedShare(chosen(bought), chosen(weights))];
      }),
    },
  };
}

function effectiveN(weights: readonly number[]): number {
  const sum = weights.reduce((all, weight) => all + weight, 0);
  return weights.length === 0 ? 0 : sum ** 2 / weights.reduce((all, weight) => all + weight ** 2, 0);
}

function weightedShare(isYes: readonly boolean[], weights: readonly number[]) {
  const n = effectiveN(weights);
  if (n === 0) return { estimate: null, wilson95: null, effective_n: 0 };
  const sum = weights.reduce((all, weight) => all + weight, 0);
  const share = weights.reduce((all, weight, row) => all + (isYes[row] ? weight : 0), 0) / sum;
  return { estimate: share, wilson95: wilson(share * n, n), effective_n: n };
}

function weightedNps({ table, measures }: Context, weightColumn: string) {
  const measure = measureOfKind(measures, "likelihoodToRecommend");
  if (measure === null) return null;
  const weights = numbersOf(table, weightColumn);
  const answered = numbersOf(table, measure.column).flatMap((rating, row) => {
    const weight = weights[row] ?? null;
    return rating === null || weight === null ? [] : [{ rating, weight }];
  });
  const n = effectiveN(answered.map(({ weight }) => weight));
  if (n === 0) return null;
  const sum = answered.reduce((all, { weight }) => all + weight, 0);
  const share = (isIn: (rating: number) => boolean) =>
    answered.reduce((all, { rating, weight }) => all + (isIn(rating) ? weight : 0), 0) / sum;
  const [p, d] = [share((rating) => rating >= PROMOTER_FROM), share((rating) => rating <= DETRACTOR_TO)];
  const se = 100 * Math.sqrt((p + d - (p - d) ** 2) / n);
  const half = normalHalfWidth() * se;
  return { nps: 100 * (p - d), se, ci95_wald: [100 * (p - d) - half, 100 * (p - d) + half], effective_n: n };
}
