import { stringify } from "csv-stringify/sync";
import fc from "fast-check";
import { expect, test } from "vitest";
import { csvRow } from "../../../server/exports/csvRow.ts";

test("a row with every mark that needs quotes", () => {
  expect(csvRow(["a", "", 'say "no"', "1,5", "two\nlines", "\r", " b ", "=1"])).toBe(
    'a,,"say ""no""","1,5","two\nlines","\r", b ,=1\n',
  );
});

test("any row is as csv-stringify writes it", () => {
  const piece = fc.constantFrom("a", '"', ",", "\n", "\r", " ", "\0", "=", "é", "😀", "\ufeff", "");
  const cell = fc.oneof(
    fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join("")),
    fc.string(),
  );
  fc.assert(
    fc.property(fc.array(cell, { minLength: 1, maxLength: 12 }), (cells) => {
      expect(csvRow(cells)).toBe(stringify([cells], { quoted_match: /[\r\n]/ }));
    }),
  );
});
