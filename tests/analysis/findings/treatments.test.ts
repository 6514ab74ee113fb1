import { expect, test } from "vitest";
import { hidingOf } from "../../../analysis/findings/hiding.ts";
import { treatments } from "../../../analysis/findings/treatments/treatments.ts";
import { randomStream } from "../../../experiments/random/randomStream.ts";
import { compareBy, tableOf } from "./tables.ts";

/** Simulated people under 2 × 2 treatments of which the film adds to what they say and do; it loses `lost` of them. */
function table(n: number, lost: number) {
  const random = randomStream(21);
  const people = Array.from({ length: n }, (_, index) => {
    const [film, high] = [index % 2, Math.floor(index / 2) % 2];
    const z = random.normal();
    const isLost = film === 1 && random.uniform() < lost;
    const intent = Math.min(5, Math.max(1, Math.round(3 + z + 0.8 * film)));
    const bought = random.uniform() < 1 / (1 + Math.exp(0.8 - 0.8 * z - 0.9 * film)) ? 1 : 0;
    return { film, high, intent: isLost ? null : intent, bought: isLost ? null : bought, seen: isLost ? null : 5 };
  });
  return tableOf({
    id: people.map((_, index) => `p${index}`),
    treatment_ad: people.map(({ film }) => (film ? "film" : "plain")),
    treatment_price: people.map(({ high }) => (high ? "high" : "low")),
    concept: people.map(({ seen }) => seen),
    intent: people.map(({ intent }) => intent),
    bought: people.map(({ bought }) => bought),
  });
}

const plan = {
  participant: "id",
  outcome: "bought",
  stated: [{ column: "intent", kind: "purchaseIntent" }],
  treatments: [{ column: "treatment_ad", levels: ["plain", "film"], seen: "concept" }, "treatment_price"],
  outcome_class: "observed-purchase" as const,
};

test("a treatment's effect on saying and doing is found, the other's is not, and doing per saying has its interval", () => {
  const { treatments: found } = compareBy(plan, table(800, 0));
  const named = (response: string, name: string) =>
    found?.effects.find((one) => one.response === response && one.name === name);
  expect(found?.effects).toHaveLength(6);
  expect(named("intent", "film − plain")).toMatchObject({ role: "say", n: [400, 400] });
  expect(named("intent", "film − plain")?.p_holm).toBeLessThan(0.001);
  expect(named("bought", "film − plain")?.p_holm).toBeLessThan(0.001);
  expect(named("bought", "low − high")?.p_holm).toBeGreaterThan(0.05);
  expect(named("bought", "(film − plain) × (low − high)")?.n).toEqual([200, 200, 200, 200]);
  const points = found?.pass_through.find(({ treatment, unit }) => treatment === "treatment_ad" && unit === "points");
  expect(points?.kind).toBe("interval");
  expect(points?.sentence).toMatch(
    /^For each 100 more people who say yes, \d+ more do it \(95 % interval \d+ to \d+\)\.$/,
  );
  const other = found?.pass_through.find(({ treatment, unit }) => treatment === "treatment_price" && unit === "points");
  expect(other).toMatchObject({
    ratio: null,
    sentence: "The treatment did not move what people say enough to divide by.",
  });
});

test("a level that loses people is even as assigned and uneven as exposed and analysed, and says so", () => {
  const { treatments: found, warnings } = compareBy(plan, table(800, 0.4));
  const points = found?.sample_ratio["treatment_ad"]?.map(({ point, is_even }) => [point, is_even]);
  expect(points).toEqual([
    ["assigned", true],
    ["exposed", false],
    ["analysed", false],
  ]);
  expect(warnings).toContain(
    "Treatment ad: the levels lost different shares of people before they were analysed, so the groups may differ by more than the treatment.",
  );
});

test("effects and counts of few people are withheld", () => {
  const found = compareBy({ ...plan, smallest_cell: 1 }, table(24, 0));
  const about = { measures: [], primary: { stated: null, implicit: null }, n: 24, bought: 9 };
  const shown = treatments.protect(found, hidingOf(found, { ...about, fewest: 10 })).treatments;
  expect(shown?.effects.map(({ n }) => n)).toEqual([
    [12, 12],
    [12, 12],
    [12, 12],
    [12, 12],
  ]);
  expect(treatments.protect(found, hidingOf(found, { ...about, fewest: 13 })).treatments).toMatchObject({
    effects: [],
    pass_through: [],
    sample_ratio: {},
  });
});
