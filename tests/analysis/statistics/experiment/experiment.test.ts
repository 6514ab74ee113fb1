import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { contrastOf } from "../../../../analysis/statistics/experiment/contrast.ts";
import { passThrough } from "../../../../analysis/statistics/experiment/passThrough.ts";
import { sampleRatio } from "../../../../analysis/statistics/experiment/sampleRatio.ts";
import { oraclePath } from "../../oracles.ts";

/** By make.R beside it: sandwich::vcovHC(type = "HC2"), t.test, chisq.test; the intervals by behaviour.md's fieller.R. */
const Numbers = z.array(z.number());
const Tested = z.object({ estimate: z.number(), se: z.number(), df: z.number(), p: z.number(), ci95: Numbers });
const expected = z
  .object({
    data: z.object({ ad: z.array(z.string()), price: z.array(z.string()), y: Numbers }),
    pairs: z.record(z.string(), Tested),
    interaction: z.object({ estimate: z.number(), se: z.number() }),
    sample_ratio: z.record(z.string(), z.object({ chi2: z.number(), df: z.number(), p: z.number() })),
    pass_through: z.record(
      z.string(),
      z.object({
        data: z.object({ t: Numbers, say: Numbers, buy: Numbers }),
        ...{ delta_do: z.number(), delta_say: z.number(), z_say: z.number(), ratio: z.number(), V: z.array(Numbers) },
        kind: z.string(),
        lower: z.union([z.number(), z.string()]).nullish(),
        upper: z.union([z.number(), z.string()]).nullish(),
      }),
    ),
  })
  .parse(JSON.parse(readFileSync(oraclePath("c29_treatments", "expected.json"), "utf8")));

const { ad, price, y } = expected.data;
const at = (level: string, cost?: string) =>
  y.filter((_, row) => ad[row] === level && (cost === undefined || price[row] === cost));

describe("a difference between levels", () => {
  test.each([
    ["film_plain", "film", "plain"],
    ["text_plain", "text", "plain"],
    ["text_film", "text", "film"],
  ] as const)("%s has the HC2 standard error and Welch's test of R", (name, level, reference) => {
    const found = contrastOf([
      { values: at(level), weight: 1 },
      { values: at(reference), weight: -1 },
    ]);
    const { estimate, se, df, p, ci95 } = expected.pairs[name]!;
    for (const [key, value] of Object.entries({ estimate, se, df, p }))
      expect(found).toHaveProperty(key, expect.closeTo(value, 10));
    expect(found?.ci95[0]).toBeCloseTo(ci95[0]!, 8);
    expect(found?.ci95[1]).toBeCloseTo(ci95[1]!, 8);
  });

  test("of a difference is the interaction of R's model with HC2", () => {
    const cell = (level: string, cost: string, weight: number) => ({ values: at(level, cost), weight });
    const found = contrastOf([
      cell("film", "high", 1),
      cell("plain", "high", -1),
      cell("film", "low", -1),
      cell("plain", "low", 1),
    ]);
    expect(found?.estimate).toBeCloseTo(expected.interaction.estimate, 10);
    expect(found?.se).toBeCloseTo(expected.interaction.se, 10);
  });

  test("is not known of one person, nor where all are alike", () => {
    expect(
      contrastOf([
        { values: [1], weight: 1 },
        { values: [1, 2], weight: -1 },
      ]),
    ).toBeNull();
    expect(
      contrastOf([
        { values: [1, 1], weight: 1 },
        { values: [1, 1], weight: -1 },
      ]),
    ).toBeNull();
  });
});

test.each([
  ["even", [500, 500]],
  ["lost", [400, 520]],
  ["three", [90, 120, 111]],
] as const)("the sample ratio of %s levels is R's chisq.test", (name, counts) => {
  const found = sampleRatio(new Map(counts.map((count, level) => [String(level), count])));
  const { chi2, df, p } = expected.sample_ratio[name]!;
  expect(found).toMatchObject({ chi2: expect.closeTo(chi2, 10), df, p: expect.closeTo(p, 12) });
});

describe.each(Object.entries(expected.pass_through))("Δdo/Δsay of %s", (_, one) => {
  test("has the set of ratios of Fieller and Anderson-Rubin, and a ratio only where it divides", () => {
    const people = (arm: number) =>
      one.data.t.flatMap((treat, row) =>
        treat === arm ? [{ say: one.data.say[row]!, does: one.data.buy[row]! }] : [],
      );
    const found = passThrough(people(1), people(0));
    expect(found?.kind).toBe(one.kind);
    expect(found?.delta_do).toBeCloseTo(one.delta_do, 12);
    expect(found?.z_say).toBeCloseTo(one.z_say, 10);
    expect(found?.covariance.flat()).toEqual(one.V.flat().map((value) => expect.closeTo(value, 12)));
    const limits =
      one.kind === "everything" ? null : [one.lower, one.upper].map((limit) => expect.closeTo(Number(limit), 8));
    expect(found?.limits).toEqual(limits);
    expect(found?.ratio).toEqual(one.kind === "interval" ? expect.closeTo(one.ratio, 10) : null);
  });
});
