import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { studySteps } from "../../../experiments/browser/play/studySteps.ts";
import type { FlowPart, Study } from "../../../experiments/contract/study.ts";

const flow: FlowPart[] = [
  { part: "screening", measures: [{ measure: "screener" }] },
  {
    part: "stated",
    measures: [
      { measure: "likelihoodToRecommend", product: "velmora", mayDecline: true },
      { measure: "purchaseIntent", product: "velmora" },
      { measure: "satisfaction", product: "velmora" },
      { measure: "effort", product: "velmora" },
    ],
  },
  { part: "implicit", measures: [{ measure: "iat", instance: "first", product: "velmora" }] },
  { part: "behavioural", measures: [{ measure: "choice" }] },
];
const study: Pick<Study, "flow" | "randomise"> = { flow, randomise: { partOrder: true, itemOrder: false } };
const shuffling = { ...study, randomise: { partOrder: true, itemOrder: true } };
const names = (steps: readonly { readonly instance: string }[]) => steps.map(({ instance }) => instance);

describe("the steps of a study", () => {
  test("follow the study file when nothing is randomised", () => {
    expect(names(studySteps(study, { assignment: {}, seed: 1 }))).toEqual([
      "screener",
      "likelihoodToRecommend",
      "purchaseIntent",
      "satisfaction",
      "effort",
      "first",
      "choice",
    ]);
  });

  test.each([
    ["none", ["screener", "choice"]],
    ["stated", ["screener", "likelihoodToRecommend", "purchaseIntent", "satisfaction", "effort", "choice"]],
    ["implicit", ["screener", "first", "choice"]],
    ["both", ["screener", "first", "likelihoodToRecommend", "purchaseIntent", "satisfaction", "effort", "choice"]],
  ])("are those of the arm %s", (arm, met) => {
    expect(names(studySteps(study, { assignment: { arm, partOrder: "implicitFirst" }, seed: 1 }))).toEqual(met);
  });

  test("put the implicit part in the stated part's place when it comes first, and leave the others where they are", () => {
    const steps = studySteps(study, { assignment: { partOrder: "implicitFirst" }, seed: 1 });
    expect(steps.map(({ part }) => part)).toEqual([
      "screening",
      "implicit",
      "stated",
      "stated",
      "stated",
      "stated",
      "behavioural",
    ]);
    expect(steps.map(({ partIndex }) => partIndex)).toEqual([0, 1, 2, 2, 2, 2, 3]);
  });

  test("carry each instance's own factors without its name, and its own parameters", () => {
    const assignment = { partOrder: "statedFirst", "first.pairingOrder": "compatibleFirst", "firstly.side": "left" };
    const steps = studySteps(study, { assignment, seed: 1 });
    expect(steps[5]?.assignment).toEqual({ pairingOrder: "compatibleFirst" });
    expect(steps[1]).toMatchObject({ product: "velmora", parameters: { mayDecline: true }, assignment: {} });
  });

  test("are the same again for the same seed, and shuffle only stated measures", () => {
    const orders = new Set<string>();
    for (let seed = 0; seed < 200; seed += 1) {
      const steps = names(studySteps(shuffling, { assignment: {}, seed }));
      expect(names(studySteps(shuffling, { assignment: {}, seed }))).toEqual(steps);
      expect([steps[0], steps[5], steps[6]]).toEqual(["screener", "first", "choice"]);
      orders.add(steps.slice(1, 5).join(" "));
    }
    // All 4! orders turn up.
    expect(orders.size).toBe(24);
  });

  test("give every instance a whole seed of 32 bits that is its own", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 32 - 1 }), (seed) => {
        const seeds = studySteps(study, { assignment: {}, seed }).map((step) => step.seed);
        expect(new Set(seeds).size).toBe(seeds.length);
        expect(seeds.every((one) => Number.isInteger(one) && one >= 0 && one < 2 ** 32)).toBe(true);
      }),
    );
  });
});
