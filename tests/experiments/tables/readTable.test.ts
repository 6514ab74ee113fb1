import { expect, test } from "vitest";
import {
  askChoice,
  askCount,
  askFlag,
  askId,
  askMoment,
  askNumber,
  askText,
} from "../../../experiments/contract/asked.ts";
import { readBatches } from "../../../experiments/tables/readBatches.ts";
import { saidOf } from "../../../experiments/tables/said.ts";
import { cells, read, trialAsk } from "./tableTexts.ts";

const id = askId({ required: true });

test("reads each kind of column into its values; an empty cell is missing", async () => {
  const columns = {
    id,
    note: askText(),
    pairing: askChoice(["compatible", "incompatible"]),
    ok: askFlag(),
    n: askCount(),
    ms: askNumber(),
    at: askMoment(),
  };
  const text = [
    "id,note,pairing,ok,n,ms,at",
    '007," a ""b""\nc ",compatible,1,3,-1.5e2,2026-12-03',
    "7,,incompatible,FALSE,12.0,.5,2026-12-03T14:05:00+01:00",
    "7,x,,,,,",
  ].join("\n");
  const table = await read(text, { columns });
  expect(table.rows).toBe(3);
  expect(cells(table, "id")).toEqual(["007", "7", "7"]);
  expect(cells(table, "note")).toEqual(['a "b"\nc', null, "x"]);
  expect(cells(table, "pairing")).toEqual(["compatible", "incompatible", null]);
  expect(cells(table, "ok")).toEqual([1, 0, null]);
  expect(cells(table, "n")).toEqual([3, 12, null]);
  expect(cells(table, "ms")).toEqual([-150, 0.5, null]);
  expect(cells(table, "at")).toEqual(["2026-12-03", "2026-12-03T13:05:00.000Z", null]);
  expect([0, 1, 2].map((row) => table.lineOf(row))).toEqual([2, 4, 5]);
});

test("keeps ids as they are written, and notes those that look alike", async () => {
  const ids = [
    "630400000000000001",
    "630400000000000002",
    "0012345",
    "12345",
    "1E5",
    "Ab",
    "ab",
    "12.0",
    "12",
    '="00042"',
  ];
  const table = await read(`id,x\n${ids.map((one) => `${one},1\n`).join("")}`, { columns: { id } });
  expect(cells(table, "id")).toEqual([...ids.slice(0, -1), "00042"]);
  expect(table.notes).toEqual([
    'Ids of "id" that look alike were kept apart: 0012345 and 12345; Ab and ab; 12.0 and 12.',
  ]);
});

test("takes ids that differ only in what cannot be seen for one", async () => {
  const table = await read("id,x\nZoe\u0308,1\n\u00a0Zo\u00eb\u200b,2\n\ufeffZoë,3\n", { columns: { id } });
  expect(cells(table, "id")).toEqual(["Zoë", "Zoë", "Zoë"]);
});

test.each([
  ["semicolons", ";", "Cells are separated by semicolons."],
  ["tabs", "\t", "Cells are separated by tabs."],
  ["bars", "|", "Cells are separated by bars."],
])("finds that cells are separated by %s, and notes it", async (_, separator, note) => {
  const table = await read(
    ["id,ms", "a,1,5", "b,2,25"]
      .map((line) => line.replace(",", separator))
      .join("\n")
      .concat("\n"),
    {
      columns: { id, ms: askNumber({ required: true }) },
    },
  );
  expect(cells(table, "ms")).toEqual([1.5, 2.25]);
  expect(table.notes).toEqual([note]);
});

test("finds the header under a banner and below `sep=`", async () => {
  const table = await read('sep=;\n"Study export, 3 December"\nid;ms\na;500\n', {
    columns: { id, ms: askNumber({ required: true }) },
  });
  expect(cells(table, "ms")).toEqual([500]);
  expect(table.lineOf(0)).toBe(4);
  expect(table.notes).toEqual([
    "Cells are separated by semicolons.",
    "The header is line 3; 2 lines before it left out.",
  ]);
});

test("leaves out the questions and ids that Qualtrics writes under its header", async () => {
  const text =
    'ResponseId,Q1\n"Response ID","How likely,\nreally?"\n"{""ImportId"":""_recordId""}","{""ImportId"":""QID1""}"\nR_1,9\n';
  const table = await read(text, {
    columns: { participant_id: id, value: askNumber() },
    said: saidOf({ map: ["participant_id=ResponseId", "value=Q1"] }),
  });
  expect(cells(table, "value")).toEqual([9]);
  expect(table.notes).toEqual(["Qualtrics' questions and ids, lines 2 to 4, were left out."]);
});

test("finds a column by its mapping, its name, an alias, or either without case and marks; and notes which", async () => {
  const columns = {
    participant_id: askId({ required: true, aliases: ["subject"] }),
    trial_index: askCount({ required: true }),
    latency_ms: askNumber({ required: true }),
  };
  const table = await read("Subject,Trial Index,RT,RT\na,0,1,2\n", {
    columns,
    said: saidOf({ map: ["latency_ms=#4"] }),
  });
  expect(cells(table, "latency_ms")).toEqual([2]);
  expect(table.notes).toEqual(['"Subject" was read as participant_id.', '"Trial Index" was read as trial_index.']);
});

test("gives texts the meaning that the caller says, and notes a text that never comes", async () => {
  const columns = { pairing: askChoice(["compatible", "incompatible"]), ok: askFlag(), nps: askNumber() };
  const said = saidOf({ value: ["pairing:Congruent=compatible", "ok:yes=1", "nps:99=", "nps:a=b="] });
  const table = await read("pairing,ok,nps\nCongruent,yes,99\nincompatible,0,9\n", { columns, said });
  expect([cells(table, "pairing"), cells(table, "ok"), cells(table, "nps")]).toEqual([
    ["compatible", "incompatible"],
    [1, 0],
    [null, 9],
  ]);
  expect(table.notes).toEqual(['--value names "a=b", which no cell of "nps" holds.']);
});

test("takes numbers outside a scale as missing where the scale says so, and counts them", async () => {
  const nps = askNumber({ range: [0, 10], outside: "missing" });
  const table = await read("nps\n9\n99\n-99\n10\n0\n", { columns: { nps } });
  expect(cells(table, "nps")).toEqual([9, null, null, 10, 0]);
  expect(table.notes).toEqual(['2 values of "nps" outside 0 to 10 were taken as missing (the first in line 3).']);
});

test("reads times in the unit that is said", async () => {
  const table = await read("latency_ms\n.5\n0.75\n", {
    columns: { latency_ms: askNumber({ unit: "ms" }) },
    said: saidOf({ unit: ["latency_ms=s"] }),
  });
  expect(cells(table, "latency_ms")).toEqual([500, 750]);
});

test("leaves rows of other measures out unread", async () => {
  const table = await read("measure,id,ms\nnps,a,x\niat,b,5\n", {
    columns: { id, ms: askNumber() },
    only: { column: "measure", values: ["iat"] },
  });
  expect(cells(table, "ms")).toEqual([5]);
  expect(table.lineOf(0)).toBe(3);
});

test("notes a file whose last line has no end", async () => {
  const table = await read("id,ms\na,5\nb,6", { columns: { id } });
  expect(table.notes).toEqual(["The last line has no line end: check that the file was not cut off."]);
});

test("skips blank lines, and takes a trailing separator that every row has", async () => {
  const table = await read("id,ms\r\n\r\na,5,\r\n,,\r\nb,6,\r\n", { columns: { id, ms: askNumber() } });
  expect(cells(table, "ms")).toEqual([5, 6]);
  expect([table.lineOf(0), table.lineOf(1)]).toEqual([3, 5]);
});

test("lets two occasions of a task repeat their trials under different instances", async () => {
  const text =
    "participant_id,instance,trial_index,pairing,is_correct,latency_ms\na,one,0,compatible,1,500\na,two,0,compatible,1,500\n";
  const table = await read(text, { ...trialAsk, columns: { ...trialAsk.columns, instance: askId() } });
  expect(table.rows).toBe(2);
});

test("reads a table in batches whose ids share their numbers", async () => {
  const rows = 65_536 + 10;
  const text = `id,n\n${Array.from({ length: rows }, (_, row) => `p${row % 1000},${row}\n`).join("")}`;
  const batches: { readonly rows: number; readonly last: unknown }[] = [];
  for await (const table of readBatches(
    { name: "t.csv", chunks: [new TextEncoder().encode(text)] },
    { columns: { id, n: askCount() } },
  )) {
    batches.push({
      rows: table.rows,
      last: [cells(table, "id").at(-1), cells(table, "n").at(-1), table.lineOf(table.rows - 1)],
    });
  }
  expect(batches).toEqual([
    { rows: 65_536, last: ["p535", 65_535, 65_537] },
    { rows: 10, last: ["p545", 65_545, 65_547] },
  ]);
});

test("refuses to make columns of two kinds out of one ask: that is our mistake", async () => {
  const many = Array.from({ length: 128 }, (_, level) => String(level));
  await expect(read("id\na\n", { columns: { id: askChoice(many) } })).rejects.toThrow(RangeError);
});
