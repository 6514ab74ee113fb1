import { describe, expect, test } from "vitest";
import { approachAvoidance } from "../../../../../experiments/measures/implicit/approachAvoidance/measure.ts";

describe("approachAvoidance", () => {
  type Row = Parameters<typeof approachAvoidance.score>[0][number];
  const row = (target: "focal" | "comparison", action: Row["action"], latencyMs: number): Row => ({
    target,
    action,
    isCorrect: true,
    latencyMs,
  });
  const rows = [
    row("focal", "approach", 500),
    row("focal", "avoid", 600),
    row("comparison", "approach", 520),
    row("comparison", "avoid", 550),
  ];
  const settings = (knobs: object = {}) => approachAvoidance.settings.parse(knobs);

  test("names each cell; practice, errors and missing latencies count in none", () => {
    const { target: _practice, ...practice } = row("focal", "avoid", 900);
    const { latencyMs: _none, ...unanswered } = row("focal", "avoid", 0);
    const wrong = { ...row("focal", "avoid", 900), isCorrect: false };
    expect(approachAvoidance.score([practice, unanswered, wrong, ...rows], settings())).toEqual({
      value: 70,
      trialsUsed: 4,
      parts: {
        focal_approach: 500,
        focal_avoid: 600,
        comparison_approach: 520,
        comparison_avoid: 550,
        error_rate: expect.closeTo(1 / 6, 12),
      },
    });
  });

  test("gives a reason for no trials, nothing right, an empty cell, too many errors", () => {
    expect(approachAvoidance.score([], settings())).toEqual({
      value: null,
      excluded: "no-trials",
      trialsUsed: 0,
      parts: {
        focal_approach: null,
        focal_avoid: null,
        comparison_approach: null,
        comparison_avoid: null,
        error_rate: null,
      },
    });
    const wrong = rows.map((one) => ({ ...one, isCorrect: false }));
    expect(approachAvoidance.score(wrong, settings())).toMatchObject({ value: null, excluded: "no-correct-trials" });
    for (const left of [0, 1, 2, 3]) {
      const without = rows.filter((_, index) => index !== left);
      expect(approachAvoidance.score(without, settings())).toMatchObject({
        value: null,
        excluded: "missing-block",
        trialsUsed: 3,
      });
    }
    const half = settings({ maxErrorShare: 0.5 });
    expect(approachAvoidance.score([...rows, ...wrong], half).excluded).toBeUndefined();
    expect(approachAvoidance.score([...rows, ...wrong, wrong[0]!], half)).toMatchObject({
      value: 70,
      excluded: "too-many-errors",
    });
  });

  test("keeps latencies at the limits, drops those outside", () => {
    const limits = settings({ dropBelowMs: 500, dropAboveMs: 600 });
    const outside = [row("focal", "approach", 499.9), row("focal", "avoid", 600.1)];
    expect(approachAvoidance.score([...rows, ...outside], limits)).toMatchObject({ value: 70, trialsUsed: 4 });
  });
});
