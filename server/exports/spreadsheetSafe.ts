// What makes a spreadsheet take a cell for a formula, in either width, behind white space or quotes too.
const FORMULA = /^[\s"'\0]*[=+\-@＝＋－＠]|^[\t\r\n\0]/;
const NUMBER = /^-?(\d+(\.\d+)?|\.\d+)(e[+-]?\d+)?$/i;

/** A cell that no spreadsheet runs as a formula: an apostrophe is put before it. Numbers stay numbers. To undo it, take
 *  one apostrophe off every cell that starts with one; that is why a cell that starts with one gets another. */
export function spreadsheetSafe(cell: string): string {
  if (NUMBER.test(cell)) return cell;
  return cell.startsWith("'") || FORMULA.test(cell) ? `'${cell}` : cell;
}
