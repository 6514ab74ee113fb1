import type { ImportBatchRow } from "../../database/tables.ts";

/** One import of the company's records, whether it is stored still or undone. */
export type ImportBatch = ImportBatchRow;

export type NewImport = {
  readonly studyId: string;
  readonly kind: RecordTable;
  readonly file: string;
  /** The account's id, or `command line`. */
  readonly by: string;
};

/** The tables of records, by the kinds of imports that fill them. */
export const recordTables = ["purchases", "coverage", "conditions", "predictors"] as const;
export type RecordTable = (typeof recordTables)[number];

export type ImportEnd = {
  readonly sha256: string;
  readonly rowsRead: number;
  readonly matched: number;
  readonly added: number;
  readonly duplicate: number;
  readonly changed: number;
};

/** What an undo took away and brought back; `already` where it had been undone. */
export type UndoneImport = { readonly removed: number; readonly restored: number; readonly already: boolean };

/** What an undo would do. */
export type UndoPreview = {
  readonly batch: ImportBatch;
  /** Rows that would go. */
  readonly removes: number;
  /** Rows that were put aside and would come back. */
  readonly restores: number;
  /** Later imports that corrected some of its rows: these are undone first. */
  readonly correctedBy: readonly ImportBatch[];
  /** Later imports that found rows of theirs stored already, perhaps by this one. */
  readonly repeatedBy: readonly ImportBatch[];
};

export type ImportStore = {
  /** Notes an import before its first row; returns the id that its rows carry. */
  begin(about: NewImport): Promise<string>;
  finish(id: string, end: ImportEnd): Promise<void>;
  /** The newest first; those before one of them when `before` names it. */
  list(
    studyId: string,
    page: { readonly limit: number; readonly before?: string | undefined },
  ): Promise<readonly ImportBatch[]>;
  /** What undoing an import would do; undefined when the study has no such import. */
  look(studyId: string, id: string): Promise<UndoPreview | undefined>;
  /** Takes away what an import added and brings back what it corrected, a few rows at a time; what was cut off is
   *  completed by the same again. The audit has its line once it is done. Throws a Problem while a later import's
   *  corrections rest on it. */
  undo(studyId: string, id: string, by: string): Promise<UndoneImport | undefined>;
};
