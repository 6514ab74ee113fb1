import fc from "fast-check";
import { expect, test } from "vitest";
import { randomStream } from "../../../experiments/random/randomStream.ts";
import { csv, someTrials } from "./damages.ts";
import { allCells, read, trialAsk } from "./tableTexts.ts";

const SEPARATORS = [",", ";", "\t", "|"];
const ENCODINGS = {
  "utf-8": (text: string) => Buffer.from(text),
  "utf-8 with its mark": (text: string) => Buffer.from(`\ufeff${text}`),
  "utf-16le": (text: string) => Buffer.from(`\ufeff${text}`, "utf16le"),
  "utf-16be": (text: string) => Buffer.from(`\ufeff${text}`, "utf16le").swap16(),
};

const way = fc.record({
  seed: fc.nat(1000),
  order: fc.nat(1000),
  further: fc.array(
    fc.string({ minLength: 1, maxLength: 8 }).filter((text) => !text.includes("\0")),
    { maxLength: 3 },
  ),
  separator: fc.constantFrom(...SEPARATORS),
  encoding: fc.constantFrom("utf-8", "utf-8 with its mark", "utf-16le", "utf-16be"),
  end: fc.constantFrom("\n", "\r\n", "\r"),
  piece: fc.integer({ min: 1, max: 5000 }),
});

test("columns nobody asks for, the order of columns, the separator, the line ends and the encoding change nothing", async () => {
  await fc.assert(
    fc.asyncProperty(way, async ({ seed, order, further, separator, encoding, end, piece }) => {
      const rows = someTrials(randomStream(seed));
      const whole = allCells(await read(csv(rows), trialAsk));
      const { uniform } = randomStream(order);
      const places = [...(rows[0] ?? []), ...further]
        .map((_, place) => ({ place, key: uniform() }))
        .sort((a, b) => a.key - b.key);
      const wider = rows.map((row, at) => [
        ...row,
        ...further.map((text, one) => (at === 0 ? `further ${one}` : text)),
      ]);
      const text = csv(
        wider.map((row) => places.map(({ place }) => row[place] ?? "")),
        separator,
        end,
      );
      const table = await read(ENCODINGS[encoding](text), trialAsk, piece);
      expect(allCells(table)).toEqual(whole);
    }),
    { numRuns: 150 },
  );
});
