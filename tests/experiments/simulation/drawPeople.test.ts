import { describe, expect, test } from "vitest";
import { Truth } from "../../../experiments/contract/truth.ts";
import { drawPeople } from "../../../experiments/simulation/drawPeople.ts";

const truth = (written: object) => Truth.parse(written);
const share = (values: readonly boolean[]) => values.filter(Boolean).length / values.length;

function correlation(x: readonly number[], y: readonly number[]): number {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [mx, my] = [mean(x), mean(y)];
  const sum = (term: (i: number) => number) => x.reduce((total, _, i) => total + term(i), 0);
  const [dx, dy] = [(i: number) => (x[i] ?? 0) - mx, (i: number) => (y[i] ?? 0) - my];
  return sum((i) => dx(i) * dy(i)) / Math.sqrt(sum((i) => dx(i) ** 2) * sum((i) => dy(i) ** 2));
}

test("being asked makes nobody buy less, and where the truth has no reactivity nobody buys otherwise", () => {
  const swayed = drawPeople(Truth.parse({ reactivity: 1 }), 400, 3);
  expect(swayed.filter(({ buys, buysUnasked }) => buysUnasked && !buys)).toEqual([]);
  expect(swayed.filter(({ buys, buysUnasked }) => buys && !buysUnasked).length).toBeGreaterThan(40);
  expect(drawPeople(Truth.parse({}), 400, 3).filter(({ buys, buysUnasked }) => buys !== buysUnasked)).toEqual([]);
});

describe("drawPeople", () => {
  test("gives the same people for the same seed, each depending on its own number alone", () => {
    const few = drawPeople(truth({}), 5, 7).map(({ buys, buysAt, person }) => [buys, buysAt, person.implicitZ]);
    const many = drawPeople(truth({}), 50, 7).map(({ buys, buysAt, person }) => [buys, buysAt, person.implicitZ]);
    expect(many.slice(0, 5)).toEqual(few);
    expect(drawPeople(truth({}), 5, 8)[0]?.person.implicitZ).not.toBe(few[0]?.[2]);
  });

  // 20,000 draws: the standard error of a share is at most .0035, so .012 is beyond three of them.
  test.each([0.05, 0.3, 0.7])("lets the base rate of %f buy, whatever the effects", (baseRate) => {
    const people = drawPeople(truth({ baseRate, betas: { stated: 1.5, implicit: 1 } }), 20_000, 3);
    expect(Math.abs(share(people.map(({ buys }) => buys)) - baseRate)).toBeLessThan(0.012);
  });

  test("two stated items agree as far as the stated reliability says", () => {
    const people = drawPeople(truth({ reliability: { stated: 0.7 } }), 20_000, 4);
    const pairs = people.map(({ person }) => [person.statedZ(), person.statedZ()] as const);
    const r = correlation(
      pairs.map(([first]) => first),
      pairs.map(([, second]) => second),
    );
    expect(Math.abs(r - 0.7)).toBeLessThan(0.012);
  });

  test("stated answer and association correlate as the truth says, weakened by both reliabilities", () => {
    const written = { correlation: 0.5, reliability: { stated: 0.8, implicit: 0.5 } };
    const people = drawPeople(truth(written), 20_000, 5);
    const r = correlation(
      people.map(({ person }) => person.statedZ()),
      people.map(({ person }) => person.implicitZ),
    );
    // .5 × sqrt(.8 × .5) = .3162
    expect(Math.abs(r - 0.3162)).toBeLessThan(0.02);
  });

  test("draws bots, careless people and unseen purchases in their shares", () => {
    const people = drawPeople(truth({ careless: 0.2, bots: 0.1, seen: 0.6 }), 20_000, 6);
    const manner = (name: string) => share(people.map(({ person }) => person.manner === name));
    expect(manner("bot")).toBeCloseTo(0.1, 1);
    expect(manner("careless")).toBeCloseTo(0.2, 1);
    expect(share(people.map(({ isSeen }) => isSeen))).toBeCloseTo(0.6, 1);
  });
});
