import { expect, test } from "vitest";
import { Problem } from "../../../experiments/contract/problem.ts";
import { randomStream } from "../../../experiments/random/randomStream.ts";
import { csv, damages, someTrials } from "./damages.ts";
import { allCells, read, trialAsk } from "./tableTexts.ts";

const SEEDS = Array.from({ length: 10 }, (_, seed) => seed);
const wholes = SEEDS.map((seed) => someTrials(randomStream(seed)));
const wholeCells = await Promise.all(
  wholes.map(async (rows) => JSON.stringify(allCells(await read(csv(rows), trialAsk)))),
);

test("knows 54 ways to damage a file", () => expect(damages.length).toBe(54));

test.each(damages)("%s: %s, ten times of ten", async (_, outcome, damage) => {
  const outcomes = await Promise.all(
    SEEDS.map(async (seed) => {
      const { uniform } = randomStream(seed, 1);
      const damaged = damage(wholes[seed] ?? [], { upTo: (most) => Math.floor(uniform() * (most + 1)) });
      try {
        const table = await read(damaged, trialAsk, 997);
        return JSON.stringify(allCells(table)) === wholeCells[seed] ? "same" : "silently different";
      } catch (error) {
        return error instanceof Problem ? "refused" : error;
      }
    }),
  );
  expect(outcomes).toEqual(SEEDS.map(() => outcome));
});
