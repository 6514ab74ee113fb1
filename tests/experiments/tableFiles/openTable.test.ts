import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { strToU8, zipSync } from "fflate";
import { expect, test } from "vitest";
import { askId, askMoment, askNumber, askText } from "../../../experiments/contract/asked.ts";
import { Problem } from "../../../experiments/contract/problem.ts";
import { openTable } from "../../../experiments/tableFiles/openTable.ts";
import { fileOrigin, uploadOrigin } from "../../../experiments/tableFiles/tableOrigin.ts";
import { readTable } from "../../../experiments/tables/readTable.ts";
import { cells } from "../tables/tableTexts.ts";
import { workbook } from "./workbook.ts";

const folder = await mkdtemp(join(tmpdir(), "saydo-tables-"));

async function fileOf(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

/** A file as the text that the reader gets. */
async function textOf(path: string, sheet?: string) {
  const source = await openTable(fileOrigin(path), { sheet });
  let text = "";
  for await (const chunk of source.chunks) text += Buffer.from(chunk).toString();
  return { text, notes: source.notes ?? [] };
}

async function refusal(opening: Promise<unknown>) {
  const error = await opening.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof Problem)) throw new RangeError(`no refusal but ${String(error)}`);
  const { detail, expected, found, todo } = error.details;
  return { detail, expected, found, todo };
}

const CELLS = [
  '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>at</t></is></c><c r="D1" t="str"><v>n</v></c></row>',
  '<row r="3"><c r="A3" t="s"><v>1</v></c><c r="B3" s="1"><v>46359</v></c><c r="C3" t="b"><v>1</v></c><c r="D3"><v>0.10000000000000001</v></c></row>',
  '<row r="4"><c r="A4"><v>630400000000000001</v></c><c r="B4" s="2"><v>46359.513888888891</v></c><c r="C4" t="e"><v>#N/A</v></c><c r="D4" s="3"><v>2.5</v></c></row>',
].join("");
const STRINGS = [
  "<t>id</t>",
  '<r><t>Zo</t></r><r><t xml:space="preserve">ë &amp; _x0041_</t></r><rPh sb="0" eb="1"><t>ゾエ</t></rPh>',
];

test("reads a sheet of a workbook: shared and inline texts, dates as days, numbers as Excel shows them, rows in their lines", async () => {
  const path = await fileOf("a.xlsx", workbook({ sheets: { Data: CELLS }, strings: STRINGS }));
  expect((await textOf(path)).text.split("\n")).toEqual([
    "id,at,,n",
    "",
    "Zoë & A,2026-12-03,true,0.1",
    "6.304e+17,2026-12-03T12:20:00,#N/A,2.5",
    "",
  ]);
});

test("refuses ids that Excel has rounded to fifteen digits", async () => {
  const path = await fileOf("rounded.xlsx", workbook({ sheets: { Data: CELLS }, strings: STRINGS }));
  const reading = readTable(await openTable(fileOrigin(path)), { columns: { id: askId({ required: true }) } });
  expect(await refusal(reading)).toEqual({
    detail: 'The cell "id" cannot be read.',
    expected: "an id as it was given out",
    found: "6.304e+17",
    todo: "A spreadsheet has rounded these ids, so that some are now the same. Export them again as text.",
  });
});

test("counts days from 1904 where the workbook says so", async () => {
  const rows = '<row><c><v>1</v></c></row><row><c s="1"><v>44897</v></c></row>';
  const path = await fileOf("1904.xlsx", workbook({ sheets: { Data: rows }, is1904: true }));
  expect((await textOf(path)).text).toBe("1\n2026-12-03\n");
});

test("takes the first sheet and says so, or the one that is named", async () => {
  const path = await fileOf(
    "two.xlsx",
    workbook({ sheets: { "Notes &amp; so": "<row><c><v>1</v></c></row>", Data: "<row><c><v>2</v></c></row>" } }),
  );
  expect(await textOf(path)).toEqual({
    text: "1\n",
    notes: ['The sheet "Notes & so" was read, of "Notes & so", "Data".'],
  });
  expect((await textOf(path, "Data")).text).toBe("2\n");
  expect(await refusal(textOf(path, "data"))).toEqual({
    detail: 'There is no sheet "data".',
    expected: "Notes & so, Data",
    found: "data",
    todo: "Name one of these with --sheet.",
  });
});

// haven (R) wrote the files and is the oracle: fixtures/tables/spss.R.
test.each(["plain.sav", "compressed.sav"])("reads SPSS's %s: dates, missing values and labels", async (name) => {
  const { text, notes } = await textOf(join("fixtures", "tables", name));
  expect(text).toBe(
    [
      "id,nps,nps_label,sex,sex_label,at,day,pair,pair_label",
      "007,9,,1,male,2026-11-30T12:20:00,2026-11-30,c,compatible",
      "a b,,,2,female,2026-11-30T12:20:01,2026-12-01,i,incompatible",
      "Zoë,,,1,male,2026-12-01T00:00:00,,c,compatible",
      "",
    ].join("\n"),
  );
  expect(notes[0]).toBe("The value labels of nps are the column nps_label.");
});

test("keeps a number of JSON that JavaScript would round, as an id has 18 digits", async () => {
  const json =
    '[{"id":630400000000000017,"note":"630400000000000017 \\"1234567890123456789\\""},{"id":630400000000000018}]';
  const table = await readTable(await openTable(fileOrigin(await fileOf("ids.json", json))), {
    columns: { id: { kind: "id" }, note: { kind: "text" } },
  });
  expect([table.columns["id"], table.columns["note"]]).toMatchObject([
    { texts: ["630400000000000017", "630400000000000018"] },
    { texts: ['630400000000000017 "1234567890123456789"'] },
  ]);
});

test("reads JSON: lists one after another, one object a line, nested values as JSON, null as missing", async () => {
  const lists = '[{"a":1,"b":{"c":[1,"}"]}},\n {"a":null,"d":"x,\\"y\\""}]\n[{"a":true}]';
  expect((await textOf(await fileOf("lists.json", lists))).text).toBe(
    'a,b,d\n1,"{""c"":[1,""}""]}",\n,,"x,""y"""\ntrue,,\n',
  );
  const lines = '{"id":"p1","rt":512.5}\n{"id":"p2","rt":null}\n';
  const table = await readTable(await openTable(fileOrigin(await fileOf("lines.txt", lines))), {
    columns: { id: askId(), rt: askNumber() },
  });
  expect([cells(table, "id"), cells(table, "rt")]).toEqual([
    ["p1", "p2"],
    [512.5, null],
  ]);
});

test.each([
  ["in an object", '[{"a":1},{"a":', "The JSON breaks off in object 2.", '{"a":'],
  ["behind an object", '[{"a":1}', "The JSON breaks off after object 1.", "no closing bracket"],
])("refuses JSON that breaks off %s", async (...[, json, detail, found]) => {
  expect(await refusal(fileOf("cut.json", json).then(textOf))).toEqual({
    detail,
    expected: "a list of objects, each in {…}, or one object a line",
    found,
    todo: "Export the file again; a download that broke off ends in the middle of an object.",
  });
});

test("reads Parquet, moments in UTC", async () => {
  const path = join(folder, "t.parquet");
  const connection = await (await DuckDBInstance.create(":memory:")).connect();
  await connection.run(
    `copy (select '007' as id, 1.5 as n, timestamptz '2026-12-03 14:05:00+01' as at, 'a "b"' as note union all select 'b', null, null, null) to '${path}' (format parquet)`,
  );
  connection.closeSync();
  const columns = { id: askId(), n: askNumber(), at: askMoment(), note: askText() };
  const table = await readTable(await openTable(fileOrigin(path)), { columns });
  expect(Object.keys(columns).map((name) => cells(table, name))).toEqual([
    ["007", "b"],
    [1.5, null],
    ["2026-12-03T13:05:00.000Z", null],
    ['a "b"', null],
  ]);
  expect(table.sha256).toBe(createHash("sha256").update(readFileSync(path)).digest("hex"));
});

test("says of a damaged Parquet file what is wrong, without where it lies", async () => {
  const said = await refusal(fileOf("damaged.parquet", "PAR1xxxxPAR1").then(textOf));
  expect(said.detail).toBe("This Parquet file cannot be read.");
  expect(said.found).toMatch(/^[^/]+$/);
});

test.each([
  [
    "old Excel workbook",
    "d0cf11e0a1b11ae1",
    "This is an old Excel workbook (.xls), not a table.",
    "Save it as .xlsx or as CSV UTF-8.",
  ],
  ["picture", "89504e470d0a1a0a", "This is a picture, not a table.", "Name the table, not a picture of it."],
  ["gzip archive", "1f8b0800", "This is a gzip archive, not a table.", "Unpack it first (gunzip FILE)."],
  [
    "damaged workbook",
    "504b0304ffff",
    "This workbook is damaged: it cannot be unpacked.",
    "Open it in Excel and save it again, or save the sheet as CSV UTF-8.",
  ],
  [
    "SPSS file that breaks off",
    "24464c3220202020",
    "This SPSS file cannot be read.",
    "Save it again in SPSS, or as CSV UTF-8.",
  ],
])("refuses an %s in words", async (...[name, hex, detail, todo]) => {
  const said = await refusal(fileOf(name, Buffer.from(hex, "hex")).then(textOf));
  expect([said.detail, said.todo]).toEqual([detail, todo]);
});

test.each([
  ["an OpenDocument file", { "content.xml": "<x/>" }, "This is an OpenDocument file (.ods), not a table."],
  ["a Word document", { "word/document.xml": "<x/>" }, "This is a Word document, not a table."],
  ["another archive", { "data.csv": "id" }, "This is a ZIP archive, not a table."],
])("tells %s from a workbook", async (name, parts, detail) => {
  const bytes = zipSync(Object.fromEntries(Object.entries(parts).map(([part, text]) => [part, strToU8(text)])));
  expect((await refusal(fileOf(`${name}.zip`, bytes).then(textOf))).detail).toBe(detail);
});

test("refuses a number whose formula nobody has reckoned, and an id too; a formula with an empty text is empty", async () => {
  const first = '<row r="1"><c t="str"><v>id</v></c><c t="str"><v>n</v></c></row>';
  const openTo = async (row: string) => {
    const path = await fileOf("formula.xlsx", workbook({ sheets: { Data: `${first}<row r="2">${row}</row>` } }));
    return await readTable(await openTable(fileOrigin(path)), { columns: { id: askId(), n: askNumber() } });
  };
  expect(cells(await openTo('<c t="str"><v>a</v></c><c t="str"><f>IF(1,"","")</f><v></v></c>'), "n")).toEqual([null]);
  expect(cells(await openTo('<c t="str"><v>a</v></c><c><f>1+1</f><v>2</v></c>'), "n")).toEqual([2]);
  const unreckoned = '<c t="str"><v>a</v></c><c><f>1+1</f><v></v></c>';
  expect(await refusal(openTo(unreckoned))).toEqual({
    detail: 'The cell "n" cannot be read.',
    expected: "a number",
    found: "#FORMULA!",
    todo: "The formula was never reckoned: open the workbook in Excel, save it there, and name it again.",
  });
  expect((await refusal(openTo("<c><f>A9</f></c><c><v>2</v></c>"))).found).toBe("#FORMULA!");
});

test("names the sheet in a refusal where the workbook has several", async () => {
  const path = await fileOf(
    "sheets.xlsx",
    workbook({ sheets: { Notes: "<row><c><v>1</v></c></row>", Data: "<row><c><v>2</v></c></row>" } }),
  );
  const ask = { columns: { id: askId({ required: true }) } };
  await expect(openTable(fileOrigin(path)).then((source) => readTable(source, ask))).rejects.toMatchObject({
    details: { file: `${path} (sheet "Notes"; --sheet names another of 2)`, line: 1 },
  });
});

test("says what is wrong with JSON, and what to do about that", async () => {
  const told = async (text: string) => (await refusal(fileOf("wrong.json", text).then(textOf))).todo;
  expect(await told('[{"a":1,"a":2}]')).toBe("Take one of the two out, or give it a name of its own.");
  expect(await told('[["a"],["b"]]')).toBe("Write an object for each row, or save the table as CSV UTF-8.");
  expect(await told('[{"a":1},{"a":')).toBe(
    "Export the file again; a download that broke off ends in the middle of an object.",
  );
});

test("refuses a file that is not there, and a folder", async () => {
  expect(() => fileOrigin(join(folder, "no.csv"), "--in")).toThrow(`There is no file ${join(folder, "no.csv")}.`);
  expect(() => fileOrigin(folder)).toThrow(`${folder} is not a file.`);
});

test("tells the SHA-256 of the file itself once it was read", async () => {
  const open = async function* () {
    yield Buffer.from("id\n");
    yield Buffer.from("a\n");
  };
  const table = await readTable(await openTable(uploadOrigin("t.csv", open)), { columns: { id: askId() } });
  // printf 'id\na\n' | sha256sum
  expect(table.sha256).toBe("1830fc9c555d1d487575d177ff91a65767af948c8319af93d72ca6cffa43c7f9");
});

test.each([
  [
    "a sheet of delimited text",
    "s.csv",
    "id,n\na,1\n",
    { sheet: "Data" },
    "--sheet has no meaning here: the file is delimited text.",
  ],
  [
    "an encoding of JSON",
    "s.json",
    '[{"id":"é"}]',
    { encoding: "windows-1252" },
    "--encoding has no meaning here: the file is JSON.",
  ],
  [
    "a separator of JSON",
    "s2.json",
    '[{"id":"é"}]',
    { delimiter: ";" },
    "--delimiter has no meaning here: the file is JSON.",
  ],
])("refuses %s, which would be read wrongly or not at all", async (...[, name, text, options, detail]) => {
  const path = await fileOf(name, text);
  const told = await refusal(openTable(fileOrigin(path), options));
  expect([told.detail, told.todo]).toEqual([detail, `Leave ${detail.split(" ")[0]} out.`]);
});

test("refuses an encoding of a workbook, whose texts are UTF-8", async () => {
  const path = await fileOf("e.xlsx", workbook({ sheets: { Data: CELLS }, strings: STRINGS }));
  const told = await refusal(openTable(fileOrigin(path), { encoding: "windows-1252" }));
  expect(told.detail).toBe("--encoding has no meaning here: the file is a workbook.");
});

test.each([
  ["rows inside an object", '{"data":[{"id":"a"},{"id":"b"}]}', 'The rows are inside "data".'],
  ["a list for each column", '{"id":["a","b"],"n":[1,2]}', "The JSON is one object that holds a list for each column."],
  ["lists instead of objects", '[["id","n"],["a",1]]', "The JSON holds no objects: its lists hold something else."],
  ["a name twice", '[{"id":"a","n":{"n":1},"id":"b"}]', "Object 1 has a name twice."],
  ["a web page behind blank lines", "\n  <!DOCTYPE html><html></html>", "This is a web page, not a table."],
])("refuses JSON and markup that are no rows: %s", async (...[name, text, detail]) => {
  expect((await refusal(fileOf(`${name}.json`, text).then(textOf))).detail).toBe(detail);
});

test("numbers of JSON that JavaScript would round or write out stay as they are written; a rounded id is refused", async () => {
  const json = '[{"id":630400000000000001,"n":1.5e10,"note":"1e30"},{"id":6.3e18,"n":1e400,"note":"a:b"}]';
  const path = await fileOf("rounded.json", json);
  expect((await textOf(path)).text).toBe("id,n,note\n630400000000000001,1.5e+10,1e30\n6.3e+18,1e+400,a:b\n");
  const columns = { id: askId({ required: true }) };
  const told = await refusal(openTable(fileOrigin(path)).then((source) => readTable(source, { columns })));
  expect([told.found, told.expected]).toEqual(["6.3e+18", "an id as it was given out"]);
});
