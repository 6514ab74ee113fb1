/** What an import found, or would find in a dry run. Rows that match nobody are counted, never stored, never listed. */
export type ImportReport = {
  readonly kind: ImportKind | "trials" | "rescue";
  readonly isDryRun: boolean;
  readonly counts: Readonly<Record<ImportCount, number>>;
  /** Mistakes in rows of people who agreed to the linkage, by line of the file; at most 100 are listed. */
  readonly problems: readonly RowProblem[];
  /** Rows, among the duplicates, under whose key something else is stored, which stays; at most 100 are listed. */
  readonly changes: readonly RowChange[];
  /** How many such rows there are. */
  readonly changed: number;
  /** Names of products that the study does not have, with their rows; at most 20 are listed. */
  readonly unknownProducts: readonly { readonly name: string; readonly rows: number }[];
  /** What was inferred while the file was read, a sentence each. */
  readonly notes: readonly string[];
  /** SHA-256 (hex) of the file; absent where it is not a table. */
  readonly sha256?: string;
};

export const importKinds = ["purchases", "coverage", "conditions", "predictors"] as const;
export type ImportKind = (typeof importKinds)[number];
export type RowProblem = {
  /** The line of the file, the header being line 1. */
  readonly row: number;
  readonly detail: string;
  readonly column?: number;
  readonly expected?: string;
  readonly found?: string;
  readonly todo?: string;
};
export type RowChange = {
  readonly row: number;
  /** What differs, as our column. */
  readonly column: string;
  /** What is stored, or was read further up in the file. */
  readonly before: string;
  readonly found: string;
};

export const importCounts = [
  "rowsRead",
  "matched",
  "unmatched",
  "withoutConsent",
  "beforeSession",
  "outsideWindow",
  "duplicate",
  "unknownProduct",
  "invalid",
  "added",
] as const;
export type ImportCount = (typeof importCounts)[number];

const LISTED = 100;
const NAMES_LISTED = 20;

/** Counts while rows go by. */
export type Tally = {
  count(what: ImportCount, by?: number): void;
  problem(row: number | RowProblem, detail?: string): void;
  change(changes: readonly RowChange[]): void;
  unknownProduct(name: string | undefined): void;
  note(note: string): void;
  /** Counts rows of which one sentence is to be said. */
  countFor(sentence: (rows: number) => string): void;
  report(kind: ImportReport["kind"], isDryRun: boolean): ImportReport;
};

/** What happens where a file says another thing under a key that is stored: the stored row stays, or the file's goes in
 *  its place. Both are told. */
export type Changed = "kept" | "corrected";

export function tally(): Tally {
  const counts = new Map<ImportCount, number>();
  const unknown = new Map<string, number>();
  const problems: RowProblem[] = [];
  const changes: RowChange[] = [];
  const notes: string[] = [];
  const sentences = new Map<(rows: number) => string, number>();
  let changed = 0;
  const count = (what: ImportCount, by = 1) => void counts.set(what, (counts.get(what) ?? 0) + by);
  return {
    count,
    problem(row, detail = "") {
      count("invalid");
      if (problems.length < LISTED) problems.push(typeof row === "number" ? { row, detail } : row);
    },
    change(found) {
      changed += 1;
      if (changes.length < LISTED) changes.push(...found);
    },
    unknownProduct(name = "(empty)") {
      count("unknownProduct");
      if (unknown.has(name) || unknown.size < NAMES_LISTED) unknown.set(name, (unknown.get(name) ?? 0) + 1);
    },
    note: (note) => void notes.push(note),
    countFor: (sentence) => void sentences.set(sentence, (sentences.get(sentence) ?? 0) + 1),
    report: (kind, isDryRun) => ({
      ...{ kind, isDryRun, counts: { ...zeros, ...Object.fromEntries(counts) }, problems, changes, changed },
      notes: [...notes, ...[...sentences].map(([sentence, rows]) => sentence(rows))],
      unknownProducts: [...unknown].map(([name, rows]) => ({ name, rows })),
    }),
  };
}

const zeros: ImportReport["counts"] = {
  rowsRead: 0,
  matched: 0,
  unmatched: 0,
  withoutConsent: 0,
  beforeSession: 0,
  outsideWindow: 0,
  duplicate: 0,
  unknownProduct: 0,
  invalid: 0,
  added: 0,
};
