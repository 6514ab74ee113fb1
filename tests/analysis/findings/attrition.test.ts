import { expect, test } from "vitest";
import { attrition } from "../../../analysis/findings/attrition/attrition.ts";
import { hidingOf } from "../../../analysis/findings/hiding.ts";
import { randomStream } from "../../../experiments/random/randomStream.ts";
import { compareBy, tableOf } from "./tables.ts";

/** Simulated people: those who intend more come back more often, and the film keeps fewer. */
function table(n: number, effect: number, film: number) {
  const random = randomStream(5);
  const people = Array.from({ length: n }, (_, index) => {
    const isFilm = index % 2 === 1;
    const z = random.normal();
    const bought = random.uniform() < 1 / (1 + Math.exp(-z)) ? 1 : 0;
    const finished = random.uniform() < 1 / (1 + Math.exp(-effect * z + (isFilm ? film : 0))) ? 1 : 0;
    return { isFilm, intent: Math.min(5, Math.max(1, Math.round(3 + z))), bought, finished };
  });
  const always = (value: number | null) => people.map((_, at) => (at < 10 ? null : value));
  const open = (values: readonly number[]) => values.map((value, at) => (at < 10 ? null : value));
  return tableOf({
    id: people.map((_, index) => `p${index}`),
    treatment_ad: people.map(({ isFilm }) => (isFilm ? "film" : "plain")),
    intent: people.map(({ intent }) => intent),
    bought: people.map(({ bought }) => bought),
    month1_invited: always(1),
    month1_opened: open(people.map(({ finished }) => finished)),
    month1_started: open(people.map(({ finished }) => finished)),
    month1_finished: open(people.map(({ finished }) => finished)),
    month1_late: always(0),
    month1_refused: always(0),
  });
}

const plan = {
  participant: "id",
  outcome: "bought",
  stated: [{ column: "intent", kind: "purchaseIntent" }],
  treatments: [{ column: "treatment_ad", levels: ["plain", "film"] }],
  waves: ["month1"],
  outcome_class: "observed-purchase" as const,
};

test("counts how far people came, of those who finished the first session, by treatment", () => {
  const found = compareBy(plan, table(610, 0, 0)).attrition?.["month1"];
  expect(found?.all).toMatchObject({ people: 600, invited: 600, late: 0, refused: 0 });
  expect(found?.by_treatment["treatment_ad"]?.["film"]?.people).toBe(300);
  const { plain, film } = found?.by_treatment["treatment_ad"] ?? {};
  expect((plain?.finished ?? 0) + (film?.finished ?? 0)).toBe(found?.all?.finished);
});

test("finds that who stayed said and did more, and that a treatment lost more people", () => {
  const found = compareBy(plan, table(2010, 0.8, 1)).attrition?.["month1"];
  const say = found?.stayers_and_leavers.find(({ role }) => role === "say");
  expect(say?.ci95[0]).toBeGreaterThan(0);
  const points = found?.sample_ratio["treatment_ad"] ?? [];
  expect(points.map(({ step, is_even }) => [step, is_even])).toEqual([
    ["invited", true],
    ["started", false],
    ["finished", false],
  ]);
});

test("where nothing decides who stays, stayers are like leavers and the levels stay even", () => {
  const found = compareBy(plan, table(2010, 0, 0)).attrition?.["month1"];
  for (const { ci95 } of found?.stayers_and_leavers ?? []) expect(ci95[0] < 0 && ci95[1] > 0).toBe(true);
  expect(found?.sample_ratio["treatment_ad"]?.every(({ is_even }) => is_even)).toBe(true);
});

test("shows no count by level where one is of few people", () => {
  const found = compareBy(plan, table(30, 0, 0));
  const hiding = hidingOf(found, {
    fewest: 15,
    measures: [],
    primary: { stated: null, implicit: null },
    n: 30,
    bought: 15,
  });
  const shown = attrition.protect(found, hiding).attrition?.["month1"];
  expect(shown?.by_treatment).toEqual({});
  expect(shown?.sample_ratio).toEqual({});
});
