import type { RawBuilder } from "kysely";
import type { ColumnTypes } from "./columnTypes.ts";

/** One step forward in the store's shape. A released step is never edited; there are no steps back. */
export type Migration = {
  readonly name: string;
  readonly statements: (types: ColumnTypes) => readonly RawBuilder<unknown>[];
};
