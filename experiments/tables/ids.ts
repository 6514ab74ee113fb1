import { isPlaceholder } from "../contract/placeholder.ts";

const EDGES = /^[\s\p{Cf}]+|[\s\p{Cf}]+$/gu;
const EXCEL_TEXT = /^="([^"]*)"$/;
/** A mark alone, which many rows share; a workbook's formula that was never reckoned. */
const NO_ID = /^([-–—_?.*#/\\]+|#formula!)$/i;
/** What nobody sees: control characters, soft hyphens, marks of direction. Joiners are letters' own. */
const HIDDEN = /[\p{Cc}\p{Cf}](?<![\u200c\u200d])/u;
const ROUNDED = /^[+-]?\d([.,]\d+)?[eE]\+\d+$/;

/** Text without what cannot be seen: NFC, trimmed (no-break and zero-width spaces too), Excel's `="00042"` as 00042. */
export function tidyText(text: string): string {
  const tidy = text.normalize("NFC").replaceAll(EDGES, "");
  return EXCEL_TEXT.exec(tidy)?.[1] ?? tidy;
}

/** Why a text cannot be an id: what is expected and what to do; null when it can. */
export function wrongId(id: string): { readonly expected: string; readonly todo: string } | null {
  if (HIDDEN.test(id)) {
    return { expected: "an id without control characters", todo: "Export the ids again as plain text." };
  }
  if (ROUNDED.test(id)) {
    const todo = "A spreadsheet has rounded these ids, so that some are now the same. Export them again as text.";
    return { expected: "an id as it was given out", todo };
  }
  if (!isPlaceholder(id) && !NO_ID.test(id)) return null;
  return {
    expected: "an id",
    todo: "This is a placeholder that was never filled in, or a missing value: take the row out.",
  };
}

const SHOWN_PAIRS = 5;

/** Pairs of ids that differ only in case, leading zeros or a final `.0`, at most five. */
export function alikeIds(ids: readonly string[]): readonly (readonly [string, string])[] {
  const pairs: [string, string][] = [];
  const first = new Map<string, string>();
  for (const id of ids) {
    const folded = foldedId(id);
    const other = first.get(folded);
    if (other === undefined) first.set(folded, id);
    else if (pairs.push([other, id]) === SHOWN_PAIRS) break;
  }
  return pairs;
}

function foldedId(id: string): string {
  return id
    .toLowerCase()
    .replace(/\.0$/, "")
    .replace(/^0+(?=.)/, "");
}
