import type { Said } from "../ask.ts";
import type { ColumnPlace, ColumnReader } from "./columnReader.ts";
import { LevelColumn } from "./levelColumn.ts";
import { MomentColumn } from "./momentColumn.ts";
import { NumberColumn } from "./numberColumn.ts";
import { SaidColumn } from "./saidColumn.ts";
import { TextColumn } from "./textColumn.ts";

const NO_TEXTS: ReadonlySet<string> = new Set();
const NOTHING: ReadonlyMap<string, string> = new Map();

/** The reader of an asked column. */
export function readerOf(at: ColumnPlace, said: Said = {}): ColumnReader {
  const { recipe } = said;
  const isRecipes = !said.map?.has(at.name) && !said.given?.has(at.name);
  const unit = said.units?.get(at.name) ?? (isRecipes ? recipe?.units.get(at.name) : undefined);
  const reader = readerOfKind(at, unit);
  const meanings = {
    said: said.values?.get(at.name) ?? NOTHING,
    cases: (isRecipes ? recipe?.columns.get(at.name)?.cases : undefined) ?? [],
    missing: recipe?.missing ?? NO_TEXTS,
  };
  if (meanings.said.size === 0 && meanings.cases.length === 0 && meanings.missing.size === 0) return reader;
  return new SaidColumn(at, reader, meanings);
}

function readerOfKind(at: ColumnPlace, unit: string | undefined): ColumnReader {
  const { kind } = at.asked;
  if (kind === "number" || kind === "count") return new NumberColumn(at, unit);
  if (kind === "flag" || kind === "choice") return new LevelColumn(at);
  return kind === "moment" ? new MomentColumn(at) : new TextColumn(at);
}
