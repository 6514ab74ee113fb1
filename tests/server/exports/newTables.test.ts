import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { writeManifest } from "../../../server/exports/manifest.ts";
import { newTables } from "../../../server/exports/newTables.ts";

const facts = { study: { id: "a", hash: "b" }, erased: 0, exportedAt: new Date(0) };
const manifestIn = (dir: string) => JSON.parse(readFileSync(join(dir, "manifest.json"), "utf8")).files;
const hashOf = (path: string) => createHash("sha256").update(readFileSync(path)).digest("hex");

test.each(["plain", "spreadsheet"] as const)("a %s table is counted and hashed while it is written", async (style) => {
  const tables = newTables(mkdtempSync(join(tmpdir(), "saydo-tables-")));
  const file = tables.open("trials.csv", ["id", "text"], style);
  for (let row = 0; row < 3_000; row += 1) await file.write([String(row), `"é", two\nlines and a zero \0`]);
  await file.close();
  const path = join(tables.dir, "trials.csv");
  const written = { rows: 3_000, bytes: statSync(path).size, sha256: hashOf(path) };
  expect(tables.facts.get("trials.csv")).toEqual(written);
  await writeManifest(tables, facts);
  expect(manifestIn(tables.dir)).toEqual({ "trials.csv": written });
});

test("a file of another size than was written is counted anew", async () => {
  const tables = newTables(mkdtempSync(join(tmpdir(), "saydo-tables-")));
  const file = tables.open("trials.csv", ["id"]);
  await file.write(["1"]);
  await file.close();
  writeFileSync(join(tables.dir, "trials.csv"), "id\n1\n2\n");
  await writeManifest(tables, facts);
  expect(manifestIn(tables.dir)["trials.csv"]).toMatchObject({ rows: 2, bytes: 7 });
});
