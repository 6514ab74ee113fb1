import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readExport } from "../../../analysis/data/exportFolder.ts";
import { coffeeStudy } from "../../server/coffeeStudy.ts";

const tables = {
  "participants.csv": ["participant_id,product,nps,note", 'p1,velmora,9,"a, b"', "p2,velmora,2,"],
  "sessions.csv": [
    "session_id,participant_id,is_simulated,started_at,consented_at,finished_at",
    "s1,p1,1,2026-03-01T08:00:00.000Z,2026-03-01T08:01:00.000Z,",
  ],
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
  ["sessions.csv", ["session_id,participant_id,is_simulated,started_at", "s1,p1,1,2026-03-01"], "consented_at"],
  ["scores.csv", ["participant_id,instance,score", "p1,nps,9"], "excluded"],
  ["outcomes.csv", ["participant_id,product", "p1,velmora"], "bought"],
] as const)("refuses a %s that lost a column", async (name, lines, column) => {
  const reading = readExport(await exportWith({ [name]: lines }));
  await expect(reading).rejects.toMatchObject({
    details: { code: "table-invalid", path: column, detail: `The column "${column}" is missing.` },
  });
});

const saved = {
  "participants.csv": ["Proefpersoon;product;minutes;note", "p1;velmora;9,5;caf\u00e9"],
  "sessions.csv": [
    "session_id,participant_id,is_simulated,started_at,consented_at,finished_at",
    "s1,p1,ja,01.03.2026 09:00,01.03.2026 09:01,",
  ],
};

test("reads tables that were saved in another form as the flags say, each by those that concern it", async () => {
  const flags = {
    map: ["participant_id=Proefpersoon"],
    value: ["is_simulated:ja=1"],
    decimal: ",",
    timeZone: "Europe/Amsterdam",
    dateFormat: "dd.MM.yyyy HH:mm",
  };
  const folder = await readExport(await exportWith(saved), { changed: "allowed", flags });
  expect(Object.fromEntries(folder.participants.table.columns)).toEqual({
    participant_id: ["p1"],
    product: ["velmora"],
    minutes: [9.5],
    note: ["caf\u00e9"],
  });
  expect(Object.fromEntries(folder.sessions.columns)).toMatchObject({
    is_simulated: [1],
    started_at: ["2026-03-01T08:00:00.000Z"],
    consented_at: ["2026-03-01T08:01:00.000Z"],
    finished_at: [null],
  });
});

test.each([
  ["is_simulated", "perhaps", "1 or 0"],
  ["started_at", "2026-03-01 08:00", "a zone in each cell (Z or +01:00), or --time-zone"],
  ["started_at", "01-03-2026", "a date or moment such as 2026-12-03 or 2026-12-03T14:05:00+01:00"],
])("refuses a session whose %s is %s", async (path, found, expected) => {
  const cells = { is_simulated: "1", started_at: "2026-03-01T08:00:00.000Z", [path]: found };
  const row = `s1,p1,${cells.is_simulated},${cells.started_at},,`;
  const lines = ["session_id,participant_id,is_simulated,started_at,consented_at,finished_at", row];
  const reading = readExport(await exportWith({ "sessions.csv": lines }), { changed: "allowed" });
  await expect(reading).rejects.toMatchObject({ details: { line: 2, path, expected, found } });
});

test.each([
  [{ map: ["participant_id=Nobody"] }, "--map participant_id=Nobody concerns no table of the folder."],
  [{ sheet: "Data" }, "--sheet Data concerns no table of the folder."],
  [{ recipe: "inquisit" }, "--recipe inquisit concerns no table of the folder."],
])("refuses %j, which concerns none of the tables", async (flags, detail) => {
  const reading = readExport(await exportWith({}), { changed: "allowed", flags });
  await expect(reading).rejects.toMatchObject({ details: { code: "setting-invalid", detail } });
});

test("refuses a flag where every table is as it was exported", async () => {
  const dir = await exportWith({});
  const files = Object.fromEntries(
    Object.keys(tables).map((name) => {
      return [
        name,
        {
          sha256: createHash("sha256")
            .update(readFileSync(join(dir, name)))
            .digest("hex"),
        },
      ];
    }),
  );
  writeFileSync(join(dir, "manifest.json"), JSON.stringify({ scoring: [], files }));
  const reading = readExport(dir, { changed: "allowed", flags: { decimal: "," } });
  await expect(reading).rejects.toMatchObject({
    details: { path: "--decimal", found: "tables as they were exported, whose form is known" },
  });
});
