import type { Said } from "../ask.ts";
import { ChoiceColumn } from "./choiceColumn.ts";
import type { ColumnPlace, ColumnReader } from "./columnReader.ts";
import { FlagColumn } from "./flagColumn.ts";
import { MomentColumn } from "./momentColumn.ts";
import { NumberColumn } from "./numberColumn.ts";
import { SaidColumn } from "./saidColumn.ts";
import { TextColumn } from "./textColumn.ts";

/** The reader of an asked column. */
export function readerOf(at: ColumnPlace, said: Said | undefined): ColumnReader {
  const reader = readerOfKind(at, said?.units?.get(at.name));
  const meanings = said?.values?.get(at.name);
  return meanings === undefined ? reader : new SaidColumn(at, reader, meanings);
}

function readerOfKind(at: ColumnPlace, unit: string | undefined): ColumnReader {
  const { kind } = at.asked;
  if (kind === "number" || kind === "count") return new NumberColumn(at, unit);
  if (kind === "flag") return new FlagColumn(at);
  if (kind === "choice") return new ChoiceColumn(at);
  return kind === "moment" ? new MomentColumn(at) : new TextColumn(at);
}
