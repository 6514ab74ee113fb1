import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readExport } from "../../../analysis/data/exportFolder.ts";
import { coffeeStudy } from "../../server/coffeeStudy.ts";

const tables = {
  "participants.csv": ["participant_id,product,nps,note", 'p1,velmora,9,"a, b"', "p2,velmora,2,"],
  "sessions.csv": ["session_id,participant_id,is_simulated,started_at", "s1,p1,1,2026-03-01T08:00:00.000Z"],
  "scores.csv": ["participant_id,instance,product,score,excluded", "p1,nps,velmora,9,"],
  "outcomes.csv": ["participant_id,product,bought", "p1,velmora,1"],
};

async function exportWith(changed: Partial<Record<keyof typeof tables, readonly string[]>>): Promise<string> {
  const dir = mkdtempSync(join(tmpdir(), "saydo-changed-"));
  const { study, hash } = await coffeeStudy();
  writeFileSync(join(dir, "study.json"), JSON.stringify({ hash, definition: study }));
  writeFileSync(join(dir, "manifest.json"), JSON.stringify({ scoring: [] }));
  for (const [name, lines] of Object.entries({ ...tables, ...changed })) {
    writeFileSync(join(dir, name), `${lines?.join("\n")}\n`);
  }
  return dir;
}

test("reads a table that was saved with semicolons, and says so", async () => {
  const plain = await readExport(await exportWith({}));
  const semicolons = ["participant_id;product;nps;note", "p1;velmora;9;a, b", "p2;velmora;2;"];
  const saved = await readExport(await exportWith({ "participants.csv": semicolons }));
  expect(saved.participants.table).toEqual(plain.participants.table);
  expect([plain.notes, saved.notes]).toEqual([[], ["participants.csv: Cells are separated by semicolons."]]);
});

test.each([
  ["participants.csv", ["participant_id,nps", "p1,9"], "product"],
  ["sessions.csv", ["session_id,participant_id,started_at", "s1,p1,2026-03-01T08:00:00.000Z"], "is_simulated"],
  ["scores.csv", ["participant_id,instance,score", "p1,nps,9"], "excluded"],
] as const)("refuses a %s that lost a column", async (name, lines, column) => {
  const reading = readExport(await exportWith({ [name]: lines }));
  await expect(reading).rejects.toMatchObject({
    details: { code: "table-invalid", path: column, detail: `The column "${column}" is missing.` },
  });
});
