import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { contextOfPlan } from "../../../analysis/commands/contextOfPlan.ts";
import { publicComparison } from "../../../analysis/report/publicComparison.ts";
import { reportFiles } from "../../../analysis/report/reportFiles.ts";
import { reportHtml } from "../../../analysis/report/reportHtml.tsx";
import { AnalysisPlan } from "../../../experiments/contract/plan.ts";
import { compareBy } from "../findings/tables.ts";
import { fewInResults, fewInTable, fewInText, wordsOfPage } from "./fewPeople.ts";
import { fullProductStudy, fullStudy, type Study } from "./fullStudy.ts";

const STUDIES = {
  people: compared(fullStudy(1, 260)),
  products: compared(fullProductStudy(2, 110)),
};

function compared(study: Study) {
  return { study, comparison: compareBy(study.plan, study.table) };
}

function contextWith({ plan }: Study, fewest: number) {
  return contextOfPlan(AnalysisPlan.parse({ ...plan, smallest_cell: fewest }), { name: "plan.yaml" });
}

/** Everything a report says, searched for counts of few. */
function fewIn(name: keyof typeof STUDIES, fewest: number): readonly string[] {
  const { study, comparison } = STUDIES[name];
  const context = contextWith(study, fewest);
  const files = reportFiles(comparison, context);
  return [
    ...fewInResults(publicComparison(comparison, context), fewest),
    ...fewInText(wordsOfPage(reportHtml(comparison, context)), fewest),
    ...files.flatMap(({ name: file, text }) =>
      file.endsWith(".csv") ? fewInTable(file, text, fewest) : file.endsWith(".txt") ? fewInText(text, fewest) : [],
    ),
  ];
}

describe("a report whose every part is filled", () => {
  test("counts nobody in groups smaller than its plan allows, in the page, the tables, the methods and the results", () => {
    fc.assert(
      fc.property(fc.constantFrom("people", "products"), fc.integer({ min: 2, max: 60 }), (name, fewest) => {
        expect(fewIn(name, fewest)).toEqual([]);
      }),
      {
        numRuns: 3,
        seed: 7,
        examples: [
          ["people", 5],
          ["products", 30],
        ],
        endOnFailure: true,
      },
    );
  });

  test("would count some in every one of these studies", () => {
    const shown = Object.values(STUDIES).map(({ study, comparison }) => {
      const context = contextWith(study, 1);
      const tables = reportFiles(comparison, context).filter(({ name }) => name.endsWith(".csv"));
      return tables.flatMap(({ name, text }) => fewInTable(name, text, 30)).length;
    });
    expect(Math.min(...shown)).toBeGreaterThan(10);
  });
});
