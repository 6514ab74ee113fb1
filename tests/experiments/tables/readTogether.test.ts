import { expect, test } from "vitest";
import { askNumber, askText } from "../../../experiments/contract/asked.ts";
import { readTable } from "../../../experiments/tables/readTable.ts";
import { readTogether } from "../../../experiments/tables/readTogether.ts";
import type { Table } from "../../../experiments/tables/table.ts";

const TEXT = "person,measure,ms\na,iat,500\nb,amp,600\nc,iat,700\nd,amp,800\n";

function source() {
  let opened = 0;
  async function* chunks() {
    opened += 1;
    for (const byte of new TextEncoder().encode(TEXT)) yield Uint8Array.of(byte);
  }
  return { name: "trials.csv", chunks: chunks(), times: () => opened };
}

const iat = { columns: { ms: askNumber() }, only: { column: "measure", values: ["iat"] } };

test("several askers read one text once, each its own rows and columns, as if alone", async () => {
  const once = source();
  const [whole, batches]: [Table[], Table[]] = [[], []];
  await readTogether(once, [
    { ask: iat, take: (table) => whole.push(table) },
    { ask: { columns: { person: askText() } }, batch: 3, take: (table) => batches.push(table) },
  ]);
  expect(once.times()).toBe(1);
  expect(whole.map(({ columns }) => [...columns["ms"]!.values])).toEqual([[500, 700]]);
  expect(whole[0]?.columns).toEqual((await readTable(source(), iat)).columns);
  expect(batches.map(({ rows }) => rows)).toEqual([3, 1]);
});

test("all rows of the text are counted, those left out too", async () => {
  const { rows, records } = await readTable(source(), iat);
  expect([rows, records]).toEqual([2, 4]);
});

test("a text that one of them cannot read is refused", async () => {
  const reading = readTogether(source(), [
    { ask: { columns: { person: askText() } }, take: () => undefined },
    { ask: { columns: { person: askNumber() } }, take: () => undefined },
  ]);
  await expect(reading).rejects.toThrow();
});

test("a text has one separator: whoever reads along cannot name another", async () => {
  const columns = { person: askText() };
  const reading = readTogether(source(), [
    { ask: { columns }, take: () => undefined },
    { ask: { columns, said: { delimiter: ";" } }, take: () => undefined },
  ]);
  await expect(reading).rejects.toThrow(new RangeError("two askers say different things of one text"));
});
