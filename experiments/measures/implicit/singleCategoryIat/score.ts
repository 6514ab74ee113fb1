import { z } from "zod";
import type { ExclusionReason, Score } from "../../../contract/measure.ts";
import { type DPlan, type DTrial, dScore } from "../dScore.ts";
import type { SingleCategoryIatRow } from "./trial.ts";

/** The scoring knobs of the SC-IAT. */
export const SingleCategoryIatSettings = z.object({
  /** `replace`: an error gets its block's mean over `errorBase` plus `errorAddMs`; `built-in`: it keeps its latency. */
  errors: z.enum(["replace", "built-in"]).default("replace"),
  errorBase: z.enum(["all", "correct"]).default("all"),
  errorAddMs: z.coerce.number().min(0).default(400),
  dropBelowMs: z.coerce.number().min(0).default(350),
  /** For tasks without a response window; null drops nothing. */
  dropAboveMs: z.union([z.null(), z.coerce.number().positive()]).default(null),
  scoredBlocks: z.enum(["test", "all"]).default("test"),
  sdStage: z.enum(["before", "after", "correct"]).default("correct"),
  maxErrorShare: z.coerce.number().min(0).max(1).default(0.2),
  /** The same for each of the two scored blocks by itself. */
  maxBlockErrorShare: z.coerce.number().min(0).max(1).default(1),
});
export type SingleCategoryIatSettings = z.infer<typeof SingleCategoryIatSettings>;

/** `karpinski`: Karpinski & Steinman (2006). `implicitMeasures`: that package's exclusion by block. `singleTarget`: the
 *  ST-IAT without a window and with errors corrected, scored like D2 of the IAT over all combined blocks. */
export const singleCategoryIatProfiles = {
  karpinski: {},
  implicitMeasures: { maxErrorShare: 1, maxBlockErrorShare: 0.25 },
  singleTarget: {
    errors: "built-in",
    dropBelowMs: 400,
    dropAboveMs: 10_000,
    scoredBlocks: "all",
    sdStage: "after",
    maxErrorShare: 1,
  },
} as const satisfies Record<string, z.input<typeof SingleCategoryIatSettings>>;

type Answered = SingleCategoryIatRow & { readonly latencyMs: number };

/** The scored trials of one person: answered, in scored blocks, within the latency limits. */
export function singleCategoryIatPlan(
  rows: readonly SingleCategoryIatRow[],
  settings: SingleCategoryIatSettings,
): DPlan {
  const trials = answered(rows, settings)
    .filter(({ latencyMs }) => latencyMs >= settings.dropBelowMs && latencyMs <= (settings.dropAboveMs ?? latencyMs))
    .map(
      (row): DTrial => ({
        pair: 0,
        side: row.pairing === "compatible" ? "reference" : "contrast",
        latencyMs: row.latencyMs,
        isCorrect: row.isCorrect,
      }),
    );
  const { errors, errorBase, errorAddMs, sdStage } = settings;
  const replaceErrors = errors === "replace" ? { base: errorBase, addMs: errorAddMs, addSds: 0 } : null;
  return { trials, pairs: 1, rule: { replaceErrors, sdStage } };
}

function answered(rows: readonly SingleCategoryIatRow[], settings: SingleCategoryIatSettings): readonly Answered[] {
  return rows.flatMap((row) => {
    const isScored = row.pairing !== null && (settings.scoredBlocks === "all" || row.blockKind === "test");
    return isScored && row.latencyMs !== undefined ? [{ ...row, latencyMs: row.latencyMs }] : [];
  });
}

/** The D score of one person: (mean with bad − mean with good) ÷ SD of correct trials of both test blocks, positive when
 *  the product is liked. Unanswered trials and those under 350 ms are left out, errors replaced. Excluded: no trials, a
 *  missing block, a block without a correct trial, no variance; with their value: more than 20 % errors.
 *  Source: Karpinski & Steinman (2006). The preset takes the error's base over all trials of its block, as the R package
 *  implicitMeasures does; `errorBase: correct` is the other reading. */
export function scoreSingleCategoryIat(
  rows: readonly SingleCategoryIatRow[],
  settings: SingleCategoryIatSettings,
): Score {
  const given = answered(rows, settings);
  if (given.length === 0) return { value: null, excluded: "no-trials", trialsUsed: 0, parts: noParts };
  const plan = singleCategoryIatPlan(rows, settings);
  const parts = {
    error_rate: errorShare(given),
    error_rate_compatible: errorShare(given.filter(({ pairing }) => pairing === "compatible")),
    error_rate_incompatible: errorShare(given.filter(({ pairing }) => pairing === "incompatible")),
  };
  const d = dScore(plan);
  if (d.value === null) return { value: null, excluded: d.excluded, trialsUsed: plan.trials.length, parts };
  const excluded = tooManyErrors(parts, settings);
  return { value: d.value, ...(excluded === undefined ? {} : { excluded }), trialsUsed: plan.trials.length, parts };
}

const noParts = { error_rate: null, error_rate_compatible: null, error_rate_incompatible: null };

function errorShare(given: readonly Answered[]): number | null {
  return given.length === 0 ? null : given.filter(({ isCorrect }) => !isCorrect).length / given.length;
}

function tooManyErrors(
  shares: Readonly<Record<keyof typeof noParts, number | null>>,
  settings: SingleCategoryIatSettings,
): ExclusionReason | undefined {
  const blocks = [shares.error_rate_compatible ?? 0, shares.error_rate_incompatible ?? 0];
  const isTooMany =
    (shares.error_rate ?? 0) > settings.maxErrorShare || blocks.some((share) => share > settings.maxBlockErrorShare);
  return isTooMany ? "too-many-errors" : undefined;
}
