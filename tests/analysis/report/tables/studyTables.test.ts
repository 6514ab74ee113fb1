import { describe, expect, test } from "vitest";
import {
  effortTable,
  eligibleTable,
  interactionTable,
  orderTable,
  surveyedTable,
  weightedTable,
} from "../../../../analysis/findings/design/designTables.ts";
import {
  boundsTable,
  coverageAdjustedTable,
  observableTable,
  patternTable,
  pooledTable,
} from "../../../../analysis/findings/missing/missingTables.ts";
import { personTable } from "../../../../analysis/findings/products/personTable.ts";
import { synthesisTable } from "../../../../analysis/findings/products/synthesisTable.ts";
import { readReport } from "../../../../analysis/report/readReport.ts";
import { expectedOf } from "../../oracles.ts";
import { exampleComparison, fullContext } from "../example.ts";

const reportWith = (sections: object) =>
  readReport({ ...exampleComparison("c01_n80_strong"), ...sections }, fullContext);

describe("tables of what is missing", () => {
  const missing = reportWith(expectedOf("c08_missing"));

  test("name the columns of a pattern and count the people, the most frequent first", () => {
    const { columns, rows } = patternTable(missing);
    expect(columns.map(({ label }) => label)).toEqual([
      "Likelihood to recommend",
      "Purchase intent",
      "Association test",
      "bought",
      "People",
    ]);
    expect(rows.slice(0, 2)).toEqual([
      ["●", "●", "●", "●", 157],
      ["●", "●", "–", "●", 54],
    ]);
  });
  test("set complete people beside pooled imputations", () => {
    const table = pooledTable(missing);
    const [intercept] = table.rows;
    expect(intercept?.[0]).toBe("Intercept");
    expect(intercept?.[1]).toBeCloseTo(-4.35557245710482, 10);
    expect(intercept?.[4]).toBeCloseTo(-3.65226497711219, 10);
    expect(intercept?.[9]).toBeCloseTo(0.293679515734443, 10);
    expect(table.note).toContain("D2 = 19.3");
  });
  test("say what people without an outcome could change, and what unseen purchases could", () => {
    const report = reportWith({
      outcome_bounds: {
        pi5_top2: {
          others_left_out: { x: 24, n: 33, estimate: 24 / 33 },
          others_did_not: { x: 24, n: 40, estimate: 0.6 },
          others_did: { x: 31, n: 40, estimate: 0.775 },
          unknown: 7,
        },
      },
      coverage_adjusted_ppv: [{ coverage: 0.75, pi5_top2: { estimate: 0.9697 }, dscore_gt_0_35: null }],
      observable_vs_others: {
        pi5: { n1: 80, n0: 20, mean1: 3.2, mean0: 2.9, cohen_d_pooled: 0.3, welch_t: { p: 0.2 } },
      },
    });
    expect(boundsTable(report).rows).toEqual([["Purchase intent, top 2 boxes", 7, 24 / 33, 0.6, 0.775]]);
    expect(coverageAdjustedTable(report).rows).toEqual([[0.75, 0.9697, null]]);
    expect(observableTable(report).rows).toEqual([["Purchase intent", 80, 20, 3.2, 2.9, 0.3, 0.2]]);
  });
});

describe("tables of how the study was run", () => {
  test("show effort, order, interactions, the eligible, weights and the arm that was not asked", () => {
    const report = reportWith({
      effort: { dscore: { minutes: 6.5, auc: 0.86, auc_above_chance_per_minute: 0.055 } },
      order_adjusted: {
        covariates: ["pairing_order"],
        auc: { dscore: { auc: 0.87, ci95_delong: [0.8, 0.94] } },
        nested_tests: { add_implicit_to_stated: { chi2: 30, df: 1, p: 1e-7 } },
      },
      stated_first_interaction: { pi5: { chi2: 1.2, df: 1, p: 0.27 } },
      interaction: { pi5_x_dscore: { chi2: 1.32, df: 1, p: 0.25 } },
      rules_eligible: { pi5_top2: { ppv: { x: 20, n: 25, estimate: 0.8, wilson95: [0.61, 0.91] } } },
      weighted: {
        effective_n: 61.2,
        base_rate: { estimate: 0.5, wilson95: [0.38, 0.62], effective_n: 61.2 },
        ppv: { pi5_top2: { estimate: 0.7, wilson95: [0.5, 0.84], effective_n: 22.1 } },
      },
      self_generated_validity: {
        r_surveyed: 0.5,
        r_control: 0.3,
        self_generated_validity_percent: 66.7,
        difference_test: { p: 0.01 },
        mere_measurement: { rate_surveyed: 0.4, rate_control: 0.35 },
      },
    });
    expect(effortTable(report).rows).toEqual([["Association test", 6.5, 0.86, 0.055]]);
    expect(orderTable(report).rows).toEqual([["Association test", expect.closeTo(0.857, 3), 0.87, 0.8, 0.94]]);
    expect(interactionTable(report).rows.map(([name]) => name)).toEqual([
      "Implicit added to stated, order held constant",
      "Purchase intent × stated first",
      "Purchase intent, curved instead of straight",
      "Association test, curved instead of straight",
      "Purchase intent × Association test",
    ]);
    expect(eligibleTable(report).rows[0]?.slice(2)).toEqual([25, 20, 0.8, 0.61, 0.91]);
    expect(weightedTable(report).rows).toHaveLength(2);
    expect(surveyedTable(report).note).toContain("67");
  });
  test("are empty where the plan names nothing of the kind", () => {
    const report = reportWith({});
    const all = [effortTable, orderTable, eligibleTable, weightedTable, surveyedTable];
    expect(all.flatMap((table) => table(report).rows)).toEqual([]);
  });
});

describe("tables of persons and products", () => {
  const clustered = readReport(exampleComparison("c07_person_x_brand"), fullContext);

  test("count persons, split within from between, and condition on the person", () => {
    const implicit = personTable(clustered).rows.filter(([measure]) => measure === "Association test");
    expect(implicit.map(([, model]) => model)).toContain("conditional on the person");
    const within = implicit.find(([, model]) => model === "within persons");
    expect(within?.[2]).toBeCloseTo(1.0220407731105974, 8);
  });
  test("do not take a product's intercept for a measure", () => {
    expect(personTable(clustered).rows.map(([measure]) => measure)).not.toContain("brandB");
  });
  test("pool differences over products with the range of a further one", () => {
    const report = reportWith({
      product_synthesis: {
        delta_auc: {
          k: 3,
          fixed: { estimate: -0.039, ci95: [-0.1, 0.022] },
          reml: {
            estimate: -0.039,
            ci95: [-0.1, 0.022],
            tau2: 0,
            hksj: { ci95: [-0.045, -0.033], p: 0.001 },
            prediction_interval_t_kminus2: [-0.44, 0.36],
          },
          Q: 0.004,
          Q_df: 2,
          Q_p: 0.998,
          I2_percent_from_Q: 0,
        },
      },
    });
    const { rows, note } = synthesisTable(report);
    expect(rows.at(-1)).toEqual(["A further product (prediction)", -0.039, -0.44, 0.36, null]);
    expect(note).toContain("No clear sign that the products differ");
  });
});
