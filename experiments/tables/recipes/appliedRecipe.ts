/** A recipe made ready for one table and one use of it. */
export type AppliedRecipe = {
  readonly name: string;
  readonly says: string;
  /** Our column → where it comes from. */
  readonly columns: ReadonlyMap<string, AppliedColumn>;
  /** Which rows are read. */
  readonly rows: readonly AppliedRule[];
  /** Texts that mean a missing value. */
  readonly missing: ReadonlySet<string>;
  /** Of our columns: ms, s or us. */
  readonly units: ReadonlyMap<string, string>;
};
export type AppliedColumn = {
  readonly from: readonly string[];
  readonly cases: readonly AppliedCase[];
  /** What the column holds where the file has none of `from`; null = nothing, the file's own column is needed. */
  readonly made: MadeColumn | null;
  /** The file's names of the number that it is multiplied with. */
  readonly times: readonly string[];
};
export type AppliedCase = {
  readonly pattern: RegExp;
  readonly level: string;
  /** What the caller gave that the pattern holds: a text that the column must have. */
  readonly given: readonly string[];
};
/** A column that is not in the file: rows counted from 0, or one text in all rows. */
export type MadeColumn = { readonly is: "count" } | { readonly is: "given"; readonly text: string };
/** Rows that are read, by one column. */
export type AppliedRule = {
  /** Its names; the first that the file has is looked at. */
  readonly column: readonly string[];
  /** What the other rows are, in words. */
  readonly leavesOut: string;
  /** The column that further lines of one thing share: an empty cell of theirs is that of the line above. */
  readonly sameAs: readonly string[];
  takes(text: string): boolean;
};
