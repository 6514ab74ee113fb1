import fc from "fast-check";
import { expect, test } from "vitest";
import { NumberReader } from "../../../experiments/tables/numbers.ts";

function read(text: string): number {
  const bytes = new TextEncoder().encode(text);
  const reader = new NumberReader({ commasSeparate: true });
  return reader.read({ bytes, from: 0, to: bytes.length, row: 0, line: 1 });
}

const digits = fc.stringMatching(/^[0-9]{1,21}$/);

test("a number of any length is the double that the language's own parser finds, to the last bit", () => {
  const written = fc.tuple(fc.constantFrom("", "-", "+"), digits, fc.option(digits, { nil: null }));
  fc.assert(
    fc.property(written, ([sign, whole, decimals]) => {
      const text = `${sign}${whole}${decimals === null ? "" : `.${decimals}`}`;
      expect(read(text)).toBe(Number(text));
    }),
    { numRuns: 5_000, seed: 12 },
  );
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1e21, noNaN: true }), (number) => {
      expect(read(String(number))).toBe(number);
    }),
    { numRuns: 5_000, seed: 12 },
  );
});

test("a number half way between two doubles goes to the even one", () => {
  expect(read("9007199254740993")).toBe(9007199254740992);
  expect(read("9007199254740995")).toBe(9007199254740996);
  expect(read("4503599627370497.5")).toBe(4503599627370498);
  expect(read("4503599627370498.50")).toBe(4503599627370498);
});
