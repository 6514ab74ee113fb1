import { readFileSync } from "node:fs";
import { join as path } from "node:path";
import { parse } from "csv-parse/sync";
import { join, trial } from "../server/client.ts";
import { placesOf } from "../server/stores.ts";
import type { Proof } from "./proof.ts";
import { served } from "./served.ts";

const texts: readonly string[] = [
  "",
  " leading and trailing ",
  "\u0000",
  "a\u0000b",
  "\r",
  "\n",
  "line\r\nline",
  'quote " and, comma; tab\t',
  "\\",
  "\\u0000",
  "'; drop table trials; --",
  "=1+1",
  "Ω≈ç√∫˜µ≤≥÷ åß∂ƒ©˙∆˚¬…æ",
  "田中さんにあげて下さい 和製漢語 部落格",
  "ثم نفس سقطت وبالتحديد، ‏הָיְתָה",
  "👩‍👩‍👧‍👦 🏳️‍🌈 é é ﷽",
  "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L",
  "\u202e\u200b\ufeff\u2028\u2029",
  "\uffff\ufffe\ud7ff\ue000",
  "\u{10ffff}\u{1f600}",
  "<script>alert(1)</script>",
  "null",
  "NaN",
  "-0",
];
const numbers: readonly number[] = [0, -0, 0.1 + 0.2, 5e-324, 1.7976931348623157e308, 2 ** 53, 123.456, 1e21, -1e-7];

/** Every awkward text and number through both kinds of store and out again. */
export const d4: Proof = {
  id: "D4",
  promise: "Text and numbers come out as they went in, on both stores; half a character is refused on both.",
  async run() {
    let wrong = 0;
    let checked = 0;
    const refusals: string[] = [];
    for (const kind of ["sqlite", "postgres"] as const) {
      const places = await placesOf(kind);
      const place = await served({ place: await places.fresh() });
      const person = await join(place.origin, { study: "coffee-brands", panelId: "p\u0001😀" });
      const sent = [...texts.map((note) => trial(0, { note })), ...numbers.map((number) => trial(0, { number }))];
      const numbered = sent.map((one, seq) => ({ ...one, seq }));
      const items = numbered.map((one) =>
        JSON.stringify(one, (_, value) => (Object.is(value, -0) ? "minus-zero" : value)),
      );
      const raw = `{"trials":[${items.join(",").replaceAll('"minus-zero"', "-0")}]}`;
      await person.post("trials", raw);
      const half = await person.send([trial(sent.length, { note: "\ud800" })]);
      refusals.push(half.body.results[0].status);
      const lines = readFileSync(path(await place.exportTo("jsonl"), "trials.jsonl"), "utf8")
        .trimEnd()
        .split("\n");
      const rows: Record<string, string>[] = parse(readFileSync(path(await place.exportTo("csv"), "trials.csv")), {
        columns: true,
      });
      for (const [seq, { body }] of sent.entries()) {
        checked += 1;
        const wanted = Reflect.has(body, "note") ? Reflect.get(body, "note") : Reflect.get(body, "number");
        const line = JSON.parse(lines[seq] ?? "{}").body;
        const fromLine = typeof wanted === "string" ? line?.note : line?.number;
        const row = rows[seq];
        const fromCsv = typeof wanted === "string" ? row?.["note"] : Number(row?.["number"]);
        if (!Object.is(fromLine, wanted) || !Object.is(fromCsv, wanted)) wrong += 1;
      }
      await place.remove();
      await places.clear();
    }
    const isAlike = refusals.length === 2 && refusals.every((status) => status === "invalid");
    return { isMet: wrong === 0 && isAlike, figures: { checked, wrong, halfCharacter: refusals.join(", ") } };
  },
};
