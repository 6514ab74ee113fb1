import { expect, test } from "vitest";
import { priceFigures } from "../../../analysis/findings/prices/priceFigures.ts";
import { demandTable, pricePointsTable, ratioTable } from "../../../analysis/findings/prices/priceTables.ts";
import { publicComparison } from "../../../analysis/report/publicComparison.ts";
import { readReport } from "../../../analysis/report/readReport.ts";
import { reportHtml } from "../../../analysis/report/reportHtml.tsx";
import { gaborGranger } from "../../../analysis/statistics/prices/gaborGranger.ts";
import { vanWestendorp } from "../../../analysis/statistics/prices/vanWestendorp.ts";
import { exampleComparison, fullContext } from "./example.ts";

const people = Array.from({ length: 40 }, (_, at) => {
  const middle = 3 + (at % 10) / 4;
  return { tooCheap: middle - 2, cheap: middle - 1, expensive: middle + 1, tooExpensive: middle + 2 };
});
const meter = vanWestendorp(people);
const demand = gaborGranger(
  people.map(({ expensive }) => [2, 4, 6].map((price) => ({ price, isAccepted: price <= expensive }))),
);
const prices = { all: { van_westendorp: meter, gabor_granger: demand } };
const comparison = { ...exampleComparison("c01_n80_strong"), prices };
const report = readReport(comparison, fullContext);

test("the points of the meter stand in the order of their prices, as computed", () => {
  const points = pricePointsTable(report).rows.slice(0, 4);
  expect(points.map(([, , price]) => price)).toEqual([
    meter.pmc?.price,
    meter.opp?.price,
    meter.idp?.price,
    meter.pme?.price,
  ]);
  expect(points.every(([, , , n]) => n === 40)).toBe(true);
});

test("demand is tabled at every tested price", () => {
  // Those whose middle is 3 accept up to 4; the highest middle, 5.25, accepts up to 6.25: 8 of 40 reach 6.
  expect(demandTable(report).rows.map(([, price, buyers]) => [price, buyers])).toEqual([
    [2, 40],
    [4, 40],
    [6, 8],
  ]);
  expect(pricePointsTable(report).rows.at(-1)?.[2]).toBe(4);
});

test("both are drawn, and stand in a part of their own", () => {
  const [first, second] = priceFigures(report);
  expect(first?.title).toMatch(/^Acceptable prices run from \d/);
  expect(second?.title).toBe("Of the tested prices, 4.00 brings the highest revenue");
  expect(reportHtml(comparison, fullContext)).toContain('id="prices"');
  expect(reportHtml(exampleComparison("c01_n80_strong"), fullContext)).not.toContain('id="prices"');
});

test("the ratio of hypothetical to real amounts stands with its interval, and goes where few people made it", () => {
  const stakes = {
    ratio: 1.2,
    ci95: [1.1, 1.31] as const,
    p: 0.0001,
    geometric_mean: { hypothetical: 3.6, real: 3 },
    n: { hypothetical: 90, real: 80 },
    zeros: { hypothetical: 0, real: 5 },
  };
  const found = { ...exampleComparison("c01_n80_strong"), prices: { all: { stakes } } };
  expect(ratioTable(readReport(found, fullContext)).rows).toEqual([
    ["", 90, 80, 3.6, 3, 1.2, 1.1, 1.31, 5, "People say they would pay more than people pay."],
  ]);
  const shown = (changed: Partial<typeof stakes>) =>
    publicComparison(
      { ...found, prices: { all: { stakes: { ...stakes, ...changed } } } },
      { ...fullContext, smallestCell: 5 },
    ).prices?.["all"];
  expect(shown({})).toEqual({ stakes });
  expect(shown({ n: { hypothetical: 90, real: 4 } })).toEqual({});
  expect(shown({ zeros: { hypothetical: 3, real: 5 } })).toEqual({});
});
