import { describe, expect, test } from "vitest";
import { affectMisattribution } from "../../../../experiments/measures/implicit/affectMisattribution/measure.ts";
import { dataPath, isDataAbsent } from "../../../sharedData.ts";
import { columnOf, csvRows, largestMiss, scoredRows } from "./tables.ts";

describe.skipIf(isDataAbsent("amp_obama_trump"))("amp_obama_trump: 288 people", () => {
  const rows = () =>
    csvRows(dataPath("amp_obama_trump", "trials_exp4.csv")).map(({ subject, trial_in_file: trial, prime, rating }) => ({
      participant_id: subject,
      trial_index: trial,
      prime: prime === "obama" ? "focal" : "comparison",
      is_pleasant: rating,
    }));
  const oracle = () => csvRows(dataPath("amp_obama_trump", "oracle_exp4.csv"));

  test("the difference of proportions equals the reference for everyone, and the published score to its two places", () => {
    const { byParticipant } = scoredRows(affectMisattribution, rows());
    expect(largestMiss(byParticipant, columnOf(oracle(), "subject", "amp"))).toBeLessThan(1e-8);
    const published = columnOf(
      oracle().filter((row) => row.IA_AMP_effect_obama_trump !== "NA"),
      "subject",
      "IA_AMP_effect_obama_trump",
    );
    expect(largestMiss(byParticipant, published)).toBeLessThan(0.005 + 1e-9);
  });

  test("excludes the eight who give one answer throughout, and splits reliably", () => {
    const { summary } = scoredRows(affectMisattribution, rows());
    expect(summary).toMatchObject({ n: 288, exclusions: { "constant-response": 8 } });
    // .945 over everyone in the reference; here without the excluded, in prime-wise halves.
    expect(summary.reliability?.odd_even.spearman_brown).toBeGreaterThan(0.92);
  });
});
