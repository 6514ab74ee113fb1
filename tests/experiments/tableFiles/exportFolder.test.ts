import { createHash } from "node:crypto";
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { askId } from "../../../experiments/contract/asked.ts";
import { exportTables } from "../../../experiments/tableFiles/exportFolder.ts";

const ask = { columns: { id: askId() } };
const WHOLE = "id,n\na,1\nb,2\n";

async function exportWith(text: string): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), "saydo-export-"));
  const sha256 = createHash("sha256").update(WHOLE).digest("hex");
  await writeFile(join(dir, "people.csv"), text);
  await writeFile(
    join(dir, "manifest.json"),
    JSON.stringify({ files: { "people.csv": { rows: 2, bytes: WHOLE.length, sha256 } } }),
  );
  return dir;
}

test("reads a table of an export that is as the manifest says", async () => {
  const tables = await exportTables(await exportWith(WHOLE), { changed: "refused" });
  expect((await tables.read("people.csv", ask)).rows).toBe(2);
  expect(tables.changes).toEqual([]);
});

test.each([
  ["is shorter", "id,n\na,1\n", "people.csv is not the file that was exported: it has 1 rows, the manifest says 2."],
  [
    "has another value",
    "id,n\na,1\nb,3\n",
    "people.csv was changed after the export: its SHA-256 is not the manifest's.",
  ],
])("refuses a table that %s, and goes on with a note when that is allowed", async (_, text, detail) => {
  const dir = await exportWith(text);
  await expect((await exportTables(dir, { changed: "refused" })).read("people.csv", ask)).rejects.toThrow(detail);
  const allowed = await exportTables(dir, { changed: "allowed" });
  expect((await allowed.read("people.csv", ask)).notes).toEqual([detail]);
  expect(allowed.changes).toEqual([detail]);
});
