import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { auc } from "../../../../analysis/statistics/ranking/auc.ts";
import { partialAuc } from "../../../../analysis/statistics/ranking/partialAuc.ts";
import { oracleRows } from "../../oracleData.ts";
import { oraclePath } from "../../oracles.ts";

const Limits = z.tuple([z.number(), z.number()]);
const Case = z.object({
  case: z.string(),
  column: z.string(),
  raw_20: z.number(),
  corrected_20: z.number(),
  raw_10: z.number(),
  corrected_10: z.number(),
  ci95_20: Limits,
  sensitivity: z.array(z.object({ fpr: z.number(), ci95: Limits })),
});
const cases = z.array(Case).parse(JSON.parse(readFileSync(oraclePath("c34_partial_auc", "expected.json"), "utf8")));

function peopleOf({ case: name, column }: z.infer<typeof Case>) {
  const rows = oracleRows(name);
  return {
    scores: rows.map((row) => Number(row[column])),
    outcome: rows.map((row) => Number(row["bought"])),
    persons: null,
    weights: null,
  };
}

const DRAWN = { at: [0.1, 0.2, 0.5], seed: 1, resamples: 2000 };

describe("the part of a ROC curve where few others are above the cut (R: pROC)", () => {
  test.each(cases)("has the area of $column in $case, as it is and corrected (McClish)", (expected) => {
    const [wide, narrow] = [0.2, 0.1].map((upTo) => partialAuc(peopleOf(expected), { ...DRAWN, resamples: 0, upTo }));
    expect(wide!.area).toBeCloseTo(expected.raw_20, 12);
    expect(wide!.corrected).toBeCloseTo(expected.corrected_20, 12);
    expect(narrow!.area).toBeCloseTo(expected.raw_10, 12);
    expect(narrow!.corrected).toBeCloseTo(expected.corrected_10, 12);
    expect(wide!.ci95).toBeNull();
  });

  test.each(cases)("has intervals of $column in $case within the chance of drawing", (expected) => {
    const { ci95, band } = partialAuc(peopleOf(expected), { ...DRAWN, upTo: 0.2 });
    expect(Math.abs(ci95![0] - expected.ci95_20[0])).toBeLessThan(0.01);
    expect(Math.abs(ci95![1] - expected.ci95_20[1])).toBeLessThan(0.01);
    // Sensitivities move in steps of one buyer: two buyers.
    for (const [at, { ci95: wanted }] of expected.sensitivity.entries()) {
      expect(Math.abs(band[at]!.ci95![0] - wanted[0])).toBeLessThan(0.02);
      expect(Math.abs(band[at]!.ci95![1] - wanted[1])).toBeLessThan(0.02);
    }
  });

  test("is the whole AUC where every cut is allowed", () => {
    const people = peopleOf(cases[0]!);
    expect(partialAuc(people, { ...DRAWN, resamples: 0, upTo: 1 }).area).toBeCloseTo(
      auc(people.scores, people.outcome),
      12,
    );
  });

  test("has wider intervals where rows belong to persons", () => {
    const people = peopleOf(cases[0]!);
    const twice = {
      ...people,
      scores: [...people.scores, ...people.scores],
      outcome: [...people.outcome, ...people.outcome],
    };
    const persons = twice.scores.map((_, row) => String(row % people.scores.length));
    const width = (of: typeof twice, owners: readonly string[] | null) => {
      const { ci95 } = partialAuc({ ...of, persons: owners }, { ...DRAWN, resamples: 400, upTo: 0.2 });
      return ci95![1] - ci95![0];
    };
    expect(width(twice, persons) / width(twice, null)).toBeGreaterThan(1.25);
  });

  test("counts a weight of 2 as two rows", () => {
    const people = peopleOf(cases[1]!);
    const weights = people.scores.map((_, row) => 1 + (row % 2));
    const rows = people.scores.flatMap((_, row) => (row % 2 === 1 ? [row, row] : [row]));
    const repeated = {
      ...people,
      scores: rows.map((row) => people.scores[row]!),
      outcome: rows.map((row) => people.outcome[row]!),
    };
    const area = (of: Parameters<typeof partialAuc>[0]) => partialAuc(of, { ...DRAWN, resamples: 0, upTo: 0.2 }).area;
    expect(area({ ...people, weights })).toBeCloseTo(area(repeated), 12);
  });
});
