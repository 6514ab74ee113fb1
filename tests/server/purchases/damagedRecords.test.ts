import { expect, test } from "vitest";
import { askNumber } from "../../../experiments/contract/asked.ts";
import { Problem } from "../../../experiments/contract/problem.ts";
import { randomStream } from "../../../experiments/random/randomStream.ts";
import { csv, damages, someTrials } from "../../experiments/tables/damages.ts";
import { trialAsk } from "../../experiments/tables/tableTexts.ts";
import { cellsIn, recordsOf } from "./recordTables.ts";

const SEEDS = Array.from({ length: 10 }, (_, seed) => seed);
const columns = { ...trialAsk.columns, trial_index: askNumber({ required: true, range: [0, 1e6] }) };
// What a row that comes twice means, the import judges: it may be two pieces of one order.
const ofOneRow = damages.filter(([name]) => name !== "a row twice");
const cellsOf = async (bytes: Uint8Array | string) => (await cellsIn(recordsOf(bytes, {}, 997), columns)).rows;
const wholes = SEEDS.map((seed) => someTrials(randomStream(seed)));
const wholeCells = await Promise.all(wholes.map(async (rows) => JSON.stringify(await cellsOf(csv(rows)))));

test("knows 53 ways to damage the rows of an import", () => expect(ofOneRow.length).toBe(53));

test.each(ofOneRow)(
  "%s: read the same, refused, or listed with its row; ten times of ten",
  async (_, outcome, damage) => {
    const outcomes = await Promise.all(
      SEEDS.map(async (seed) => {
        const { uniform } = randomStream(seed, 1);
        const damaged = damage(wholes[seed] ?? [], { upTo: (most) => Math.floor(uniform() * (most + 1)) });
        try {
          const rows = await cellsOf(damaged);
          if (JSON.stringify(rows) === wholeCells[seed]) return "same";
          return rows.some((row) => !Array.isArray(row)) ? "refused" : "silently different";
        } catch (error) {
          return error instanceof Problem ? "refused" : error;
        }
      }),
    );
    expect(outcomes).toEqual(SEEDS.map(() => outcome));
  },
);
