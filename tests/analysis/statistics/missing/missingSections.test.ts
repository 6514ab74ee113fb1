import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { describe, expect, test } from "vitest";
import { missingFlow } from "../../../../analysis/statistics/missing/missingness.ts";
import { differentRows, missingSections } from "../../../../analysis/statistics/missing/missingSections.ts";
import { designOf } from "../../../../analysis/statistics/models/logistic/design.ts";
import { fitLogistic } from "../../../../analysis/statistics/models/logistic/fitLogistic.ts";
import { likelihoodRatioTest } from "../../../../analysis/statistics/models/logistic/nestedTests.ts";
import { differences, expectedOf, oraclePath, sectionOf } from "../../oracles.ts";

const CASE = "c08_missing";

function table(file: string): Readonly<Record<string, readonly (number | null)[]>> {
  const rows: readonly Readonly<Record<string, string>>[] = parse(readFileSync(oraclePath(CASE, file)), {
    columns: true,
  });
  const names = Object.keys(rows[0] ?? {});
  return Object.fromEntries(
    names.map((name) => [name, rows.map((row) => (row[name] === "" ? null : Number(row[name])))]),
  );
}

function completed(file: string): Readonly<Record<string, readonly number[]>> {
  return Object.fromEntries(Object.entries(table(file)).map(([name, column]) => [name, column.map(Number)]));
}

const study = {
  columns: table("data.csv"),
  imputed: [1, 2, 3, 4, 5].map((i) => completed(`imp_${i}.csv`)),
  outcome: "bought",
  stated: ["nps", "pi5"],
  implicit: ["dscore"],
};

describe("missingSections", () => {
  // mice, mitml and glm through R, case c08
  test("agrees with R on patterns, complete cases and pooled answers", () => {
    const { _meta, truth_full_data: _truth, ...expected } = expectedOf(CASE);
    const { sections: told, warnings } = missingSections(study);
    const sections = { ...told, trap_lr_on_different_rows: differentRows(study) };
    const missed = Object.entries(expected).flatMap(([section, value]) => {
      if (Array.isArray(value)) return differences(`${CASE}.${section}`, sectionOf(sections, section), value);
      const { note: _note, ...numbers } = Object(value);
      return differences(`${CASE}.${section}`, sectionOf(sections, section), numbers);
    });
    expect(missed).toEqual([]);
    expect(warnings).toEqual([]);
  });

  // glm and mice::pool with the gaps moved by hand, case c32
  test("agrees with R on what the people without a score would have to be like", () => {
    const { tipping_point: points } = missingSections(study).sections;
    const rows = readFileSync(oraclePath("c32_tipping_point", "expected.csv"), "utf8").trim().split("\n").slice(1);
    const found = points?.dscore;
    expect(found?.tips_at).toBeNull();
    expect(found?.shifts).toHaveLength(rows.length);
    for (const [at, row] of rows.entries()) {
      const [delta, estimate, low, high, p] = row.split(",").map(Number);
      expect(found?.shifts[at]?.delta_sd).toBe(delta);
      expect(found?.shifts[at]?.estimate).toBeCloseTo(estimate!, 8);
      expect(found?.shifts[at]?.ci95[0]).toBeCloseTo(low!, 7);
      expect(found?.shifts[at]?.ci95[1]).toBeCloseTo(high!, 7);
      expect(found?.shifts[at]?.p).toBeCloseTo(p!, 8);
    }
  });

  test("names the shift at which the verdict turns", () => {
    const few = 60;
    const columns = Object.fromEntries(
      Object.entries(study.columns).map(([name, column]) => [name, column.slice(0, few)]),
    );
    const imputed = study.imputed.map((one) =>
      Object.fromEntries(Object.entries(one).map(([name, column]) => [name, column.slice(0, few)])),
    );
    const { tipping_point: points } = missingSections({ ...study, columns, imputed }).sections;
    const found = points?.dscore;
    const isBelow = found?.shifts.map(({ p }) => p < 0.05);
    const asImputed = isBelow?.[4];
    const turned = found?.shifts.filter(({ p }) => p < 0.05 !== asImputed).map(({ delta_sd }) => Math.abs(delta_sd));
    expect(found?.tips_at === null ? [] : [Math.abs(found?.tips_at ?? 0)]).toEqual(
      turned?.length ? [Math.min(...turned)] : [],
    );
  });

  test("pools nothing when nothing was imputed", () => {
    const { sections, warnings } = missingSections({ ...study, imputed: [] });
    expect(sections).not.toHaveProperty("pooled_M_full");
    expect(warnings).toEqual(["fewer than two imputed tables: nothing is pooled"]);
  });

  test("says why complete cases without a buyer have no estimate", () => {
    const columns = { s: [1, 2, 3, 4], d: [4, null, 2, 9], bought: [0, 1, 0, 0] };
    const small = { columns, imputed: [], outcome: "bought", stated: ["s"], implicit: ["d"] };
    const { sections, warnings } = missingSections(small);
    expect(sections.complete_case).toEqual({ n: 3, buyers: 0, M_full: null, add_implicit_lr_same_rows: null });
    expect(warnings[0]).toBe("complete cases have no estimate: oneOutcome");
  });
});

test("nested models of different rows are refused", () => {
  const fit = (rows: number) => {
    const x = Array.from({ length: rows }, (_, row) => (row * 7) % 5);
    const y = Array.from({ length: rows }, (_, row) => (row * 3) % 2);
    const fitted = fitLogistic(designOf({ x }, ["x"], rows), y);
    if (fitted.kind === "notFitted") throw new Error(fitted.reason);
    return fitted;
  };
  expect(() => likelihoodRatioTest(fit(20), fit(21))).toThrow(RangeError);
});

test("the flow says what each column costs, in the order asked", () => {
  // by hand: row 2 lacks the outcome, row 3 the score, row 4 both
  const columns = { bought: [1, null, 0, null], score: [1, 2, null, null] };
  expect(missingFlow(columns, ["bought", "score"])).toEqual([
    { known: "bought", lost: 2, left: 2 },
    { known: "score", lost: 1, left: 1 },
  ]);
});
