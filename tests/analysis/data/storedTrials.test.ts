import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "csv-stringify/sync";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { withStoredTrials } from "../../../analysis/data/readStoredTrials.ts";
import { iat } from "../../../experiments/measures/implicit/iat/measure.ts";
import { fileOrigin } from "../../../experiments/tableFiles/tableOrigin.ts";

const work = mkdtempSync(join(tmpdir(), "saydo-stored-"));
afterAll(() => rmSync(work, { recursive: true }));

type Trial = {
  readonly person: number;
  readonly attempt: number;
  readonly isSkipped: boolean;
  readonly product: number;
};

/** A row of trials.csv; `at` tells it from every other. */
const rowOf = ({ person, attempt, isSkipped, product }: Trial, at: number) => ({
  ...{ session_id: `s${person}`, participant_id: `p${person}`, measure: "iat", instance: "iat" },
  ...{ product: ["velmora", "quenby"][product], block_index: 3, trial_index: at, shown_at_ms: at },
  ...{ parameters_hash: "0123", pairing: at % 2 === 0 ? "compatible" : "incompatible", block_kind: "test" },
  ...{ is_correct: at % 3 === 0 ? 0 : 1, first_latency_ms: 300 + at, latency_ms: 400 + at / 3 },
  ...{ attempt: attempt === 0 ? "" : attempt, skipped: isSkipped ? "movement" : "" },
});

async function groupsOf(trials: readonly Trial[], rowsAtOnce: number) {
  const path = join(work, "trials.csv");
  writeFileSync(path, stringify(trials.map(rowOf), { header: true }));
  return await withStoredTrials([iat], { origin: fileOrigin(path), rowsAtOnce }, ([read]) => ({
    ...{ records: read?.records, sha256: read?.sha256, unreadable: read?.unreadable },
    groups: read?.groups.map(({ participantId, instance, product, rows }) => ({
      ...{ participantId, instance, product },
      rows: rows.map((row) => ({ ...row })),
    })),
  }));
}

const trial = fc.record({
  person: fc.integer({ min: 0, max: 4 }),
  attempt: fc.integer({ min: 0, max: 2 }),
  isSkipped: fc.boolean(),
  product: fc.integer({ min: 0, max: 1 }),
});
const together = fc.array(trial, { minLength: 1, maxLength: 40 }).map((all) => all.sort((a, b) => a.person - b.person));

test.each([
  ["one after the other", together],
  ["in any order", fc.array(trial, { minLength: 1, maxLength: 40 })],
])("whose rows come %s are the same, however few are in memory at once", async (_, tables) => {
  await fc.assert(
    fc.asyncProperty(tables, fc.integer({ min: 1, max: 12 }), async (trials, rowsAtOnce) => {
      expect(await groupsOf(trials, rowsAtOnce)).toEqual(await groupsOf(trials, 1_000));
    }),
    { numRuns: 25 },
  );
});

test("of the rows that were put away nothing is left", async () => {
  const mine = () => readdirSync(tmpdir()).filter((name) => name.startsWith("saydo-rows-"));
  const before = mine();
  const trials = Array.from({ length: 30 }, (_, at) => ({ person: at, attempt: 0, isSkipped: false, product: 0 }));
  const { groups } = await groupsOf(trials, 4);
  expect(groups).toHaveLength(30);
  expect(groups?.[29]?.rows).toEqual([expect.objectContaining({ latencyMs: 400 + 29 / 3, isCorrect: true })]);
  expect(mine()).toEqual(before);
});
