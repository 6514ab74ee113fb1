import { expect, test } from "vitest";
import { askId, askMoment } from "../../../experiments/contract/asked.ts";
import { readTable } from "../../../experiments/tables/readTable.ts";

const DAY = 86_400_000;
const dayFromNow = (days: number) => new Date(Date.now() + days * DAY).toISOString().slice(0, 10);

async function* bytesOf(text: string) {
  yield new TextEncoder().encode(text);
}

const read = (text: string) =>
  readTable(
    { name: "orders.csv", chunks: bytesOf(text), notes: [] },
    { columns: { id: askId(), at: askMoment({ past: true }), until: askMoment() } },
  );

test("a date more than a year ahead is read and noted, as a mistyped year makes one", async () => {
  const { rows, notes } = await read(
    `id,at,until\na,2026-03-01,\nb,${dayFromNow(400)},9999-12-31\nc,${dayFromNow(500)},\n`,
  );
  expect(rows).toBe(3);
  expect(notes).toEqual(['2 dates of "at" lie more than a year ahead (first line 3): is the year right?']);
});

test.each(["9999-12-31", "2999-12-31"])("%s stands for no date: refused where dates have passed", async (date) => {
  await expect(read(`id,at,until\na,${date},\n`)).rejects.toMatchObject({
    details: {
      line: 2,
      path: "at",
      expected: "a date or moment that has passed",
      todo: expect.stringContaining(`at:${date}=`),
    },
  });
});

test.each(["p\u202e1", "p\u00ad1", "p\u200b1"])("an id with a letter that nobody sees is refused", async (id) => {
  await expect(read(`id,at,until\n${id},2026-03-01,\n`)).rejects.toMatchObject({
    details: { line: 2, path: "id", expected: "an id without control characters" },
  });
});

test("what nobody sees around an id is left out", async () => {
  const { columns } = await read("id,at,until\n\u202ap1\u202c,2026-03-01,\n");
  expect(columns.id).toMatchObject({ texts: ["p1"] });
});
