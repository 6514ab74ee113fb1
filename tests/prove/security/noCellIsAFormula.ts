import { readFileSync } from "node:fs";
import { join as path } from "node:path";
import { parse } from "csv-parse/sync";
import { join, trial } from "../../server/client.ts";
import type { Proof } from "../proof.ts";
import { served } from "../support/served.ts";

const starts = ["=", "+", "-", "@", "\t", "\r", "\n", "\u0000", "＝", "＋", "－", "＠", " =", '"=', "'=", ",=", ";="];
const formulas = starts.flatMap((start) => [`${start}1+1`, `${start}cmd|' /C calc'!A0`, `${start}HYPERLINK("x")`]);

/** Whether a spreadsheet might run the cell: a sign at its head, behind white space or quotes, and no number. */
function isFormula(cell: string): boolean {
  const head = [...cell].find((letter) => !' "\u0000'.includes(letter)) ?? "";
  return (/^[=+\-@＝＋－＠]/.test(head) || "\t\r\n\u0000".includes(cell.charAt(0) || "x")) && !/^-?\d/.test(cell);
}

const safeOnes = ["-0.53", "12", "1e-7", "plain", "'quoted", ""];

/** Cells that a spreadsheet would run. */
export const noCellIsAFormula: Proof = {
  id: "E7",
  promise: "No cell of the spreadsheet-safe export is a formula, numbers stay numbers, and it can be undone.",
  async run() {
    const place = await served();
    const person = await join(place.origin, { study: "coffee-brands" });
    const notes = [...formulas, ...safeOnes];
    await person.send(notes.map((note, seq) => trial(seq, { note, "=header": 1 })));
    const read = async (style: "plain" | "spreadsheet") => {
      const bytes = readFileSync(path(await place.exportTo("csv", style), "trials.csv"));
      const rows: readonly string[][] = parse(bytes, { bom: true });
      return { bytes, rows };
    };
    const [plain, safe] = [await read("plain"), await read("spreadsheet")];
    const running = safe.rows.flat().filter(isFormula).length;
    const undone = safe.rows.map((row) => row.map((cell) => (cell.startsWith("'") ? cell.slice(1) : cell)));
    const isUndone = JSON.stringify(undone) === JSON.stringify(plain.rows);
    const column = plain.rows[0]?.indexOf("note") ?? -1;
    const numbers = safe.rows.filter((row) => ["-0.53", "12", "1e-7"].includes(row[column] ?? "")).length;
    const hasMark = safe.bytes.subarray(0, 3).toString("hex") === "efbbbf" && plain.bytes[0] !== 0xef;
    await place.remove();
    return {
      isMet: running === 0 && isUndone && numbers === 3 && hasMark,
      figures: { cells: notes.length, running, isUndone, numbersKept: numbers, byteOrderMark: hasMark },
    };
  },
};
