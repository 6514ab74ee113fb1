import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readTrials } from "../../../analysis/data/readTrials.ts";
import { iat } from "../../../experiments/measures/implicit/iat/measure.ts";
import type { TableFlags } from "../../../experiments/tableFiles/tableFlags.ts";
import { fileOrigin } from "../../../experiments/tableFiles/tableOrigin.ts";

const header = "participant_id,block_index,block_kind,pairing,trial_index,is_correct,latency_ms";
const latencies = Array.from({ length: 40 }, (_, index) => 612 + 10 * index);

function rowsWith(latencyOf: (ms: number) => string): readonly string[] {
  return latencies.map((ms, index) => {
    const block = index < 20 ? "3,practice,compatible" : "6,practice,incompatible";
    return `a,${block},${index},1,${latencyOf(ms)}`;
  });
}

async function read(lines: readonly string[], flags: TableFlags = {}, chunkName = "trials.csv") {
  const path = join(mkdtempSync(join(tmpdir(), "saydo-trials-")), chunkName);
  writeFileSync(path, `${lines.join("\n")}\n`);
  const { groups } = await readTrials(iat, fileOrigin(path), { flags, isStored: false });
  return groups.map(({ participantId, rows }) => [participantId, [...rows]]);
}

test("seconds and microseconds are refused until their unit is said, and are then the same trials", async () => {
  const inMs = await read([header, ...rowsWith(String)]);
  const inSeconds = [header, ...rowsWith((ms) => (ms / 1000).toFixed(3))];
  await expect(read(inSeconds)).rejects.toThrow('The values of "latency_ms" look like seconds.');
  expect(await read(inSeconds, { unit: ["latency_ms=s"] })).toEqual(inMs);
  const inMicros = [header, ...rowsWith((ms) => String(1000 * ms))];
  await expect(read(inMicros)).rejects.toThrow('The values of "latency_ms" look like microseconds.');
  expect(await read(inMicros, { unit: ["latency_ms=us"] })).toEqual(inMs);
});

test("columns of other tasks' exports change nothing: attempt, skipped, measure", async () => {
  const plain = await read([header, ...rowsWith(String)]);
  const more = rowsWith(String).map((row, at) => `${row},${at},FALSE,race_iat`);
  expect(await read([`${header},attempt,skipped,measure`, ...more])).toEqual(plain);
});
