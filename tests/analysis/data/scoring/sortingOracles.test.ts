import { describe, expect, test } from "vitest";
import { briefIat } from "../../../../experiments/measures/implicit/briefIat/measure.ts";
import { singleCategoryIat } from "../../../../experiments/measures/implicit/singleCategoryIat/measure.ts";
import { dataPath, isDataAbsent } from "../../../sharedData.ts";
import { columnOf, csvRows, largestMiss, scoredRows } from "./tables.ts";

describe.skipIf(isDataAbsent("biat_synthetic"))("biat_synthetic: 30 synthetic people against R", () => {
  const rows = () =>
    csvRows(dataPath("biat_synthetic", "trials.csv")).map(({ id, block, condition, trial, rt, err }) => ({
      participant_id: id,
      block_index: Number(block) - 1,
      trial_index: Number(trial) - 1,
      pairing: condition === "A" ? "compatible" : "incompatible",
      is_correct: err === "1" ? 0 : 1,
      latency_ms: rt,
    }));
  const oracle = () => csvRows(dataPath("biat_synthetic", "oracle_biat_D.csv"));

  test("D and both pairs' own equal the reference for everyone", () => {
    const { byParticipant } = scoredRows(briefIat, rows());
    expect(largestMiss(byParticipant, columnOf(oracle(), "id", "d"))).toBeLessThan(1e-8);
    const first = new Map([...byParticipant].map(([id, score]) => [id, { value: score.parts.score_pair_1 ?? null }]));
    const complete = columnOf(
      oracle().filter(({ d }) => d !== ""),
      "id",
      "d_pair1",
    );
    expect(largestMiss(first, complete)).toBeLessThan(1e-8);
  });

  test("excludes the one who is too fast and has no score for the one whose last block is missing", () => {
    const { byParticipant } = scoredRows(briefIat, rows());
    for (const row of oracle()) {
      const score = byParticipant.get(row.id ?? "");
      const expected = row.d === "" ? "missing-block" : row.exclude === "TRUE" ? "too-fast" : undefined;
      expect([row.id, score?.excluded]).toEqual([row.id, expected]);
      expect(score?.parts.fast_share).toBeCloseTo(Number(row.prop_fast300), 12);
    }
  });
});

describe.skipIf(isDataAbsent("chocolate"))("chocolate: two SC-IATs of 162 people against implicitMeasures", () => {
  const rows = (target: string) =>
    csvRows(dataPath("chocolate", "trials_sciat.csv"))
      .filter(({ trialcode, blockcode }) => !trialcode?.startsWith("reminder") && blockcode?.includes(`sc_${target}`))
      .map((row) => ({
        participant_id: row.participant,
        trial_index: row.row,
        block_kind: row.blockcode?.startsWith("practice") ? "practice" : "test",
        pairing: row.blockcode?.endsWith("good") ? "compatible" : "incompatible",
        is_correct: row.correct,
        latency_ms: row.trialcode === "alert" ? "" : row.latency,
      }));
  const oracle = () => csvRows(dataPath("chocolate", "oracle_sciat_D.csv"));

  test.each([
    ["dark", "all", "d_dark_implicitMeasures"],
    ["dark", "correct", "d_dark_meanCorrect"],
    ["milk", "all", "d_milk_implicitMeasures"],
    ["milk", "correct", "d_milk_meanCorrect"],
  ])("%s with the error base over %s trials equals the reference for everyone", (target, errorBase, column) => {
    const { byParticipant } = scoredRows(singleCategoryIat, rows(target), { set: { errorBase } });
    expect(largestMiss(byParticipant, columnOf(oracle(), "participant", column))).toBeLessThan(1e-8);
  });

  test.each(["dark", "milk"])("excludes the same people as the package for %s under its profile", (target) => {
    const { scored } = scoredRows(singleCategoryIat, rows(target), { profile: "implicitMeasures" });
    const expected = oracle()
      .filter((row) => row[`out_accuracy_${target}`] !== "keep")
      .map(({ participant }) => participant);
    expect(
      scored
        .filter(({ score }) => score.excluded)
        .map(({ participantId }) => participantId)
        .sort(),
    ).toEqual(expected.toSorted());
  });
});
