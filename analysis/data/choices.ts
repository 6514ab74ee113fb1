import { askNumber, askText } from "../../experiments/contract/asked.ts";
import { openTable } from "../../experiments/tableFiles/openTable.ts";
import { fileOrigin } from "../../experiments/tableFiles/tableOrigin.ts";
import type { Ask } from "../../experiments/tables/ask.ts";
import { readTable } from "../../experiments/tables/readTable.ts";
import { numberColumn, type Table, textColumn } from "../../experiments/tables/table.ts";

/** Choices between products: a row a person × set × alternative, "none" not among them (choices.csv of an export). */
export type Choices = {
  readonly rows: number;
  readonly person: (row: number) => string;
  readonly instance: (row: number) => string;
  readonly set: (row: number) => string;
  /** The set that this one shows again; "" where it is no repetition. */
  readonly repeats: (row: number) => string;
  readonly product: (row: number) => string;
  /** `real`, `hypothetical`. */
  readonly stakes: (row: number) => string;
  /** `fast` and `leftOut` for people who were drawn to choose fast, `unhurried`, `none`. */
  readonly pressure: (row: number) => string;
  /** NaN where it is not known. */
  readonly price: Float64Array;
  readonly latencyMs: Float64Array;
  readonly isChosen: (row: number) => boolean;
  readonly isNone: (row: number) => boolean;
  readonly isLate: (row: number) => boolean;
};

const CHOICES: Ask = {
  columns: {
    participant_id: askText({ required: true }),
    instance: askText(),
    set_index: askText({ required: true }),
    repeat_of: askText(),
    product: askText({ required: true }),
    price: askNumber(),
    chosen: askText({ required: true }),
    none: askText(),
    timed_out: askText(),
    stakes: askText(),
    pressure: askText(),
    latency_ms: askNumber(),
  },
  mayBeEmpty: true,
  wrongRows: "missing",
};

/** Reads a table of choices. Throws a Problem for a table that is missing or cannot be read. */
export async function readChoices(file: string, planFile: string): Promise<Choices> {
  return choicesOf(await readTable(await openTable(fileOrigin(file, planFile)), CHOICES));
}

/** The choices of a table that was read by `CHOICES`. */
function choicesOf(table: Table): Choices {
  const text = (name: string) => {
    const column = textColumn(table, name);
    return (row: number) => column?.texts[column.values[row]!] ?? "";
  };
  const number = (name: string) => numberColumn(table, name)?.values ?? new Float64Array(table.rows).fill(Number.NaN);
  const flag = (name: string) => {
    const of = text(name);
    return (row: number) => of(row) === "1";
  };
  return {
    rows: table.rows,
    person: text("participant_id"),
    instance: text("instance"),
    set: text("set_index"),
    repeats: text("repeat_of"),
    product: text("product"),
    stakes: text("stakes"),
    pressure: text("pressure"),
    price: number("price"),
    latencyMs: number("latency_ms"),
    isChosen: flag("chosen"),
    isNone: flag("none"),
    isLate: flag("timed_out"),
  };
}
