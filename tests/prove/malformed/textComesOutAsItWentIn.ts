import { readFileSync } from "node:fs";
import { join as path } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
// The Big List of Naughty Strings (Max Woolf and others, MIT).
import naughty from "big-list-of-naughty-strings/blns.json" with { type: "json" };
import { parse } from "csv-parse/sync";
import { runExport, startServer } from "../../../server/main.ts";
import type { StorePlace } from "../../../server/store/openStore.ts";
import { launchChromium } from "../../chromium.ts";
import { builtPages, partOf } from "../../journeys/studyServer.ts";
import { join, type Person, trial } from "../../server/client.ts";
import { placesOf, type StoreKind, storeKinds } from "../../server/stores.ts";
import type { Proof, Scale } from "../proof.ts";
import { inScratch } from "../support/scratch.ts";
import { served } from "../support/served.ts";

const own: readonly string[] = [
  ...["", " leading and trailing ", "\u0000", "a\u0000b", "\r", "\n", "line\r\nline", 'quote " and, comma; tab\t'],
  ...["\\", "\\u0000", "=1+1", "null", "-0", "\u202e\u200b\ufeff\u2028\u2029", "\uffff\ufffe\ud7ff\ue000"],
  ...["👩‍👩‍👧‍👦 🏳️‍🌈 é é ﷽", "ثم نفس سقطت وبالتحديد، ‏הָיְתָה"],
];
const numbers: readonly number[] = [0, -0, 0.1 + 0.2, 5e-324, 1.7976931348623157e308, 2 ** 53, 123.456, 1e21, -1e-7];
const halves: readonly string[] = ["\ud800", "\udbff", "\udc00", "\udfff", "a\udc00\ud800b"];

const RUN = 1024;
const AT_ONCE = 100;
const PARTS = 4;

/** Every character of the basic plane, in order, and the first and last of every other one. */
function everyCharacter(): readonly string[] {
  const basic = Array.from({ length: 0x10000 / RUN }, (_, place) => {
    const codes = Array.from({ length: RUN }, (_unused, at) => place * RUN + at);
    return String.fromCodePoint(...codes.filter((code) => code < 0xd800 || code > 0xdfff));
  });
  const others = Array.from({ length: 16 }, (_, plane) => (plane + 1) * 0x10000);
  const edges = others.map((first) => String.fromCodePoint(first, first + 1, first + 0xfffe, first + 0xffff));
  return [...basic.filter((text) => text !== ""), ...edges];
}

/** Every awkward text and number through both kinds of store and out again, in every format. */
export const textComesOutAsItWentIn: Proof = {
  id: "D4",
  promise: "Text and numbers come out as they went in, on both stores; half a character is refused on both.",
  async run({ scale }) {
    const listed = scale === "short" ? naughty.filter((_, place) => place % 6 === 0) : naughty;
    const texts = [...own, ...listed, ...everyCharacter()];
    const found = { checked: 0, wrong: 0, halvesRefused: 0, typed: 0, typedWrong: 0 };
    for (const kind of storeKinds) {
      const one = await throughStore(kind, texts);
      found.checked += one.checked;
      found.wrong += one.wrong;
      found.halvesRefused += one.halvesRefused;
      const typed = await throughBrowser(kind, scale);
      found.typed += typed.typed;
      found.typedWrong += typed.wrong;
    }
    const isWell = found.wrong + found.typedWrong === 0 && found.halvesRefused === 2 * halves.length;
    return { isMet: isWell && found.checked > 0, figures: { texts: texts.length, naughty: listed.length, ...found } };
  },
};

async function throughStore(kind: StoreKind, texts: readonly string[]) {
  const places = await placesOf(kind);
  const place = await served({ place: await places.fresh() });
  try {
    const person = await join(place.origin, { study: "coffee-brands", panelId: "p😀" });
    const sent = [...texts.map((note) => trial(0, { note })), ...numbers.map((number) => trial(0, { number }))];
    await send(person, sent);
    let halvesRefused = 0;
    for (const [at, note] of halves.entries()) {
      const { body } = await person.send([trial(sent.length + at, { note })]);
      halvesRefused += body.results[0].status === "invalid" ? 1 : 0;
    }
    const lines = readFileSync(path(await place.exportTo("jsonl"), "trials.jsonl"), "utf8")
      .trimEnd()
      .split("\n");
    const csv: Row[] = parse(readFileSync(path(await place.exportTo("csv"), "trials.csv")), { columns: true });
    const parquet = await inScratch((folder) => parquetRows(place.place, path(folder, "parquet")));
    const wrong = sent.filter(({ body }, seq) => {
      const wanted = wantedOf(body);
      const field = typeof wanted === "string" ? "note" : "number";
      const fromTable = (row: Row | undefined) => (field === "note" ? (row?.["note"] ?? "") : Number(row?.["number"]));
      const line = JSON.parse(lines[seq] ?? "{}").body?.[field];
      // No table holds a zero byte; Parquet's dictionary knows one zero.
      const inTables = typeof wanted === "string" ? wanted.replaceAll("\0", "\u2400") : wanted;
      return (
        !Object.is(line, wanted) || !Object.is(fromTable(csv[seq]), inTables) || fromTable(parquet[seq]) !== inTables
      );
    });
    return { checked: sent.length, wrong: wrong.length, halvesRefused };
  } finally {
    await place.remove();
    await places.clear();
  }
}

type Row = Readonly<Record<string, unknown>>;

function wantedOf(body: object): unknown {
  return Reflect.has(body, "note") ? Reflect.get(body, "note") : Reflect.get(body, "number");
}

/** Sends trials under their places in the list, as a JSON that keeps the sign of zero. */
async function send(person: Person, sent: readonly ReturnType<typeof trial>[]): Promise<void> {
  const items = sent.map((one, seq) =>
    JSON.stringify({ ...one, seq }, (_, value) => (Object.is(value, -0) ? "minus-zero" : value)),
  );
  for (let from = 0; from < items.length; from += AT_ONCE) {
    const some = items.slice(from, from + AT_ONCE).join(",");
    await person.post("trials", `{"trials":[${some.replaceAll('"minus-zero"', "-0")}]}`);
  }
}

async function parquetRows(place: StorePlace, out: string): Promise<readonly Row[]> {
  await runExport({ ...place, study: "coffee-brands", format: "parquet", out });
  const connection = await (await DuckDBInstance.create(":memory:")).connect();
  const file = path(out, "trials.parquet");
  // As bytes: DuckDB's client drops a byte-order mark at the start of a text.
  const notes = `select hex(encode(note)) as note, number from read_parquet('${file}') order by seq`;
  const rows = (await connection.runAndReadAll(notes)).getRowObjects();
  connection.closeSync();
  return rows.map(({ note, number }) => ({
    number,
    note: note === null ? null : Buffer.from(String(note), "hex").toString("utf8"),
  }));
}

/** The list typed into an open question in a real browser, in parts. A text field makes every line end one character, and
 *  the answer is kept without the spaces around it. */
async function throughBrowser(kind: StoreKind, scale: Scale) {
  if (scale === "short") return { typed: 0, wrong: 0 };
  const study = await partOf("stated", [{ measure: "openText", product: "velmora", maximumCharacters: 10_000 }]);
  const places = await placesOf(kind);
  const place = await places.fresh();
  const pagesFolder = await builtPages();
  const server = await startServer({ ...place, port: 0, consolePort: 0, studies: [study], pagesFolder });
  const browser = await launchChromium();
  try {
    const size = Math.ceil(naughty.length / PARTS);
    const parts = Array.from({ length: PARTS }, (_, part) => {
      const text = [...own, ...naughty].slice(part * size, (part + 1) * size).join("\n");
      return text.replaceAll(/\r\n?/g, "\n").trim().slice(0, 10_000);
    });
    for (const text of parts) {
      const page = await browser.newPage({ locale: "en-GB" });
      await page.goto(server.studies[0]?.url ?? "");
      for (const name of ["age", "takePart"]) await page.click(`input[name=${name}]`);
      await page.click(".actions .primary");
      await page.fill(".text-area", text);
      await page.click(".item-continue");
      await page.waitForSelector(".code-box");
      await page.close();
    }
    return { typed: parts.length, wrong: await inScratch((folder) => missingFrom(place, folder, parts)) };
  } finally {
    await browser.close();
    await server.close();
    await places.clear();
  }
}

async function missingFrom(place: StorePlace, folder: string, parts: readonly string[]): Promise<number> {
  const out = path(folder, "typed");
  await runExport({ ...place, study: "coffee-brands", format: "jsonl", out });
  const lines = readFileSync(path(out, "trials.jsonl"), "utf8").trimEnd().split("\n");
  const values = new Set(lines.map((line) => JSON.parse(line).body.value));
  return parts.filter((text) => !values.has(text)).length;
}
