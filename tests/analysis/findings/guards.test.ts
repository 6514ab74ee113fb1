import { describe, expect, test } from "vitest";
import { cellsOf, numbersOf, withColumn } from "../../../analysis/data/dataTable.ts";
import type { AnalysisPlanInput } from "../../../experiments/contract/plan.ts";
import { compareBy, PLAN, people, simulated, tableOf } from "./tables.ts";

describe("a score that runs the wrong way", () => {
  const flipped = withColumn(
    people,
    "score",
    numbersOf(people, "score").map((score) => -score!),
  );
  const comparison = compareBy(PLAN, flipped);

  test("keeps its AUC below one half", () => {
    const right = Object(compareBy(PLAN, people).auc).score.auc;
    expect(Object(comparison.auc).score.auc).toBeCloseTo(1 - right, 12);
  });

  test("is told, not flipped", () => {
    expect(comparison.warnings.join()).toContain("score ranks buyers below non-buyers");
    expect(comparison.warnings.join()).toContain("Nothing was flipped");
  });
});

describe("people whom the stated score divides completely", () => {
  const stated = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];
  const bought = [0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1];
  const score = [1, 4, 2, 5, 3, 6, 4, 2, 6, 5, 7, 3];
  const comparison = compareBy(PLAN, tableOf({ stated, score, bought }));

  test("are modelled with Firth's penalty throughout, never ML against Firth", () => {
    expect(comparison.ladder_method).toBe("firth");
    expect(comparison.delta_r2_full_minus_stated).toBeNull();
    expect(comparison.nonnested).toBeNull();
    expect(Object.keys(Object(comparison.ladder_coefficients))).toEqual(["M_stated", "M_implicit", "M_full"]);
  });

  test("have their separation named", () => {
    expect(Object(comparison.models).M_stated).toMatchObject({ reason: "separated", separation: { kind: "complete" } });
    expect(comparison.warnings.join()).toContain("separated in the stated model, the model with both");
  });

  test("get penalised likelihood ratios as their nested tests", () => {
    const { add_implicit_to_stated: test } = Object(comparison.nested_tests);
    expect(test.chi2).toBeGreaterThanOrEqual(0);
    expect(test).not.toHaveProperty("score_test");
  });
});

describe("rows that lack a value", () => {
  const gaps = numbersOf(people, "score").map((score, row) => (row % 5 === 0 ? null : score));
  const comparison = compareBy(PLAN, withColumn(people, "score", gaps));

  test("are left out of both nested models alike", () => {
    const { M_stated, M_full } = Object(comparison.models);
    expect([M_stated.n, M_full.n]).toEqual([240, 240]);
    expect(comparison.flow.map(({ n }) => n)).toEqual([300, 300, 240]);
  });

  test("are counted in a warning and imputed beside the complete cases", () => {
    expect(comparison.warnings.join()).toContain("60 rows with a known outcome lack a measure");
    expect(comparison.missing_counts).toMatchObject({ score: 60, stated: 0 });
    expect(Object(comparison.complete_case).n).toBe(240);
    expect(Object(comparison.pooled_M_full).score.estimate).toBeGreaterThan(0);
  });
});

describe("the outcome's class", () => {
  test("is asked for when the plan does not name it", () => {
    const { outcome_class: _, ...silent } = PLAN;
    expect(compareBy(silent, people).warnings[0]).toContain("outcome_class");
  });

  test("is told where the outcome is only stated", () => {
    const comparison = compareBy({ ...PLAN, outcome_class: "stated" }, people);
    expect(`${comparison.answers.E1.sentence} ${comparison.answers.E3.sentence}`).toContain("nobody was seen to buy");
  });
});

describe("purchases without a moment", () => {
  test("are told, since nothing shows that they came after the questions", () => {
    expect(compareBy(PLAN, people).warnings.join()).toContain("Nothing shows that the purchases in bought came after");
  });

  test("are silent where only purchases after the session were counted, and where nobody speaks of purchases", () => {
    const counted = compareBy({ ...PLAN, outcome: { column: "bought", since: "session" } }, people);
    const chosen = compareBy({ ...PLAN, outcome_class: "incentivised-choice" }, people);
    expect([...counted.warnings, ...chosen.warnings].join()).not.toContain("Nothing shows");
  });
});

describe("frames", () => {
  test("that differ are told as comparing unlike things", () => {
    const implicit = [{ column: "score", frame: { relative: "brandB" } }] satisfies AnalysisPlanInput["implicit"];
    const comparison = compareBy({ ...PLAN, implicit }, people);
    expect(comparison.warnings.join()).toContain("score is relative to brandB");
    expect(comparison.warnings.join()).toContain("unlike things");
  });

  test("that agree are silent", () => {
    expect(compareBy(PLAN, people).warnings.join()).not.toContain("unlike");
  });
});

describe("nobody bought", () => {
  const none = withColumn(
    people,
    "bought",
    cellsOf(people, "bought").map(() => 0),
  );
  const comparison = compareBy({ ...PLAN, stated: [{ column: "stated", yes: ">0" }] }, none);

  test("leaves models and AUC null with the reason, and still describes", () => {
    expect([comparison.models, comparison.auc, comparison.cross_validation]).toEqual([null, null, null]);
    expect(comparison.warnings.join()).toContain("Nobody of 300 people has the outcome");
    expect(Object(comparison.descriptives).stated.n).toBe(300);
  });

  test("is told of those who say yes, and every other question says why it cannot be answered", () => {
    const { E1, E2, ...others } = comparison.answers;
    expect([E1.estimate, E2.estimate]).toEqual([0, 0]);
    expect(Object.values(others).map(({ verdict }) => verdict)).toEqual(Array(10).fill("not testable here"));
  });
});

describe("the construct verdict", () => {
  // One attitude, no implicit effect of its own, a stated item of reliability .7 (Westfall & Yarkoni 2016).
  const noisy = simulated({ n: 1500, seed: 5, attitude: 1.2, implicit: 0, reliability: 0.7, correlation: 0.6 });

  test("is refused without a reliability, whatever the likelihood ratio says", () => {
    const { E4 } = compareBy(PLAN, noisy).answers;
    expect(E4.construct).toMatchObject({ verdict: "not testable here" });
    expect(E4.sentence).toContain("not testable here");
  });

  test("finds nothing beyond the attitude once its measurement error is allowed for", () => {
    const stated = [{ column: "stated", reliability: 0.7 }];
    const { E4 } = compareBy({ ...PLAN, stated }, noisy).answers;
    expect(E4.predictive).toEqual({ verdict: "implicit adds" });
    expect(E4.construct).toMatchObject({ verdict: "no evidence" });
  });

  test("finds an effect of its own where there is one", () => {
    const both = simulated({ n: 1500, seed: 4, attitude: 1, implicit: 1, reliability: 0.7, correlation: 0.4 });
    const stated = [{ column: "stated", reliability: 0.7 }];
    expect(compareBy({ ...PLAN, stated }, both).answers.E4.construct).toMatchObject({
      verdict: "implicit carries more",
    });
  });
});

describe("an implicit score without any effect", () => {
  test("is not said to add", () => {
    const nothing = simulated({ n: 400, seed: 8, attitude: 1.2, implicit: 0, correlation: 0.5 });
    expect(compareBy(PLAN, nothing).answers.E4.verdict).toBe("no evidence");
    expect(compareBy(PLAN, nothing).answers.E3.verdict).toBe("stated better");
  });
});

describe("a coefficient whose sign contradicts its own measure", () => {
  // by construction the second stated item only takes the first one's noise away
  const random = numbersOf(people, "score");
  const first = numbersOf(people, "stated").map((value, row) => value! + 2 * random[(row * 7) % 300]!);
  const second = first.map((value, row) => value + 0.3 * numbersOf(people, "stated")[row]!);
  const table = withColumn(withColumn(people, "first", first), "second", second);
  const comparison = compareBy({ ...PLAN, stated: ["first", "second"] }, table);

  test("is not interpreted, and no sentence tells it", () => {
    expect(comparison.not_interpreted).toEqual(["first"]);
    expect(comparison.warnings.join()).toContain("The coefficient of first in the model with both is not interpreted");
    expect(
      Object.values(comparison.answers)
        .map(({ sentence }) => sentence)
        .join(),
    ).not.toMatch(/coefficient/);
  });
});

describe("the reliability of a measure", () => {
  const answered = (reliability: number) =>
    compareBy({ ...PLAN, implicit: [{ column: "score", reliability }] }, people).answers.E9;

  test("corrects its correlation with the outcome, both printed", () => {
    const { estimate, r_observed: r, sentence } = answered(0.64);
    expect(estimate).toBeCloseTo(Number(r) / 0.8, 12);
    expect(sentence).toContain("With its reliability of .640 allowed for");
  });

  test("so low that the corrected correlation passes 1 is flagged", () => {
    expect(answered(0.05).verdict).toBe("impossible after correction");
  });

  test("of halves that do not agree corrects nothing", () => {
    const halves = withColumn(
      withColumn(people, "a", numbersOf(people, "score")),
      "b",
      numbersOf(people, "score").map((value) => -value!),
    );
    const { E9 } = compareBy({ ...PLAN, implicit: [{ column: "score", halves: ["a", "b"] }] }, halves).answers;
    expect(E9).toMatchObject({ estimate: null, verdict: "not testable here" });
  });
});

describe("the implicit part of what is explained", () => {
  test.each([
    ["strong", 2],
    ["none", 0],
  ])("has an interval within 0 and 1 where its effect is %s", (_, implicit) => {
    const table = simulated({ n: 60, seed: 3, attitude: 0.2, implicit, correlation: 0.1 });
    const found = compareBy({ ...PLAN, bootstrap: { resamples: 40, seed: 4 } }, table);
    // The answer is silent where the measures together explain no more than chance; the section has the shares.
    const shares = Object(found.shapley_groups).nagelkerke;
    const [low, high] = shares.implicit_share_ci95;
    const estimate = shares.implicit / shares.commonality.full;
    expect(low).toBeGreaterThanOrEqual(0);
    expect(high).toBeLessThanOrEqual(1);
    expect(low).toBeLessThanOrEqual(estimate);
    expect(high).toBeGreaterThanOrEqual(estimate);
  });

  test("has bootstrap intervals of what each side explains alone and of what they share", () => {
    const { shapley_groups: groups } = compareBy({ ...PLAN, bootstrap: { resamples: 40, seed: 4 } }, people);
    const { commonality, commonality_ci95: limits } = Object(groups).nagelkerke;
    for (const part of ["unique_1", "unique_2", "common"]) {
      expect(limits[part][0]).toBeLessThan(commonality[part]);
      expect(limits[part][1]).toBeGreaterThan(commonality[part]);
    }
  });
});

describe("claims", () => {
  const stated = [{ column: "stated", yes: ">0" }];
  const claimed = (reading: "ppv" | "accuracy" | "sensitivity" | "auc", value: number) =>
    Object(
      compareBy({ ...PLAN, stated, claims: [{ statement: "s", measure: "stated", reading, value }] }, people).claims,
    )[0];

  test("are contradicted when the interval excludes their value", () => {
    expect(claimed("ppv", 0.1)).toMatchObject({ verdict: "contradicted", rule: "stated_gt_0", n_to_decide: null });
  });

  test("stay undetermined when the interval holds it but reaches beyond the margin, with the n that decides", () => {
    const claim = claimed("accuracy", 0.7);
    const [low, high] = claim.interval;
    expect(low).toBeLessThan(0.7);
    expect(high).toBeGreaterThan(0.7);
    expect(claim.verdict).toBe("undetermined");
    expect(claim.n_to_decide).toBeGreaterThan(claim.n);
  });

  test("of ranking are read as the AUC", () => {
    const claim = claimed("auc", 0.5);
    expect(claim).toMatchObject({ reading: "auc", verdict: "contradicted" });
  });

  test("of sensitivity are read at the selection rate of the stated yes", () => {
    expect(claimed("sensitivity", 0.99).rule).toMatch(/^top \d+$/);
  });
});
