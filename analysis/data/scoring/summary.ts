import type { Reliability } from "./reliability.ts";
import { counts, type Scored } from "./scoreEveryone.ts";

/** The scores of a table in few numbers (formats.md, section 2). */
export type ScoreSummary = {
  readonly n: number;
  /** Scored and not excluded; mean, sd, min and max are over these. */
  readonly n_scored: number;
  readonly exclusions: Readonly<Record<string, number>>;
  readonly mean: number | null;
  readonly sd: number | null;
  readonly min: number | null;
  readonly max: number | null;
  readonly reliability: Reliability | null;
};

/** Counts, moments (SD with n − 1) and reliability. A moment that cannot be computed is null. */
export function summaryOf(scored: readonly Scored[], reliability: Reliability | null): ScoreSummary {
  const values = scored.filter(counts).flatMap(({ score }) => score.value ?? []);
  const exclusions: Record<string, number> = {};
  for (const { score } of scored) {
    if (score.excluded) exclusions[score.excluded] = (exclusions[score.excluded] ?? 0) + 1;
  }
  const n = values.length;
  const mean = n > 0 ? values.reduce((sum, value) => sum + value, 0) / n : null;
  const squares = values.reduce((sum, value) => sum + (value - (mean ?? 0)) ** 2, 0);
  return {
    n: scored.length,
    n_scored: n,
    exclusions,
    mean,
    sd: n > 1 ? Math.sqrt(squares / (n - 1)) : null,
    min: n > 0 ? values.reduce((low, value) => Math.min(low, value)) : null,
    max: n > 0 ? values.reduce((high, value) => Math.max(high, value)) : null,
    reliability,
  };
}
