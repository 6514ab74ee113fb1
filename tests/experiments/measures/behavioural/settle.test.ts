import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Measure } from "../../../../experiments/contract/measure.ts";
import { bdmAuction } from "../../../../experiments/measures/behavioural/bdmAuction/measure.ts";
import { choiceSets } from "../../../../experiments/measures/behavioural/realChoice/choiceSets.ts";
import { realChoice } from "../../../../experiments/measures/behavioural/realChoice/measure.ts";
import { measures } from "../../../../experiments/measures/registry.ts";
import { highWinners } from "../../../../experiments/studyFile/paidSummary.ts";

const products = ["velmora", "quenby"];

describe("the most one would pay", () => {
  const parameters = bdmAuction.parameters.parse({ endowment: { amount: 7, currency: "EUR" } });
  // Prices are 0.50, 0.60 … 6.40: the 16th is 2.00.
  const settle = (bids: readonly (readonly [round: number, bid: number])[]) =>
    bdmAuction.draw?.settle({
      bodies: bids.map(([round, bid]) => ({ kind: "bid", round, bid })),
      parameters,
      products,
      productOfInstance: "velmora",
      seed: 1,
      below: (n, purpose) => {
        expect([n, purpose]).toEqual([60, "price"]);
        return 15;
      },
    });

  test("the product is bought at the drawn price, never at one's own", () => {
    expect(
      settle([
        [0, 1],
        [1, 3],
      ]),
    ).toEqual({
      counted: null,
      priceDrawn: 200,
      prices: { from: 50, to: 640, step: 10 },
      takes: [{ item: "velmora", quantity: 1 }],
      price: 200,
    });
  });

  test("saying exactly the drawn price buys, a cent less does not", () => {
    expect(
      settle([
        [0, 9],
        [1, 2],
      ]),
    ).toMatchObject({ price: 200 });
    expect(
      settle([
        [0, 9],
        [1, 1.99],
      ]),
    ).toMatchObject({ takes: [], price: 0, priceDrawn: 200 });
  });

  test("of a round said twice the first answer counts, and a round that is missing leaves it open", () => {
    expect(
      settle([
        [0, 3],
        [1, 1],
        [1, 5],
      ]),
    ).toMatchObject({ takes: [] });
    expect(settle([[1, 3]])).toBe("incomplete");
    expect(settle([[0, 3]])).toBe("incomplete");
  });
});

describe("sets of choices", () => {
  const design = (own: object) => realChoice.parameters.parse(own);

  test("with two products, three prices and nine new sets every combination of prices stands once", () => {
    const sets = choiceSets(design({}), products, 7);
    expect(sets).toHaveLength(12);
    const fresh = sets.filter(({ repeatOf }) => repeatOf === null);
    const pairs = fresh.map(({ offers }) => products.map((id) => offers.find(({ product }) => product === id)?.price));
    expect(new Set(pairs.map(String)).size).toBe(9);
  });

  test("a repetition comes later than its set, with its places mirrored, in whatever session", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 31 }), fc.integer({ min: 2, max: 6 }), (seed, count) => {
        const sets = choiceSets(design({ sets: { count: 3 * count, repeats: count } }), products, seed);
        expect(sets).toHaveLength(3 * count);
        for (const [index, { repeatOf, offers }] of sets.entries()) {
          if (repeatOf === null) continue;
          expect(repeatOf).toBeLessThan(index);
          expect(offers).toEqual([...(sets[repeatOf]?.offers ?? [])].reverse());
        }
      }),
      { numRuns: 50 },
    );
  });

  test("with more products than a screen holds each is offered equally often, none twice on a screen", () => {
    const six = ["a", "b", "c", "d", "e", "f"];
    const sets = choiceSets(design({ sets: { count: 12, repeats: 0, size: 3 } }), six, 3);
    for (const { offers } of sets) expect(new Set(offers.map(({ product }) => product)).size).toBe(3);
    const offered = sets.flatMap(({ offers }) => offers.map(({ product }) => product));
    expect(six.map((id) => offered.filter((one) => one === id).length)).toEqual([6, 6, 6, 6, 6, 6]);
  });
});

// R: qbinom(.95, c(100, 212, 1000, 5), c(1/20, 1/10, 1/3, 1))
test("the number of winners that 95 % of studies do not exceed", () => {
  expect([highWinners(100, 1 / 20), highWinners(212, 1 / 10), highWinners(1000, 1 / 3), highWinners(5, 1)]).toEqual([
    9, 29, 358, 5,
  ]);
});

const paid: readonly Measure[] = Object.values<Measure>(measures).filter(({ draw }) => draw);
const common = ["stakes", "oneIn", "endowment", "texts"];

test.each(paid.map((measure) => [measure.name, measure] as const))(
  "the README of %s has its parameters, columns and sources",
  (name, measure) => {
    const folder = "experiments/measures/behavioural";
    const text = readFileSync(`${folder}/${name}/README.md`, "utf8");
    const rows = [...text.matchAll(/^\| `(\w+)` \|/gm)].map(([, parameter]) => parameter);
    const own = Object.keys(measure.parameters.shape).filter((parameter) => !common.includes(parameter));
    expect(rows.toSorted()).toEqual(own.toSorted());
    for (const part of Object.keys(measure.score([], measure.settings.parse({})).parts))
      expect(text).toContain(`\`${part}\``);
    for (const { doi } of measure.sources) if (doi !== undefined) expect(text).toContain(doi);
    expect(text).toMatch(/^Numbers: .*preset/ms);
    expect(readFileSync(`${folder}/README.md`, "utf8")).toContain(`| [${name}](${name}/README.md) |`);
  },
);
