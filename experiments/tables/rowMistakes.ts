import { shownCell } from "./cell.ts";
import type { Mistake } from "./mistakes.ts";
import type { RecordScanner, Window } from "./recordScanner.ts";

const SHOWN_BYTES = 40;

/** A row with more or fewer cells than the header. */
export function wrongWidth(scanner: RecordScanner, width: number, line: number): Mistake {
  const stray =
    scanner.strayCell < 0 ? "" : ` Its cell ${scanner.strayCell + 1} has a quotation mark inside unquoted text.`;
  return {
    line,
    detail: `This row has ${cells(scanner.cells)}, the header ${width}.${stray}`,
    expected: cells(width),
    found: cells(scanner.cells),
    todo: `Correct this line (a cell that holds the separator is in quotation marks), or export the file again.${
      scanner.cells === width + 1 && scanner.strayCell < 0 ? UNNAMED : ""
    }`,
  };
}

const UNNAMED =
  " If every row begins with its number, as R writes them, put a name for it before the others of the header.";

/** Quotation marks that leave open where cells end. */
export function brokenQuotes(scanner: RecordScanner, window: Window, line: number): Mistake {
  const { kind = "unclosed", at = window.at, lines = 0 } = scanner.broken ?? {};
  const place = { line: line + lines, column: scanner.cells + 1 };
  const to = Math.min(window.have, at + SHOWN_BYTES);
  const found = shownCell({ bytes: window.bytes, from: at, to, row: 0, line }).split(/[\r\n]/)[0] ?? "";
  if (kind === "unclosed") {
    return {
      ...place,
      detail: "A quoted cell begins here and never ends.",
      expected: "a closing quotation mark",
      found,
      todo: "Close the cell; quotation marks inside a quoted cell are doubled.",
    };
  }
  return {
    ...place,
    detail: "There is text behind a closing quotation mark.",
    expected: "the next cell",
    found,
    todo: "Correct this line; quotation marks inside a quoted cell are doubled.",
  };
}

/** A quotation mark inside the text of an asked cell. */
export const STRAY_QUOTE = {
  detail: "A quotation mark is inside an unquoted cell.",
  expected: "the whole cell in quotation marks, those inside it doubled",
  todo: "Correct this line, or export the file again.",
} as const;

/** A row without an end in sight. */
export function tooLong(line: number) {
  return {
    line,
    detail: "This row is longer than 8 MiB.",
    expected: "a row that ends",
    found: "no line end in 8 MiB",
    todo: "Is a quotation mark missing? Correct this line.",
  };
}

function cells(count: number): string {
  return count === 1 ? "1 cell" : `${count} cells`;
}
