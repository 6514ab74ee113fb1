import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { scoredMeasures, scoringOf } from "../../../analysis/data/scoringSummary.ts";
import { readTiming } from "../../../analysis/data/timing.ts";
import { exportTables } from "../../../experiments/tableFiles/exportFolder.ts";
import { tableOf } from "../findings/tables.ts";

const folder = mkdtempSync(join(tmpdir(), "saydo-timing-"));
afterAll(() => rmSync(folder, { recursive: true }));

test("latencies are counted by task and block, too fast and too slow ones apart, answers without one not at all", async () => {
  const file = join(folder, "trials.csv");
  const rows = [
    "a,iat,test,compatible,1,299.9",
    "a,iat,test,compatible,0,300",
    "b,iat,test,compatible,1,10000",
    "b,iat,test,compatible,1,10000.5",
    "a,iat,test,incompatible,1,649",
    "a,myAmp,,,,700",
    "a,purchaseIntent,,,,",
  ];
  writeFileSync(file, `participant_id,instance,block_kind,pairing,is_correct,latency_ms\n${rows.join("\n")}\n`);
  const [compatible, incompatible, affect, ...others] = await readTiming(
    await exportTables(folder, { changed: "refused" }),
  );
  expect(others).toEqual([]);
  expect(compatible).toMatchObject({
    column: "iat",
    block: "test, compatible",
    trials: 4,
    people: 2,
    fast: 1,
    slow: 1,
  });
  expect(compatible?.errorRate).toBe(0.25);
  expect(compatible?.bins.flatMap((n, at) => (n > 0 ? [[at * 50, n]] : []))).toEqual([
    [250, 1],
    [300, 1],
    [2000, 2],
  ]);
  expect(incompatible?.bins[12]).toBe(1);
  expect(affect).toMatchObject({ column: "my_amp", block: "", errorRate: null });
});

test("scores of a timed measure come without those excluded, with what the manifest says of their reliability", () => {
  const reliability = {
    odd_even: { r: 0.6, spearman_brown: 0.75, n: 3 },
    permutation: { mean: 0.74, lower: 0.7, upper: 0.8, splits: 100, seed: 1 },
  };
  const manifest = JSON.stringify({
    scoring: [
      { measure: "iat", reliability },
      { measure: "purchaseIntent", reliability: null },
    ],
  });
  const scores = tableOf({
    instance: ["iat", "iat", "iat", "purchaseIntent"],
    score: [0.5, -0.2, 0.9, 4],
    excluded: [null, null, "too fast", null],
    fast_share: [0, 0.02, 0.4, null],
  });
  expect(scoredMeasures(scores, scoringOf(manifest))).toEqual([
    {
      column: "iat",
      scores: [0.5, -0.2],
      fastShares: [0, 0.02, 0.4],
      reliability: { oddEven: 0.75, mean: 0.74, lower: 0.7, upper: 0.8, splits: 100, n: 3 },
    },
  ]);
});
