import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { stringify } from "csv-stringify/sync";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { runScoreExport } from "../../../analysis/commands/scoreExport.ts";
import { askForHeader, askForTrials } from "../../../analysis/data/scoring/trialTable.ts";
import { iat } from "../../../experiments/measures/implicit/iat/measure.ts";
import { openTable } from "../../../experiments/tableFiles/openTable.ts";
import { fileOrigin } from "../../../experiments/tableFiles/tableOrigin.ts";
import { readHeader } from "../../../experiments/tables/readHeader.ts";
import { readTable } from "../../../experiments/tables/readTable.ts";
import { growExport } from "../../benchmarks/scale/growExport.ts";
import { growthExponent } from "../../benchmarks/scale/growthExponent.ts";
import { csvRows } from "../data/scoring/tables.ts";
import { oraclePath } from "../oracles.ts";

/** Bytes that were read of each file, by its name. */
const read = vi.hoisted(() => new Map<string, number>());

vi.mock("node:fs", async (original) => {
  const fs = await original<typeof import("node:fs")>();
  const createReadStream: typeof fs.createReadStream = (path, options) => {
    const stream = fs.createReadStream(path, options);
    const name = basename(String(path));
    const push = stream.push.bind(stream);
    stream.push = (chunk: Buffer | null, ...more) => {
      read.set(name, (read.get(name) ?? 0) + (chunk?.length ?? 0));
      return push(chunk, ...more);
    };
    return stream;
  };
  return { ...fs, createReadStream };
});

const PEOPLE = [300, 600, 1_200];
const work = mkdtempSync(join(tmpdir(), "saydo-growth-"));
const folders = PEOPLE.map((people) => ({ people, dir: join(work, `of${people}`) }));
afterAll(() => rmSync(work, { recursive: true }));

const blocks: Readonly<Record<string, readonly [pairing: string, kind: string]>> = {
  3: ["compatible", "practice"],
  4: ["compatible", "test"],
  6: ["incompatible", "practice"],
  7: ["incompatible", "test"],
};
const sha = "0123456789abcdef0123";

/** The 24 synthetic people of c20 as an export without scores: simulated data. */
beforeAll(async () => {
  const rows = csvRows(oraclePath("c20_iat_trials", "data.csv"));
  const trials = rows.map(({ subject, block = "", trial, latency, error }) => ({
    session_id: `s${subject}-0000`,
    participant_id: `p${subject}-0000`,
    ...{ measure: "iat", instance: "iat", product: "velmora", block_index: block, trial_index: trial, shown_at_ms: 0 },
    ...{ parameters_hash: sha, pairing: blocks[block]?.[0], block_kind: blocks[block]?.[1] },
    ...{ is_correct: error === "1" ? 0 : 1, first_latency_ms: latency, latency_ms: latency },
  }));
  const people = [...new Set(trials.map(({ participant_id }) => participant_id))];
  const answers = people.map((participant_id) => ({
    ...{ session_id: participant_id, participant_id, seq: 0, measure: "likelihoodToRecommend", instance: "recommend" },
    ...{ product: "velmora", trial_index: 0, shown_at_ms: 0, item: "recommend", latency_ms: 900, value: 7 },
    ...{ lowest: 0, highest: 10 },
  }));
  const sessions = people.map((participant_id) => ({ participant_id, is_simulated: 1, assignment: "{}" }));
  const outcomes = people.map((participant_id, at) => ({ participant_id, product: "velmora", bought: at % 2 }));
  const few = mkdtempSync(join(work, "few-"));
  const measures = [{ measure: "iat" }, { measure: "likelihoodToRecommend", instance: "recommend" }];
  writeFileSync(join(few, "study.json"), JSON.stringify({ id: "coffee", flow: [{ part: "all", measures }] }));
  for (const [name, table] of Object.entries({ trials, answers, sessions, outcomes })) {
    writeFileSync(join(few, `${name}.csv`), stringify(table, { header: true }));
  }
  for (const { people: count, dir } of folders) await growExport(few, dir, count);
});

test("scoring reads trials.csv once, whatever the number of people", async () => {
  const used: { size: number; used: number }[] = [];
  for (const { people, dir } of folders) {
    read.clear();
    const [summary] = await runScoreExport({ dir, splits: 20 });
    expect(summary?.n).toBe(people);
    // Beside the one reading a few first megabytes are looked at, for the kind of file and for its header.
    const { size } = statSync(join(dir, "trials.csv"));
    const beside = (read.get("trials.csv") ?? 0) - size;
    expect(beside).toBeGreaterThan(0);
    expect(beside).toBeLessThanOrEqual(6 * 2 ** 20);
    used.push({ size: people, used: size + beside });
  }
  expect(growthExponent(used)).toBeLessThanOrEqual(1.1);
});

test("a trial is held in at most 48 bytes, and what is held grows with the trials", async () => {
  const used: { size: number; used: number }[] = [];
  for (const { people, dir } of folders) {
    const origin = fileOrigin(join(dir, "trials.csv"));
    const header = await readHeader(await openTable(origin), askForHeader(iat, {}));
    const ask = askForTrials(iat, header, { said: {}, isStored: true });
    const table = await readTable(await openTable(origin), ask);
    const held = Object.values(table.columns).reduce((sum, { values }) => sum + values.buffer.byteLength, 0);
    expect(held / table.rows).toBeLessThanOrEqual(48);
    used.push({ size: people, used: held });
  }
  expect(growthExponent(used)).toBeLessThanOrEqual(1.1);
});

test("an exponent is the slope of the logarithms", () => {
  const points = [1, 2, 4, 8].map((size) => ({ size, used: 3 * size ** 1.5 }));
  expect(growthExponent(points)).toBeCloseTo(1.5, 12);
});
