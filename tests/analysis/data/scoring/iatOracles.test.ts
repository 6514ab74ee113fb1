import { describe, expect, test } from "vitest";
import { iat } from "../../../../experiments/measures/implicit/iat/measure.ts";
import { dataPath, isDataAbsent } from "../../../sharedData.ts";
import { expectedOf, oraclePath } from "../../oracles.ts";
import { columnOf, csvRows, largestMiss, scoredRows } from "./tables.ts";

type PairScores = { readonly practice: number; readonly test: number; readonly D: number };
type Subject = Readonly<Record<string, number | boolean | Readonly<Record<string, PairScores>>>>;

const blocks: Readonly<Record<string, object>> = {
  3: { pairing: "compatible", block_kind: "practice" },
  4: { pairing: "compatible", block_kind: "test" },
  6: { pairing: "incompatible", block_kind: "practice" },
  7: { pairing: "incompatible", block_kind: "test" },
};

describe("c20: 24 synthetic people against R", () => {
  const rows = csvRows(oraclePath("c20_iat_trials", "data.csv")).map(({ subject, block, trial, latency, error }) => ({
    participant_id: subject,
    trial_index: trial,
    ...blocks[block ?? ""],
    is_correct: error === "1" ? "0" : "1",
    latency_ms: latency,
  }));
  const oracle = expectedOf("c20_iat_trials") as unknown as {
    subjects: readonly Subject[];
    sample_D1_all_before: {
      mean: number;
      sd: number;
      n_kept: number;
      odd_even_trials: { r: number; spearman_brown: number };
    };
  };
  const keys = [
    "D1_builtin",
    "D2_builtin_lt400_removed",
    "D3_block_mean_plus_2sd",
    "D4_block_mean_plus_600",
    "D5_2sd_lt400_removed",
    "D6_600_lt400_removed",
  ];
  const stages = { before: "all_before", after: "after_penalty", correct: "correct_only" };
  const cases = keys.flatMap((key, index) =>
    Object.entries(stages).map(([sdStage, name]) => ({ profile: `d${index + 1}`, key, sdStage, name })),
  );

  test.each(cases)(
    "$profile with the SD taken $sdStage replacing errors equals R",
    ({ profile, key, sdStage, name }) => {
      const { byParticipant } = scoredRows(iat, rows, { profile, set: { sdStage } });
      for (const subject of oracle.subjects) {
        const variant = subject[key] as unknown as Record<string, PairScores>;
        // Without replacement there is no "after": it equals "before".
        const expected = (variant[name] ?? variant.all_before)!;
        const score = byParticipant.get(String(subject.subject))!;
        expect(Math.abs(score.value! - expected.D)).toBeLessThan(1e-8);
        expect(Math.abs(score.parts.score_practice! - expected.practice)).toBeLessThan(1e-8);
        expect(Math.abs(score.parts.score_test! - expected.test)).toBeLessThan(1e-8);
        expect(score.parts.error_rate).toBeCloseTo(subject.error_rate as number, 12);
        expect(score.parts.fast_share).toBeCloseTo(subject.fast_rate_lt300 as number, 12);
        expect(score.excluded).toBe(subject.exclude_gt10pct_lt300 ? "too-fast" : undefined);
      }
    },
  );

  test("mean, SD and odd/even reliability of those who are not too fast equal R", () => {
    const { summary } = scoredRows(iat, rows, { profile: "d1", splits: 200 });
    const expected = oracle.sample_D1_all_before;
    expect(summary).toMatchObject({ n: 24, n_scored: expected.n_kept, exclusions: { "too-fast": 1 } });
    expect(summary.mean).toBeCloseTo(expected.mean, 10);
    expect(summary.sd).toBeCloseTo(expected.sd, 10);
    expect(summary.reliability?.odd_even.r).toBeCloseTo(expected.odd_even_trials.r, 10);
    expect(summary.reliability?.odd_even.spearman_brown).toBeCloseTo(expected.odd_even_trials.spearman_brown, 10);
  });
});

describe.skipIf(isDataAbsent("chocolate"))("chocolate: 162 people against implicitMeasures", () => {
  const rows = () =>
    csvRows(dataPath("chocolate", "trials_iat.csv"))
      .filter(({ trialcode }) => !trialcode?.startsWith("reminder"))
      .map((row) => ({
        participant_id: row.participant,
        trial_index: row.row,
        block_kind: row.blockcode?.startsWith("practice") ? "practice" : "test",
        pairing: row.blockcode?.endsWith("Milkbad") ? "compatible" : "incompatible",
        is_correct: row.correct,
        latency_ms: row.latency,
      }));
  const oracle = () => csvRows(dataPath("chocolate", "oracle_iat_D1_D6.csv"));

  test.each(["d1", "d2", "d3", "d4", "d5", "d6"])("%s equals the package's score for everyone", (profile) => {
    const { byParticipant } = scoredRows(iat, rows(), { profile });
    expect(largestMiss(byParticipant, columnOf(oracle(), "participant", `dscore_${profile}`))).toBeLessThan(1e-8);
  });

  test.each(["d3", "d4", "d5", "d6"])(
    "%s with the SD before replacement equals the literal order of the 2003 table",
    (profile) => {
      const { byParticipant } = scoredRows(iat, rows(), { profile, set: { sdStage: "before" } });
      const expected = columnOf(oracle(), "participant", `sd_before_replacement_${profile}`);
      expect(largestMiss(byParticipant, expected)).toBeLessThan(1e-8);
    },
  );

  test("chooses D4 by itself and reports the published mean, SD and reliability", () => {
    const { summary } = scoredRows(iat, rows(), { splits: 1000 });
    expect(summary).toMatchObject({ n: 162, n_scored: 162, profile: "d4", exclusions: {} });
    expect(summary.mean).toBeCloseTo(-0.5585, 4);
    expect(summary.sd).toBeCloseTo(0.5372, 4);
    expect(summary.reliability?.odd_even.spearman_brown).toBeCloseTo(0.943, 3);
    // .913 over 1,000 random splits of the reference; another generator agrees within .01.
    expect(Math.abs((summary.reliability?.permutation.mean ?? 0) - 0.913)).toBeLessThan(0.01);
  });
});

describe.skipIf(isDataAbsent("gender_iat_fpi"))("gender_iat_fpi: 88 people against cleanIAT", () => {
  const block: Readonly<Record<string, string>> = {
    BLOCK2: "practice",
    BLOCK3: "test",
    BLOCK5: "practice",
    BLOCK6: "test",
  };
  const isFirst = (name: string | undefined) => name === "BLOCK2" || name === "BLOCK3";
  const rows = () =>
    csvRows(dataPath("gender_iat_fpi", "trials.csv"))
      .filter((row) => block[row.BLOCK_NAME_S ?? ""] !== undefined)
      .map((row) => ({
        participant_id: row.SESSION_ID,
        trial_index: row.TRIAL_NUMBER,
        block_kind: block[row.BLOCK_NAME_S ?? ""],
        pairing: isFirst(row.BLOCK_NAME_S) === (row.isCongruentFirst === "1") ? "compatible" : "incompatible",
        is_correct: row.TRIAL_ERROR === "1" ? "0" : "1",
        latency_ms: row.TRIAL_LATENCY,
      }));

  test.each(["d1", "d2", "d4", "d6"])("%s equals the package's score for everyone", (profile) => {
    const { byParticipant } = scoredRows(iat, rows(), { profile });
    const expected = columnOf(csvRows(dataPath("gender_iat_fpi", "oracle_D.csv")), "session_id", `${profile}_cleanIAT`);
    expect(largestMiss(byParticipant, expected)).toBeLessThan(1e-8);
  });

  test("excludes the one person the package excludes", () => {
    const { scored, summary } = scoredRows(iat, rows(), { profile: "d2" });
    expect(summary.exclusions).toEqual({ "too-fast": 1 });
    expect(scored.find(({ score }) => score.excluded)?.participantId).toBe("604660");
  });
});
