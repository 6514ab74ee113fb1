import { describe, expect, test } from "vitest";
import { specificationFigure } from "../../../../analysis/findings/robustness/specificationFigure.ts";
import { readReport } from "../../../../analysis/report/readReport.ts";
import { comparisonOf, exampleComparison, fullContext } from "../example.ts";

type Way = { readonly delta: number | null; readonly spec?: Readonly<Record<string, string>> };

function figureOf(planned: number, others: readonly Way[]) {
  const ways = [{ delta: planned, spec: {} }, ...others];
  const specifications = ways.map(({ delta, spec }, at) => ({
    name: at === 0 ? "as planned" : `way ${at}`,
    is_primary: at === 0,
    spec: spec ?? {},
    n: 80,
    buyers: 45,
    delta_auc: delta,
    delta_auc_ci95: delta === null ? [null, null] : [delta - 0.1, delta + 0.1],
    add_implicit_p: 0.04,
  }));
  return specificationFigure(
    readReport(comparisonOf({ ...exampleComparison("c01_n80_strong"), specifications }), fullContext),
  );
}

describe("the title of the specification figure", () => {
  test.each([
    [[0.1], "The one other way to compare points the same way as the planned one"],
    [[-0.1], "In the one other way to compare the difference has the opposite sign"],
    [[0.1, 0.2], "All 2 other ways to compare point the same way as the planned one"],
    [[0.1, -0.2], "1 of the 2 other ways to compare points the same way as the planned one"],
    [[-0.1, -0.2], "None of the 2 other ways to compare points the same way as the planned one"],
  ])("counts the others %j", (others, title) => {
    const figure = figureOf(
      0.05,
      others.map((delta) => ({ delta })),
    );
    expect(figure?.title).toBe(title);
  });
});

test("a way without an estimate is not drawn, and one way alone draws nothing", () => {
  expect(figureOf(0.05, [{ delta: null }])).toBeNull();
});

test("many ways are drawn as a curve over a matrix of the options each takes", () => {
  const others = Array.from({ length: 11 }, (_, at) => ({
    delta: at / 100,
    spec: { speed: at % 2 === 0 ? "all" : "<=0.1", model: at < 6 ? "plain" : "with order" },
  }));
  const figure = figureOf(0.05, others);
  expect(figure?.span).toBe("full");
  const svg = figure?.draw(1104) ?? "";
  for (const name of ["Speed", "Model", "with order", "ΔAUC"]) expect(svg).toContain(name);
  expect(figure?.table.rows).toHaveLength(12);
});
