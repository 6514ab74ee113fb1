import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import fc from "fast-check";
import { expect, test } from "vitest";
import { newTables } from "../../../server/exports/newTables.ts";
import { writeParquet } from "../../../server/exports/parquet.ts";

/** What Parquet gives back of the rows of a CSV table that the export wrote. */
async function throughParquet(names: readonly string[], rows: readonly (readonly string[])[]) {
  const tables = newTables(mkdtempSync(join(tmpdir(), "saydo-it's-")));
  const file = tables.open("table.csv", names);
  for (const row of rows) await file.write(row);
  await file.close();
  const to = join(tables.dir, "table.parquet");
  await writeParquet(join(tables.dir, "table.csv"), to);
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  const read = await connection.runAndReadAll(`select * from read_parquet('${to.replaceAll("'", "''")}')`);
  const found = { names: read.columnNames(), types: read.columnTypes().map(String), rows: read.getRows() };
  connection.closeSync();
  instance.closeSync();
  return found;
}

test("a column of numbers is DOUBLE, every other one text, an empty cell NULL", async () => {
  const found = await throughParquet(
    ["id", "ms", 'a "name", here'],
    [
      ["001", "1e+21", "NULL"],
      ["1", "", 'two\nlines\r\nand "quotes"'],
      ["", "-0.1", " é "],
    ],
  );
  expect(found.names).toEqual(["id", "ms", 'a "name", here']);
  expect(found.types).toEqual(["VARCHAR", "DOUBLE", "VARCHAR"]);
  expect(found.rows).toEqual([
    ["001", 1e21, "NULL"],
    ["1", null, 'two\nlines\r\nand "quotes"'],
    [null, -0.1, " é "],
  ]);
});

test("whatever texts and numbers a table holds come back as they were, in their order", async () => {
  const text = fc.oneof(
    fc.string({ unit: "binary", maxLength: 12 }).map((one) => one.replaceAll("\0", "")),
    fc.stringMatching(/^[",\r\n\\'\t ;|]{1,8}$/),
  );
  const rows = fc.array(fc.tuple(text, fc.double({ noNaN: true, noDefaultInfinity: true })), {
    minLength: 20,
    maxLength: 60,
  });
  await fc.assert(
    fc.asyncProperty(rows, async (cells) => {
      const found = await throughParquet(
        ["kind", "text", "number"],
        cells.map(([one, number]) => ["a", one, String(number)]),
      );
      expect(found.rows).toEqual(cells.map(([one, number]) => ["a", one || null, number + 0]));
    }),
    { numRuns: 8, seed: 12 },
  );
});
