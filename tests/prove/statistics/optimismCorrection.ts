import { type Columns, designOf, linearPredictor } from "../../../analysis/statistics/models/logistic/design.ts";
import { estimate } from "../../../analysis/statistics/models/logistic/estimator.ts";
import { logistic } from "../../../analysis/statistics/numerics/specialFunctions.ts";
import { auc } from "../../../analysis/statistics/ranking/auc.ts";
import { optimismProblem, summariseOptimism } from "../../../analysis/statistics/validation/optimism.ts";
import { runInThisThread } from "../../../analysis/statistics/validation/replicateJob.ts";
import { randomStream } from "../../../experiments/random/randomStream.ts";
import type { Proof } from "../proof.ts";
import { meanOf, rounded } from "./chance.ts";

const PEOPLE = 200;
const FRESH_ROWS = 100_000;
/** Log-odds an SD of each predictor adds; three of the seven say nothing. */
const slopes = [0.7, 0.4, 0.3, 0.2, 0, 0, 0];
const predictors = slopes.map((_, at) => `x${at}`);

/** Harrell's bootstrap against what the same model does on people it has never seen. */
export const optimismCorrection: Proof = {
  id: "S6",
  promise: "The AUC corrected for optimism is, on average, within .01 of the AUC on 100,000 fresh rows.",
  run({ seed, scale }) {
    const [studies, resamples] = scale === "short" ? [25, 15] : [400, 100];
    const fresh = drawRows(seed, 0, FRESH_ROWS);
    const freshDesign = designOf(fresh.columns, predictors, FRESH_ROWS);
    const gaps: { readonly apparent: number; readonly corrected: number }[] = [];
    let notFitted = 0;
    for (let study = 1; study <= studies; study += 1) {
      const { columns, outcome } = drawRows(seed, study, PEOPLE);
      const problem = optimismProblem(columns, { outcome, predictors });
      const resampling = { kind: "seeded", seed: seed + study, resamples } as const;
      const found = summariseOptimism(
        problem,
        runInThisThread({ kind: "optimism", problem, resampling, persons: null }),
      );
      const fit = estimate(problem.design, outcome, { estimator: "ml" });
      if ("kind" in found || fit.kind === "notFitted") {
        notFitted += 1;
        continue;
      }
      const truth = auc(linearPredictor(freshDesign, fit.beta), fresh.outcome);
      gaps.push({ apparent: found.apparent.auc - truth, corrected: found.corrected.auc - truth });
    }
    const corrected = meanOf(gaps.map((gap) => gap.corrected));
    const apparent = meanOf(gaps.map((gap) => gap.apparent));
    const slack = scale === "short" ? 3 * corrected.se : 0;
    return Promise.resolve({
      isMet: Math.abs(corrected.mean) <= 0.01 + slack && apparent.mean > Math.abs(corrected.mean) && notFitted === 0,
      figures: {
        studies,
        people: PEOPLE,
        resamples,
        apparentMinusFresh: rounded(apparent.mean),
        correctedMinusFresh: rounded(corrected.mean),
        standardError: rounded(corrected.se),
        notFitted,
      },
    });
  },
};

function drawRows(seed: number, stream: number, rows: number): { readonly columns: Columns; outcome: Float64Array } {
  const { normal, uniform } = randomStream(seed, stream);
  const columns = predictors.map(() => new Float64Array(rows));
  const outcome = new Float64Array(rows);
  for (let row = 0; row < rows; row += 1) {
    let logOdds = -0.8;
    slopes.forEach((slope, at) => {
      const value = normal();
      columns[at]![row] = value;
      logOdds += slope * value;
    });
    outcome[row] = uniform() < logistic(logOdds) ? 1 : 0;
  }
  return { columns: Object.fromEntries(predictors.map((name, at) => [name, columns[at]!])), outcome };
}
