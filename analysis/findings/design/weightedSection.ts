import { type Cohort, columnOf } from "../../data/cohort.ts";
import { measureOfKind } from "../../plan/measure.ts";
import { normalHalfWidth } from "../../statistics/numerics/distributions.ts";
import { DETRACTOR_TO, PROMOTER_FROM } from "../../statistics/shares/netPromoterScore.ts";
import { effectiveNumber, surveyShare } from "../../statistics/shares/surveyShare.ts";
import { answeredBy, everyone } from "../answeredBy.ts";
import { type Context, entriesOf } from "../context.ts";
import { selectedBy } from "../rules/ruleSections.ts";
import { type Share, shareOf } from "../share.ts";

/** A share with people counted by their weight. */
type WeightedShare = {
  readonly estimate: number | null;
  readonly wilson95: readonly [number, number] | null;
  readonly effective_n: number;
};

/** What holds with people counted by their survey weight. */
export type Weighted = {
  readonly effective_n: number;
  readonly base_rate: WeightedShare;
  readonly nps: ReturnType<typeof weightedNps>;
  readonly ppv: Readonly<Record<string, WeightedShare>>;
  /** Sections that count every row once although the plan has weights. */
  readonly unweighted: typeof UNWEIGHTED;
};

/** Weighted shares, the weighted net promoter score and how many people of equal weight would be as informative (Kish
 *  1965). Errors are linearised over sampling units (`survey`: svyciprop, svymean). */
export function weightedSection(context: Context): { readonly weighted?: Weighted } {
  const { cohort, measures, plan } = context;
  if (cohort.weights === null || plan.weight === undefined) return {};
  const rules = measures.flatMap((measure) => measure.rules);
  const known = everyone(context);
  const bought = (one: Cohort) => (row: number) => one.outcome[row] === 1;
  return {
    weighted: {
      effective_n: effectiveNumber(cohort.weights),
      base_rate: told(shareOf(known, () => true, bought(known))),
      nps: weightedNps(context),
      ppv: entriesOf(rules, (rule) => {
        const asked = answeredBy(context, [rule.column]);
        const selected = selectedBy(asked, rule);
        return [rule.name, told(shareOf(asked.cohort, (row) => selected[row]!, bought(asked.cohort)))];
      }),
      unweighted: UNWEIGHTED,
    },
  };
}

/** The sections that count every row once although the plan has weights; each says so where it is shown. */
const UNWEIGHTED = [
  "descriptives",
  "correlations",
  "dependent_correlations",
  "buyers_vs_nonbuyers",
  "rules",
  "say_do_matrix",
  "matched_selection",
  "paired_rules",
  "auc_global_delong",
  "average_precision",
  "roc",
  "gains",
  "firth_M_full",
  "optimism_bootstrap",
  "dominance",
  "shapley_groups",
  "bootstrap_delta_auc",
  "decision_curve_in_sample",
] as const;

function told({ estimate, interval, effectiveN: effective_n }: Share) {
  return { estimate, wilson95: interval, effective_n };
}

function weightedNps(context: Context) {
  const measure = measureOfKind(context.measures, "likelihoodToRecommend");
  if (measure === null) return null;
  const { cohort } = answeredBy(context, [measure.column]);
  const { weights, persons } = cohort;
  if (cohort.n === 0 || weights === null) return null;
  const points = columnOf(cohort, measure.column).map((rating) =>
    rating >= PROMOTER_FROM ? 1 : rating <= DETRACTOR_TO ? -1 : 0,
  );
  const { estimate, se } = surveyShare({
    hits: points,
    weights,
    units: persons,
    studyUnits: persons === null ? cohort.n : new Set(persons).size,
  });
  const [nps, error] = [100 * estimate, 100 * se];
  const half = normalHalfWidth() * error;
  return { nps, se: error, ci95_wald: [nps - half, nps + half], effective_n: effectiveNumber(weights) };
}
