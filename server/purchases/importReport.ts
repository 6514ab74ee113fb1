/** What an import found, or would find in a dry run. Rows that match nobody are counted, never stored, never listed. */
export type ImportReport = {
  readonly kind: ImportKind | "trials" | "rescue";
  readonly isDryRun: boolean;
  readonly counts: Readonly<Record<ImportCount, number>>;
  /** Mistakes in rows of people who agreed to the linkage, by row of the file; at most 100 are listed. */
  readonly problems: readonly RowProblem[];
};

export const importKinds = ["purchases", "coverage", "conditions", "predictors"] as const;
export type ImportKind = (typeof importKinds)[number];
export type RowProblem = { readonly row: number; readonly detail: string };

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

/** Counts while rows go by. */
export type Tally = {
  count(what: ImportCount, by?: number): void;
  problem(row: number, detail: string): void;
  report(kind: ImportReport["kind"], isDryRun: boolean): ImportReport;
};

export function tally(): Tally {
  const counts = new Map<ImportCount, number>();
  const problems: RowProblem[] = [];
  const count = (what: ImportCount, by = 1) => void counts.set(what, (counts.get(what) ?? 0) + by);
  return {
    count,
    problem(row, detail) {
      count("invalid");
      if (problems.length < LISTED) problems.push({ row, detail });
    },
    report: (kind, isDryRun) => ({ kind, isDryRun, counts: { ...zeros, ...Object.fromEntries(counts) }, problems }),
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
