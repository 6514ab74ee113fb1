import type { AskedColumn } from "../../contract/asked.ts";
import { Problem } from "../../contract/problem.ts";
import { type Table, textColumn } from "../table.ts";

/** The file's own name of a packed column: question, side of the first target, what it shared a key with, block. */
const PACKED = /^Q\d+[ ._]?[RL]([PN])([1-7])$/;
const TRIAL = /^(\d+)([CX])(\d+)$/;
const HEADER = [
  "participant_id",
  "block_index",
  "trial_index",
  "block_kind",
  "pairing",
  "is_correct",
  "latency_ms",
  "stimulus",
];

type Packed = { readonly name: string; readonly block: number; readonly isCompatible: boolean };

/** The columns in which iatgen packs the combined blocks (3, 4, 6 and 7), by the file's names. */
export function packedColumns(names: readonly string[]): readonly Packed[] {
  return names.flatMap((name) => {
    const [, first, number] = PACKED.exec(name) ?? [];
    const block = Number(number);
    if (first === undefined || ![3, 4, 6, 7].includes(block)) return [];
    return [{ name, block, isCompatible: (first === "P") === block < 5 }];
  });
}

export const packedText: AskedColumn = { kind: "text" };

/** The trials that a Qualtrics table of iatgen holds, as cells under a header: one a trial, in the order in which they were
 *  done. A permutation that a person did not get is an empty cell. Throws a Problem for a cell that does not hold trials to
 *  their end. */
export function* iatgenTrials(table: Table, { file, id }: { readonly file: string; readonly id: string }) {
  yield HEADER;
  const ids = textColumn(table, id);
  const columns = packedColumns(Object.keys(table.columns)).map((packed) => ({
    ...packed,
    column: textColumn(table, packed.name),
    place: table.header.indexOf(packed.name) + 1,
  }));
  for (let row = 0; row < table.rows; row++) {
    const person = ids?.texts[ids.values[row]!] ?? "";
    for (const { name, block, isCompatible, column, place } of columns) {
      const text = column?.texts[column.values[row]!] ?? "";
      if (text === "") continue;
      const at = { file, line: table.lineOf(row), column: place, path: name };
      for (const [index, trial] of trialsIn(text, at).entries()) {
        const kind = block === 3 || block === 6 ? "practice" : "test";
        const pairing = isCompatible ? "compatible" : "incompatible";
        yield [
          person,
          String(block),
          String(index),
          kind,
          pairing,
          trial.isCorrect ? "1" : "0",
          trial.ms,
          trial.stimulus,
        ];
      }
    }
  }
}

type Place = { readonly file: string; readonly line: number; readonly column: number; readonly path: string };

function trialsIn(text: string, at: Place) {
  const parts = text.split(",").map((part) => part.trim());
  const last = parts.pop();
  if (last !== "END") throw broken(at, { expected: "trials that end with END", found: text.slice(-40) });
  return parts.map((part) => {
    const [, stimulus = "", mark, ms = ""] = TRIAL.exec(part) ?? [];
    if (mark === undefined) throw broken(at, { expected: "a trial such as 12C614", found: part.slice(0, 40) });
    return { stimulus, isCorrect: mark === "C", ms };
  });
}

function broken(at: Place, what: { readonly expected: string; readonly found: string }): Problem {
  return new Problem({
    code: "table-invalid",
    ...at,
    detail: `The trials in "${at.path}" cannot be read.`,
    ...what,
    todo: "Export the responses from Qualtrics again; empty the cell to leave this person's block out.",
  });
}
