import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "csv-stringify/sync";
import { expect, test } from "vitest";
import { runScoreExport } from "../../../analysis/commands/scoreExport.ts";
import { csvRows } from "../data/scoring/tables.ts";
import { oraclePath } from "../oracles.ts";

const blocks: Readonly<Record<string, object>> = {
  3: { pairing: "compatible", block_kind: "practice" },
  4: { pairing: "compatible", block_kind: "test" },
  6: { pairing: "incompatible", block_kind: "practice" },
  7: { pairing: "incompatible", block_kind: "test" },
};

/** An export as the server writes it: the 24 synthetic people of c20, of whom person 24 never finished. */
async function exportFolder(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), "saydo-export-"));
  const rows = csvRows(oraclePath("c20_iat_trials", "data.csv"));
  const trials = rows.map(({ subject, block, trial, latency, error }) => ({
    session_id: `s${subject}`,
    participant_id: `p${subject}`,
    measure: "iat",
    instance: "brandIat",
    product: "velmora",
    trial_index: trial,
    ...blocks[block ?? ""],
    is_correct: error === "1" ? 0 : 1,
    latency_ms: latency,
    first_latency_ms: latency,
    extra: "",
  }));
  const ids = [...Array(25).keys()].map((index) => index + 1);
  const sessions = ids.map((id) => ({
    session_id: `s${id}`,
    participant_id: `p${id}`,
    is_simulated: 1,
    started_at: "2026-03-01T10:00:00.000Z",
    finished_at: id === 25 ? "" : "2026-03-01T10:06:30.000Z",
    assignment: JSON.stringify({ "brandIat.pairingOrder": id % 2 ? "compatibleFirst" : "incompatibleFirst" }),
  }));
  const outcomes = ids.map((id) => ({
    participant_id: `p${id}`,
    product: "velmora",
    bought: id === 25 ? "" : id % 2,
    outcome_reason: id === 25 ? "no-consent" : "",
  }));
  const definition = {
    id: "coffee",
    flow: [{ part: "implicit", measures: [{ measure: "iat", instance: "brandIat", product: "velmora" }] }],
  };
  await writeFile(join(dir, "study.json"), JSON.stringify({ id: "coffee", hash: "abc", definition }));
  for (const [name, table] of Object.entries({ trials, sessions, outcomes })) {
    await writeFile(join(dir, `${name}.csv`), stringify(table, { header: true }));
  }
  return dir;
}

test("adds scores, one wide row a participant and product, a codebook and a manifest to an export", async () => {
  const dir = await exportFolder();
  const [summary] = await runScoreExport({ dir, splits: 50 });
  expect(summary).toMatchObject({ measure: "iat", n: 24, n_scored: 23, profile: "d4" });

  const wide = csvRows(join(dir, "participants.csv"));
  expect(wide).toHaveLength(25);
  expect(wide[0]).toMatchObject({
    participant_id: "p1",
    product: "velmora",
    is_simulated: "1",
    minutes: "6.50",
    brand_iat_pairing_order: "compatibleFirst",
    brand_iat_excluded: "",
    bought: "1",
    outcome_reason: "",
  });
  // D4 of person 1, SD after replacement, from R (c20).
  expect(Number(wide[0]?.brand_iat)).toBeCloseTo(0.580214877990443, 8);
  expect(wide[4]).toMatchObject({ participant_id: "p5", brand_iat: "", brand_iat_excluded: "too-fast" });
  expect(wide[24]).toMatchObject({
    participant_id: "p25",
    brand_iat: "",
    bought: "",
    outcome_reason: "no-consent",
    minutes: "",
  });

  const codebook = csvRows(join(dir, "codebook.csv"));
  expect(codebook.find((line) => line.file === "participants.csv" && line.column === "brand_iat")?.source).toContain(
    "2003",
  );
  const manifest = JSON.parse(await readFile(join(dir, "manifest.json"), "utf8"));
  expect(manifest.study).toEqual({ id: "coffee", hash: "abc" });
  expect(manifest.files["trials.csv"].rows).toBe(2880);
  expect(manifest.files["scores.csv"].sha256).toMatch(/^[0-9a-f]{64}$/);
});
