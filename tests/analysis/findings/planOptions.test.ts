import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { contextOfPlan } from "../../../analysis/commands/contextOfPlan.ts";
import { cellsOf, withColumn } from "../../../analysis/data/dataTable.ts";
import { AnalysisPlan, type AnalysisPlanInput } from "../../../experiments/contract/plan.ts";
import { differences, expectedOf, oraclePath } from "../oracles.ts";
import { readDataTable } from "../readDataTable.ts";
import { compareBy, rowsWhere, simulated, tableOf } from "./tables.ts";

const PLAN: AnalysisPlanInput = {
  outcome: "bought",
  stated: ["stated"],
  implicit: ["score"],
  outcome_class: "observed-purchase",
};
const people = simulated({ n: 200, seed: 11, attitude: 1, implicit: 0.8 });
const oracleTable = (name: string) => {
  const file = oraclePath(name, "data.csv");
  return readDataTable(file, readFileSync(file, "utf8"));
};

describe("c13 through a plan: intent calibrated by what people did", () => {
  const CASE = "c13_intent_calibration";
  const { _meta, ...expected } = expectedOf(CASE);
  const stated = [
    { column: "juster", kind: "purchaseProbability" },
    { column: "pi5", kind: "purchaseIntent" },
  ];
  const comparison = compareBy({ outcome: "bought", stated }, oracleTable(CASE));

  test.each(Object.keys(expected))("gives R's %s", (section) => {
    const found = Object(comparison.intent_calibration)[section];
    expect(differences(`${CASE}.${section}`, found, expected[section])).toEqual([]);
  });

  test("leaves out answers that are no steps of the scale, and says so", () => {
    const { intent_calibration: section, warnings } = compareBy(
      { ...PLAN, stated: [{ column: "stated", kind: "purchaseIntent" }] },
      people,
    );
    expect(section).toBeUndefined();
    expect(warnings.join()).toContain("its answers are not the whole steps 1 to 5");
  });
});

describe("Bayesian readings", () => {
  const bayesian = (plan: Partial<AnalysisPlanInput>, table = people) =>
    Object(compareBy({ ...PLAN, bayes: {}, stated: [{ column: "stated", yes: ">0" }], ...plan }, table).bayes);

  test("are absent unless the plan asks for them", () => {
    expect(compareBy(PLAN, people)).not.toHaveProperty("bayes");
  });

  test("have c22's posterior of the implicit slope", () => {
    const CASE = "c22_bayes";
    const rows = rowsWhere(oracleTable(CASE), "set", "c01");
    const table = withColumn(
      rows,
      "liking",
      cellsOf(rows, "dscore").map((_, row) => row % 5),
    );
    const { slopes } = bayesian({ stated: [{ column: "liking", yes: ">2" }], implicit: ["dscore"] }, table);
    expect(differences(`${CASE}.c01`, slopes.dscore, expectedOf(CASE).c01)).toEqual([]);
  });

  test("have c22's posterior of a share of 30 in 100", () => {
    const table = tableOf({
      stated: Array.from({ length: 120 }, (_, row) => (row < 100 ? 1 : -1)),
      score: Array.from({ length: 120 }, (_, row) => ((row * 7) % 11) - 5),
      bought: Array.from({ length: 120 }, (_, row) => (row < 30 || row > 115 ? 1 : 0)),
    });
    const claims = [{ statement: "30 %", measure: "stated", reading: "ppv" as const, value: 0.3 }];
    const [share] = bayesian({ claims }, table).ppv;
    const [wanted] = Object.values(Object(expectedOf("c22_bayes").beta_binomial_ppv)).map(Object);
    expect(share.jeffreys_mean).toBeCloseTo(wanted.jeffreys_mean, 12);
    expect(share.probability_below).toBeCloseTo(wanted.prob_below_0_30, 10);
    expect(share.probability_within_margin).toBeCloseTo(wanted.prob_between_0_25_and_0_35, 10);
  });

  test("share the AUC difference out between implicit, alike and stated", () => {
    const { delta_auc: posterior, bic_bayes_factor_add_implicit: factor } = bayesian({});
    const { probability_implicit: a, probability_alike: b, probability_stated: c } = posterior;
    expect(a + b + c).toBeCloseTo(1, 12);
    expect(factor).toBeGreaterThan(1);
  });

  test("take no rows of one person for several people", () => {
    const persons = withColumn(
      people,
      "person",
      cellsOf(people, "id").map((_, row) => row % 80),
    );
    const found = bayesian({ participant: "person" }, persons);
    expect([found.slopes, found.implicit_rule_more_accurate, found.bic_bayes_factor_add_implicit]).toEqual([
      null,
      null,
      null,
    ]);
    expect(found.delta_auc).not.toBeNull();
  });
});

describe("price questions", () => {
  // Three people whose prices rise, one whose do not, and one who left a gap.
  const table = tableOf({
    bought: [1, 0, 1, 0, 1],
    stated: [1, 2, 3, 4, 5],
    tc: [1, 2, 3, 9, 1],
    c: [2, 3, 4, 5, 2],
    e: [4, 5, 6, 4, 3],
    te: [6, 7, 8, 3, null],
    at2: [1, 1, 1, 1, 1],
    at4: [1, 0, 1, 0, null],
    ic: [5, 4, 3, 5, 4],
    ie: [3, 2, 1, 2, 1],
  });
  const meter = { too_cheap: "tc", cheap: "c", expensive: "e", too_expensive: "te" };

  test("are analysed where the plan names them", () => {
    const prices = {
      van_westendorp: { ...meter, intents: ["ic", "ie"] as [string, string] },
      gabor_granger: [
        { price: 2, column: "at2" },
        { price: 4, column: "at4" },
      ],
    };
    const { all } = Object(compareBy({ outcome: "bought", stated: ["stated"], prices }, table).prices);
    expect(all.van_westendorp).toMatchObject({ n: 3, invalid: 1 });
    expect(all.newton_miller_smith).toMatchObject({ n: 3, invalid: 1 });
    // by hand: 5 of 5 would buy at 2 and 2 of the 4 asked at 4, so revenue a person is 2 and 2
    expect(all.gabor_granger.curve.map(({ revenue }: { revenue: number }) => revenue)).toEqual([
      expect.closeTo(2, 10),
      expect.closeTo(2, 10),
    ]);
  });

  test("are kept apart by product", () => {
    const brands = withColumn(table, "brand", ["A", "A", "B", "B", "B"]);
    const prices = { van_westendorp: meter };
    const found = Object(compareBy({ outcome: "bought", stated: ["stated"], product: "brand", prices }, brands).prices);
    expect([found.A.van_westendorp.n, found.B.van_westendorp.n]).toEqual([2, 1]);
  });

  test("nobody answered are null, and said", () => {
    const empty = withColumn(
      table,
      "te",
      cellsOf(table, "te").map(() => null),
    );
    const { prices, warnings } = compareBy(
      { outcome: "bought", stated: ["stated"], prices: { van_westendorp: meter } },
      empty,
    );
    expect(Object(prices).all.van_westendorp).toBeNull();
    expect(warnings.join()).toContain("The price analysis (price sensitivity meter) is not available");
  });
});

describe("a control arm that was not asked", () => {
  test("has c19's sections through a plan", () => {
    const CASE = "c19_self_generated_validity";
    const { _meta, ...expected } = expectedOf(CASE);
    const raw = oracleTable(CASE);
    const columns = [...raw.columns.keys()];
    expect(columns).toEqual(expect.arrayContaining(["surveyed", "bought"]));
    const intent = columns.find((column) => /intent|pi/.test(column))!;
    const from = columns.filter((column) => !["id", "surveyed", "bought", intent].includes(column));
    const { self_generated_validity: found } = compareBy(
      { outcome: "bought", stated: [intent], self_generated_validity: { surveyed: "surveyed", from } },
      raw,
    );
    // What single people were predicted is no result.
    const { first3_latent_hat: _single, ...stage1 } = Object(expected.stage1);
    expect(differences(CASE, found, { ...expected, stage1 })).toEqual([]);
  });
});

describe("an equivalence margin", () => {
  test("decides that two alike measures rank alike, and is named in the test's key", () => {
    const twin = withColumn(
      people,
      "score",
      cellsOf(people, "stated").map((value, row) => Number(value) + ((row * 7) % 11) / 20),
    );
    const { answers, auc_paired: paired } = compareBy({ ...PLAN, margin: 0.1 }, twin);
    expect(answers.E3.verdict).toBe("equivalent within .1");
    expect(Object(paired).score_minus_stated.tost_margin_0_1.p_tost).toBeLessThan(0.05);
  });
});

describe("what a plan says of its people and its outcome", () => {
  const words = { did: "chose the milk one", doers: "milk choosers", others: "dark choosers" };
  const plan = { ...PLAN, population: "adults in the panel", outcome: { column: "bought", words } };

  test("stands in the sentences and in the report's context", () => {
    const { answers } = compareBy({ ...plan, stated: [{ column: "stated", yes: ">0" }] }, people);
    expect(answers.E1.sentence).toContain("chose the milk one");
    expect(answers.E3.sentence).toContain("milk choosers above dark choosers");
    const context = contextOfPlan(AnalysisPlan.parse(plan), { name: "x" });
    expect(context).toMatchObject({ population: "adults in the panel", outcome: { doers: "milk choosers" } });
  });
});
