import fc from "fast-check";
import { expect, test } from "vitest";
import {
  designOf,
  designRows,
  linearPredictor,
  pickRows,
} from "../../../../analysis/statistics/models/logistic/design.ts";
import { fitLogistic } from "../../../../analysis/statistics/models/logistic/fitLogistic.ts";
import { refitter } from "../../../../analysis/statistics/models/logistic/refit.ts";
import { argsort } from "../../../../analysis/statistics/numerics/argsort.ts";
import { resampledRows } from "../../../../analysis/statistics/numerics/resampledRows.ts";
import { auc } from "../../../../analysis/statistics/ranking/auc.ts";
import { countedAuc } from "../../../../analysis/statistics/ranking/countedAuc.ts";
import { randomStream } from "../../../../experiments/random/randomStream.ts";

const N = 120;

/** A scale of five steps, a number of its own for each, and an outcome of both. */
function study(seed: number) {
  const random = randomStream(seed);
  const stated = Float64Array.from({ length: N }, () => 1 + random.below(5));
  const score = Float64Array.from({ length: N }, () => random.normal());
  const outcome = stated.map((value, i) =>
    random.uniform() < 1 / (1 + Math.exp(2.5 - 0.7 * value - 0.5 * score[i]!)) ? 1 : 0,
  );
  return { random, columns: { stated, score }, outcome };
}

test("a refit by counts is the fit of the drawn rows, and its AUC theirs", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 1e6 }),
      fc.constantFrom(["stated"], ["stated", "score"]),
      (seed, predictors) => {
        const { random, columns, outcome } = study(seed);
        const design = designOf(columns, predictors, N);
        const { groups, refit } = refitter(design, outcome, null);
        const rows = resampledRows(random, N);
        const [fit, byRows] = [refit(rows), fitLogistic(designRows(design, rows), pickRows(outcome, rows))];
        if (byRows.kind === "notFitted") {
          expect(fit).toBeNull();
          return;
        }
        expect(Math.abs(fit!.logLikelihood - byRows.logLikelihood)).toBeLessThan(1e-9);
        const eta = linearPredictor(design, byRows.beta);
        for (const [row, value] of eta.entries())
          expect(Math.abs(fit!.eta[groups.groupOf[row]!]! - value)).toBeLessThan(1e-8);
        const ordered = { scores: fit!.eta, order: argsort(fit!.eta) };
        const ofRows = auc(pickRows(fit!.eta, pickRows(groups.groupOf, rows)), pickRows(outcome, rows));
        expect(countedAuc(ordered, groups.outcome, fit!.counts)).toBeCloseTo(ofRows, 14);
      },
    ),
    { numRuns: 60 },
  );
});

test("answers on a scale are few different rows", () => {
  const { columns, outcome } = study(1);
  const { groups } = refitter(designOf(columns, ["stated"], N), outcome, null);
  expect(groups.design.rows).toBeLessThanOrEqual(10);
  expect(groups.sizes.reduce((sum, size) => sum + size)).toBe(N);
});
