import { z } from "zod";
import { snakeCase } from "../../experiments/contract/columns.ts";
import type { ScoredMeasure } from "../blocks/context.ts";
import { cellsOf, type DataTable } from "./dataTable.ts";

const Reliability = z.looseObject({
  odd_even: z.looseObject({ spearman_brown: z.number().nullable(), n: z.int().min(0) }),
  permutation: z.looseObject({
    mean: z.number().nullable(),
    lower: z.number().nullable(),
    upper: z.number().nullable(),
    splits: z.int().min(0),
  }),
});
const Count = z.int().min(0);
const Manifest = z.looseObject({
  scoring: z.array(
    z.looseObject({ measure: z.string(), reliability: Reliability.nullish(), unreadable: Count.optional() }),
  ),
  unreadable: z.looseObject({ trials: Count, sessions: Count }).optional(),
});

/** One measure as the manifest of an export says it was scored. */
export type ScoringSummary = z.infer<typeof Manifest>["scoring"][number];

/** What a manifest says of how each measure was scored. Throws a ZodError when it is none. */
export function scoringOf(manifest: string): readonly ScoringSummary[] {
  return Manifest.parse(JSON.parse(manifest)).scoring;
}

/** What an export, or its scoring, had to leave out because it could not be read, a sentence each. */
export function leftOutOf(manifest: string): readonly string[] {
  const { scoring, unreadable: { trials, sessions } = { trials: 0, sessions: 0 } } = Manifest.parse(
    JSON.parse(manifest),
  );
  return [
    ...(trials === 0 ? [] : [`${rows(trials, "stored trial")} damaged in the store and left out of everything here.`]),
    ...(sessions === 0 ? [] : [`${rows(sessions, "session")} damaged in the store and left out of everything here.`]),
    ...scoring.flatMap(({ measure, unreadable = 0 }) =>
      unreadable === 0
        ? []
        : [`Stored trials of ${measure} that cannot be read as such and are not scored: ${unreadable}.`],
    ),
  ];
}

function rows(count: number, what: string): string {
  return count === 1 ? `1 ${what} is` : `${count} ${what}s are`;
}

/** The scores of every measure whose reliability was asked for, without those that were excluded, for the report. */
export function scoredMeasures(scores: DataTable, summaries: readonly ScoringSummary[]): readonly ScoredMeasure[] {
  const cells = (column: string) => (scores.columns.has(column) ? cellsOf(scores, column) : []);
  const [instances, values, excluded, fast] = ["instance", "score", "excluded", "fast_share"].map(cells);
  return summaries.flatMap(({ measure, reliability }) => {
    if (!reliability) return [];
    const rows = (instances ?? []).flatMap((instance, row) => (instance === measure ? [row] : []));
    const numbers = (column: typeof values, isKept: (row: number) => boolean) =>
      rows.flatMap((row) => {
        const cell = column?.[row];
        return typeof cell === "number" && isKept(row) ? [cell] : [];
      });
    const { odd_even, permutation } = reliability;
    const { mean, lower, upper, splits } = permutation;
    return [
      {
        column: snakeCase(measure),
        scores: numbers(values, (row) => excluded?.[row] == null),
        fastShares: numbers(fast, () => true),
        reliability: { oddEven: odd_even.spearman_brown, mean, lower, upper, splits, n: odd_even.n },
      },
    ];
  });
}
