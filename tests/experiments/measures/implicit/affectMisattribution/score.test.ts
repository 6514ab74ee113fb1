import { describe, expect, test } from "vitest";
import { affectMisattribution } from "../../../../../experiments/measures/implicit/affectMisattribution/measure.ts";

describe("affectMisattribution", () => {
  type Row = Parameters<typeof affectMisattribution.score>[0][number];
  const row = (prime: "focal" | "comparison" | "neutral", isPleasant: boolean): Row => ({ prime, isPleasant });
  const settings = (knobs: object = {}) => affectMisattribution.settings.parse(knobs);
  const rows = [row("focal", true), row("focal", true), row("comparison", true), row("comparison", false)];

  test("leaves practice out", () => {
    const practice = { ...row("focal", false), blockKind: "practice" as const };
    expect(affectMisattribution.score([practice, ...rows], settings())).toEqual({
      value: 0.5,
      trialsUsed: 4,
      parts: { pleasant_focal: 1, pleasant_comparison: 0.5, pleasant_neutral: null, pleasant: 0.75 },
    });
    expect(affectMisattribution.score([practice], settings())).toEqual({
      value: null,
      excluded: "no-trials",
      trialsUsed: 0,
      parts: { pleasant_focal: null, pleasant_comparison: null, pleasant_neutral: null, pleasant: null },
    });
  });

  test("excludes one answer throughout, either of the two, and too few trials, with the value kept", () => {
    const all = (isPleasant: boolean) => rows.map((one) => ({ ...one, isPleasant }));
    expect(affectMisattribution.score(all(true), settings())).toMatchObject({
      value: 0,
      excluded: "constant-response",
    });
    expect(affectMisattribution.score(all(false), settings())).toMatchObject({
      value: 0,
      excluded: "constant-response",
    });
    expect(affectMisattribution.score(rows, settings({ requiredTrials: 4 })).excluded).toBeUndefined();
    expect(affectMisattribution.score(rows, settings({ requiredTrials: 5 }))).toMatchObject({
      value: 0.5,
      excluded: "too-few-trials",
    });
  });

  test("needs trials after both products", () => {
    expect(affectMisattribution.score(rows.slice(2), settings())).toMatchObject({
      value: null,
      excluded: "missing-block",
      trialsUsed: 2,
    });
  });
});
