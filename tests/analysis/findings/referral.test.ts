import { expect, test } from "vitest";
import { contextOfPlan } from "../../../analysis/commands/contextOfPlan.ts";
import { compareMeasures } from "../../../analysis/findings/compareMeasures.ts";
import { reportHtml } from "../../../analysis/report/reportHtml.tsx";
import { AnalysisPlan } from "../../../experiments/contract/plan.ts";

// 100 people: of 50 promoters 20 brought somebody by their own link, of 50 others 5; staying goes its own way.
const promoter = Array.from({ length: 100 }, (_, at) => at < 50);
const columns = new Map<string, readonly number[]>([
  ["likelihood_to_recommend", promoter.map((is, at) => (is ? 9 + (at % 2) : at % 9))],
  ["referred", promoter.map((is, at) => ((is ? at < 20 : at < 55) ? 1 : 0))],
  ["stayed", promoter.map((_, at) => at % 2)],
]);

test("a report sets who would recommend against whose own link brought somebody, beside its main outcome", () => {
  const plan = AnalysisPlan.parse({
    outcomes: [
      { column: "stayed", class: "self-report" },
      { column: "referred", class: "referral" },
    ],
    stated: [{ column: "likelihood_to_recommend", kind: "likelihoodToRecommend", yes: ">=9" }],
    bootstrap: { resamples: 20 },
    folds: { k: 2, repeats: 1 },
    smallest_cell: 1,
  });
  const found = compareMeasures({ rows: 100, columns }, plan, { seed: 1 });
  const referred = Object(found["outcome_referred"]);
  const rule = Object.values(referred.rules).find((one) => Object(one).ppv !== undefined);
  // 20 of 50 who would recommend it brought somebody: 40 %.
  expect(Object(rule).ppv).toMatchObject({ x: 20, n: 50 });
  const page = reportHtml(found, contextOfPlan(plan, { name: "A streaming service" }));
  const part = page.slice(page.indexOf('id="outcome-referred"'));
  expect(part).toContain("Further outcome: brought somebody (referred)");
  expect(part).toMatch(/Of 50 people who would recommend it, 20 brought somebody: 40\s%/);
  expect(part.slice(0, part.indexOf("</section>"))).not.toMatch(/\bbuyers?\b|\bbought\b/i);
});
