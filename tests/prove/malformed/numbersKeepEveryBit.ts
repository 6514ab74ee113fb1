import { createReadStream } from "node:fs";
import { join as path } from "node:path";
import { createInterface } from "node:readline";
import { parse } from "csv-parse";
import { randomStream } from "../../../experiments/random/randomStream.ts";
import { join, trial } from "../../server/client.ts";
import type { Proof } from "../proof.ts";
import { served } from "../support/served.ts";

const A_TRIAL = 500;
const corners = [0, -0, 0.1 + 0.2, 5e-324, -5e-324, 2.2250738585072014e-308, Number.MAX_VALUE, 2 ** 53, 2 ** 53 + 2];

/** Doubles of every size, drawn bit by bit, through the server and out again. */
export const numbersKeepEveryBit: Proof = {
  id: "D5",
  promise: "Numbers come out with every bit they went in with, and what is no number is refused.",
  async run({ seed, scale }) {
    const trials = scale === "short" ? 20 : 2000;
    const place = await served();
    const draw = doubles(seed);
    const sent: number[] = [];
    for (let from = 0; from < trials; from += 10) {
      const person = await join(place.origin, { study: "coffee-brands" });
      for (let seq = 0; seq < 10; seq += 1) {
        const numbers = Array.from({ length: A_TRIAL }, draw);
        sent.push(...numbers);
        const one = JSON.stringify(trial(seq, { numbers: "here", latencyMs: 123.456 }));
        const list = `[${numbers.map((number) => (Object.is(number, -0) ? "-0" : String(number))).join(",")}]`;
        await person.post("trials", `{"trials":[${one.replace('"here"', list)}]}`);
      }
    }
    const refused = await notNumbers(place.origin);
    const fromLines = await wrongIn(linesOf(await place.exportTo("jsonl")), sent);
    const fromCells = await wrongIn(cellsOf(await place.exportTo("csv")), sent);
    await place.remove();
    const isMet = fromLines.wrong + fromCells.wrong === 0 && fromLines.read === sent.length && refused.all;
    return {
      isMet: isMet && fromCells.read === sent.length,
      figures: {
        ...{ doubles: sent.length, wrongInLines: fromLines.wrong, wrongInTable: fromCells.wrong },
        ...{ readBack: fromLines.read, notNumbersRefused: refused.count },
      },
    };
  },
};

function doubles(seed: number): () => number {
  const { below, uniform } = randomStream(seed);
  const bytes = new DataView(new ArrayBuffer(8));
  let drawn = 0;
  return () => {
    drawn += 1;
    if (drawn <= corners.length) return corners[drawn - 1] ?? 0;
    // As many as a clock gives, in parts of a millisecond, as of every other size.
    if (drawn % 4 === 0) return Math.round(uniform() * 3e6) / 1000;
    for (let place = 0; place < 8; place += 1) bytes.setUint8(place, below(256));
    const one = bytes.getFloat64(0);
    return Number.isFinite(one) ? one : uniform();
  };
}

/** Offers what JSON can write but no double can hold, and what is no JSON at all. */
async function notNumbers(origin: string) {
  const person = await join(origin, { study: "coffee-brands" });
  const bad = ["NaN", "Infinity", "-Infinity", "1e400", "-1e999", '"12"', "[1]"];
  let count = 0;
  for (const [seq, text] of bad.entries()) {
    const one = JSON.stringify(trial(seq));
    const { status, body } = await person.post("trials", `{"trials":[${one.replace("1234.5", text)}]}`);
    if (status === 400 || body.results?.[0]?.status === "invalid") count += 1;
  }
  return { count, all: count === bad.length };
}

async function wrongIn(found: AsyncIterable<readonly number[]>, sent: readonly number[]) {
  let [read, wrong] = [0, 0];
  for await (const numbers of found) {
    for (const number of numbers) {
      if (!Object.is(number, sent[read])) wrong += 1;
      read += 1;
    }
  }
  return { read, wrong };
}

async function* linesOf(folder: string): AsyncGenerator<readonly number[]> {
  for await (const line of createInterface({ input: createReadStream(path(folder, "trials.jsonl")) })) {
    yield JSON.parse(line).body.numbers ?? [];
  }
}

async function* cellsOf(folder: string): AsyncGenerator<readonly number[]> {
  const rows = createReadStream(path(folder, "trials.csv")).pipe(parse({ columns: true }));
  // csv-parse does not know the columns it finds.
  for await (const row of rows as AsyncIterable<Readonly<Record<string, string>>>) {
    yield JSON.parse(row["numbers"] || "[]");
  }
}
