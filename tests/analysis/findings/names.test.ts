import { describe, expect, test } from "vitest";
import { verdictOf } from "../../../analysis/findings/claims/judgedClaims.ts";
import { comparedMeasures, primaryMeasures } from "../../../analysis/plan/measure.ts";
import { AnalysisPlan, type AnalysisPlanInput } from "../../../experiments/contract/plan.ts";

function rulesOf(input: Partial<AnalysisPlanInput>) {
  const plan = AnalysisPlan.parse({ outcome: "bought", stated: ["liking"], ...input });
  return comparedMeasures(plan).flatMap(({ rules }) => rules.map(({ name, short }) => [name, short]));
}

// the names of formats.md, section 3
describe("a yes-rule is named", () => {
  test.each([
    [{ column: "nps", kind: "likelihoodToRecommend", yes: ">=9" }, [["nps_promoter", "promoter"]]],
    [
      { column: "pi5", kind: "purchaseIntent" },
      [
        ["pi5_top2", "pi5top2"],
        ["pi5_top1", "pi5top1"],
      ],
    ],
    [{ column: "juster", kind: "purchaseProbability", yes: ">=7" }, [["juster_ge7", "juster7"]]],
    [
      { column: "pi7", kind: "purchaseIntent", scale: [1, 7], yes: ">=5" },
      [
        ["pi7_ge5", "pi75"],
        ["pi7_top2", "pi7top2"],
        ["pi7_top1", "pi7top1"],
      ],
    ],
  ] satisfies [AnalysisPlanInput["stated"][number], string[][]][])("%o", (measure, names) => {
    expect(rulesOf({ stated: [measure] })).toEqual(names);
  });

  test("dscore_gt_0_35 beside dscore_gt_0, which an implicit measure always has", () => {
    expect(rulesOf({ stated: ["liking"], implicit: [{ column: "dscore", yes: ">0.35" }] })).toEqual([
      ["dscore_gt_0_35", "dscore035"],
      ["dscore_gt_0", "dscore0"],
    ]);
  });
});

describe("the primary measures", () => {
  const primaries = (input: Partial<AnalysisPlanInput>) => {
    const plan = AnalysisPlan.parse({ outcome: "bought", stated: ["liking"], ...input });
    const { stated, implicit } = primaryMeasures(plan, comparedMeasures(plan));
    return [stated?.column ?? null, implicit?.column ?? null];
  };

  test("are the first purchase intent and the first implicit one", () => {
    expect(primaries({ stated: ["nps", "pi5", "pi7"], implicit: ["d1", "d2"] })).toEqual(["pi5", "d1"]);
  });

  test("are the first stated one without a purchase intent", () => {
    expect(primaries({ stated: ["juster", "nps"] })).toEqual(["juster", null]);
  });

  test("are those the plan names", () => {
    const primary = { stated: "nps", implicit: "d2" };
    expect(primaries({ stated: ["pi5", "nps"], implicit: ["d1", "d2"], primary })).toEqual(["nps", "d2"]);
  });
});

describe("a verdict on a claim", () => {
  test.each([
    [[0.1, 0.2], 0.01, "contradicted"],
    [[0.1, 0.2], null, "contradicted"],
    [[0.28, 0.33], 0.9, "supported"],
    [[0.25, 0.35], 0.9, "supported"],
    [[0.24, 0.34], 0.5, "undetermined"],
    [[0.3, 0.9], 0.2, "undetermined"],
  ] as const)("with the interval %o and p %s around .30 ± .05 is %s", (interval, p, verdict) => {
    for (const isPlain of [true, false]) {
      expect(verdictOf({ interval, p, isPlain }, { value: 0.3, margin: 0.05 })).toBe(verdict);
    }
  });

  test("with an interval that leaves the claim out and a test that does not is open where rows are weighted", () => {
    const judged = { interval: [0.1, 0.29], p: 0.06 } as const;
    expect(verdictOf({ ...judged, isPlain: true }, { value: 0.3, margin: 0.05 })).toBe("contradicted");
    expect(verdictOf({ ...judged, isPlain: false }, { value: 0.3, margin: 0.05 })).toBe("undetermined");
  });
});
