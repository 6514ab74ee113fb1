import { readFileSync } from "node:fs";
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { askNumber, askText } from "../../../experiments/contract/asked.ts";
import { openTable } from "../../../experiments/tableFiles/openTable.ts";
import { fileOrigin } from "../../../experiments/tableFiles/tableOrigin.ts";
import { readTable } from "../../../experiments/tables/readTable.ts";

const TEXTS = ["id", "s7", "s60", "s500", "s900"];
const ask = {
  columns: { ...Object.fromEntries(TEXTS.map((name) => [name, askText()])), n: askNumber(), k: askNumber() },
};
const read = async (path: string) => (await readTable(await openTable(fileOrigin(path)), ask)).columns;

// haven (R) wrote the files and the table beside them: fixtures/tables/spss.R.
test.each(["long-texts.sav", "long-texts-compressed.sav"])(
  "%s: texts of up to 900 bytes, cut in segments and across letters, and numbers are those of haven",
  async (name) => {
    expect(await read(join("fixtures", "tables", name))).toEqual(
      await read(join("fixtures", "tables", "long-texts.csv")),
    );
  },
);

test.each(["long-texts.sav", "long-texts-compressed.sav"])("%s cut off within its rows is refused", async (name) => {
  const bytes = readFileSync(join("fixtures", "tables", name));
  const path = join(await mkdtemp(join(tmpdir(), "saydo-sav-")), name);
  await writeFile(path, bytes.subarray(0, bytes.length - 3000));
  await expect(read(path)).rejects.toMatchObject({
    details: {
      detail: "This SPSS file cannot be read.",
      found: expect.stringMatching(/^the end of the file at row 3\d of 40$/),
    },
  });
});
