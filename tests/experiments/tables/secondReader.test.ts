import { parse } from "csv-parse/sync";
import { stringify } from "csv-stringify/sync";
import { expect, test } from "vitest";
import { askText } from "../../../experiments/contract/asked.ts";
import { randomStream } from "../../../experiments/random/randomStream.ts";
import { cells, read } from "./tableTexts.ts";

const PARTS = [
  "a",
  "Zoë",
  "0012",
  '"',
  '""',
  ",",
  ";",
  "\t",
  "|",
  "\n",
  "\r\n",
  "\r",
  " ",
  "é",
  "👍",
  "'",
  "x y",
  "漢字",
  "1.5",
];
const LINE_ENDS = ["\n", "\r\n", "\r"];
const SEPARATORS = [",", ";", "\t", "|"];

// csv-parse is the second opinion: the same text, its cells tidied as ids and texts are (NFC, trimmed).
test("reads 3,000 random tables, in pieces of 1 to 40 bytes, as csv-parse does", async () => {
  const { uniform } = randomStream(12);
  const upTo = (most: number) => Math.floor(uniform() * (most + 1));
  let compared = 0;
  for (let table = 0; table < 3000; table++) {
    const width = 2 + upTo(6);
    const header = Array.from({ length: width }, (_, place) => `c${place}`);
    const rows = Array.from({ length: 1 + upTo(8) }, () =>
      header.map(() => Array.from({ length: upTo(3) }, () => PARTS[upTo(PARTS.length - 1)] ?? "").join("")),
    );
    const delimiter = SEPARATORS[upTo(3)] ?? ",";
    const text = stringify([header, ["first", ...header.slice(1)], ...rows], {
      delimiter,
      record_delimiter: LINE_ENDS[upTo(2)] ?? "\n",
      quoted_match: /[\r\n"]|^\s|\s$/,
      quoted: uniform() < 0.2,
    });
    const columns = Object.fromEntries(header.map((name) => [name, askText({ required: true })]));
    const ours = await read(text, { columns }, 1 + upTo(39));
    const theirs: readonly (readonly string[])[] = parse(text, { delimiter, from: 2 });
    const filled = theirs.filter((row) => row.some((cell) => cell.trim() !== ""));
    for (const [place, name] of header.entries()) {
      const expected = filled.map((row) => (row[place] ?? "").normalize("NFC").trim() || null);
      expect(cells(ours, name), `table ${table}: ${JSON.stringify(text)}`).toEqual(expected);
      compared += expected.length;
    }
  }
  expect(compared).toBeGreaterThan(60_000);
});
