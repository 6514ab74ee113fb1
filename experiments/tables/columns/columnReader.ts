import type { AskedColumn } from "../../contract/asked.ts";
import { type Cell, shownCell } from "../cell.ts";
import type { Mistake, Mistakes } from "../mistakes.ts";
import type { MomentReader } from "../momentReader.ts";
import type { NumberReader } from "../numbers.ts";
import type { Column } from "../table.ts";

/** Reads the cells of one column. */
export type ColumnReader = {
  /** Reads a trimmed cell into its row. An empty one is missing, or refused. */
  read(cell: Cell): void;
  /** Takes a row as missing, whatever its cell holds. */
  miss(row: number): void;
  /** Makes room for so many rows. */
  grow(rows: number): void;
  /** The first `rows` values; reading goes on in the same arrays. */
  column(rows: number): Column;
  /** New arrays for the next batch; with "forgotten" texts also a new list of them. */
  renew(texts: "shared" | "forgotten"): void;
  /** What only the whole column shows: adds its mistakes and notes. */
  finish(): void;
};

/** What all columns of a file share. */
export type Shared = {
  readonly mistakes: Mistakes;
  readonly notes: string[];
  readonly numbers: NumberReader;
  readonly moments: MomentReader;
};

/** One column of a file. */
export type ColumnPlace = {
  /** Our name. */
  readonly name: string;
  /** The file's. */
  readonly head: string;
  /** From 0. */
  readonly place: number;
  readonly asked: AskedColumn;
  readonly capacity: number;
  readonly shared: Shared;
};

type Refusal = { readonly expected: string; readonly todo?: string; readonly detail?: string; readonly found?: string };

/** Adds the mistake of one cell, which may concern its row alone. */
export function refuseCell(at: ColumnPlace, cell: Cell, what: Refusal): void {
  at.shared.mistakes.addOfRow(cellMistake(at, cell, what));
}

/** Adds a mistake that one cell shows and that concerns the whole file: no row of it can be trusted. */
export function refuseFile(at: ColumnPlace, cell: Cell, what: Refusal): void {
  at.shared.mistakes.add(cellMistake(at, cell, what));
}

function cellMistake({ place, head }: ColumnPlace, cell: Cell, what: Refusal): Mistake {
  return {
    line: cell.line,
    column: place + 1,
    path: head,
    detail: `The cell "${head}" cannot be read.`,
    found: shownCell(cell),
    ...what,
  };
}

/** Refuses an empty cell where one is needed; returns whether the cell is empty. */
export function isMissing(at: ColumnPlace, cell: Cell): boolean {
  if (cell.from < cell.to) return false;
  if (at.asked.empty === "refused") {
    const todo = "Fill the cell in, or take the row out.";
    refuseCell(at, cell, {
      detail: `The cell "${at.head}" is empty.`,
      expected: expectedOf(at),
      found: "nothing",
      todo,
    });
  }
  return true;
}

/** What a cell of the column may be, in words. */
export function expectedOf({ asked }: Pick<ColumnPlace, "asked">): string {
  const { kind, choices = [], range, unit } = asked;
  if (kind === "choice") return choices.join(", ");
  if (kind === "flag") return "1 or 0";
  if (kind === "id") return "an id";
  if (kind === "text") return "a text";
  if (kind === "moment") return "a date or moment such as 2026-12-03 or 2026-12-03T14:05:00+01:00";
  const number = kind === "count" ? "a whole number" : "a number";
  if (range) return `${number} from ${range[0]}${Number.isFinite(range[1]) ? ` to ${range[1]}` : ""}`;
  return `${kind === "count" ? "a whole number from 0" : "a number"}${unit === undefined ? "" : ` (${unit})`}`;
}
