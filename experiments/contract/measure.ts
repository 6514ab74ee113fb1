import type { z } from "zod";
import type { DrawRules } from "./draw.ts";
import type { LocalText } from "./text.ts";

/** Why a person has no score that counts. `too-fast` and `too-many-errors` keep the value they would have had. */
export type ExclusionReason =
  | "too-fast"
  | "too-many-errors"
  | "missing-block"
  | "zero-variance"
  | "constant-response"
  | "no-discrimination"
  | "no-trials"
  | "too-few-trials"
  | "no-correct-trials"
  | "off-scale"
  | "inconsistent"
  | "not-answered";

/** One person's number from one measure. An excluded person keeps its value where one exists. */
export type Score = {
  readonly value: number | null;
  readonly excluded?: ExclusionReason;
  /** Trials that entered the value. */
  readonly trialsUsed: number;
  /** Further columns of scores.csv, in snake_case order of declaration; `null` = not computable. */
  readonly parts: Readonly<Record<string, number | null>>;
};

export type Source = { readonly citation: string; readonly doi?: string };

/** What every measure must say. `Parameters` is what a study file may set (all with defaults: the preset); `Trial` what
 *  the browser records beside TrialBody; `Row` one row of a trial table for scoring (a subset of Trial, plus
 *  `trialIndex`), coerced from text; `Settings` the scoring knobs (`--set`). Functions are written as methods so that
 *  a registry of different measures still has one common type. */
export type Measure<
  Parameters extends z.ZodObject = z.ZodObject,
  Trial extends z.ZodObject = z.ZodObject,
  Row extends z.ZodObject = z.ZodObject,
  Settings extends z.ZodObject = z.ZodObject,
> = {
  readonly name: string;
  readonly kind: "stated" | "implicit" | "behavioural";
  /** The part of a flow in which it stands, where that is not named as its kind. */
  readonly part?: "exposure";
  readonly title: LocalText;
  readonly sources: readonly [Source, ...Source[]];
  /** Names the set of default parameters; stored with every trial beside the parameters' hash. */
  readonly preset: string;
  readonly parameters: Parameters;
  readonly trial: Trial;
  readonly row: Row;
  readonly settings: Settings;
  /** Named sets of scoring settings, `--profile`. */
  readonly profiles: Readonly<Record<string, z.input<Settings>>>;
  /** Lowest and highest possible score; null = open. */
  readonly range: readonly [number | null, number | null];
  /** What the score must be for the behaviour it reports or shows to have happened, like `>0`, where a study predicts it as
   *  an outcome; absent where only the study can say. */
  readonly happenedWhen?: string;
  /** Counterbalancing factors and their levels, e.g. pairingOrder: compatibleFirst, incompatibleFirst. */
  factors(parameters: z.infer<Parameters>): Readonly<Record<string, readonly [string, ...string[]]>>;
  /** What a participant goes through: trials (answers) and minutes. */
  effort(parameters: z.infer<Parameters>): { readonly trials: number; readonly minutes: number };
  /** The fewest trials with which a participant can have gone through it, where that is fewer than `effort` says: because
   *  answers decide what else is asked, or it depends on how many products the study has. */
  leastTrials?(parameters: z.infer<Parameters>, products: number): number;
  /** How choices are paid; absent where a measure's never are. Of such a measure the first attempt at a block counts, of
   *  any other the last. */
  readonly draw?: DrawRules<z.infer<Parameters>>;
  /** Set where the score itself tells attempts apart, as that of a shop, which opens anew with an empty basket. */
  readonly countsEveryAttempt?: true;
  /** Rows that concern several products at once, given to each; absent where a row is about one. */
  rowsByProduct?(rows: readonly z.infer<Row>[]): ReadonlyMap<string, readonly z.infer<Row>[]>;
  /** Scores one person's rows of one instance and product. Never throws on data: what cannot be scored is excluded. */
  score(rows: readonly z.infer<Row>[], settings: z.infer<Settings>): Score;
  /** Settings implied by the data when neither profile nor setting names them (e.g. d4 without time to correct). */
  inferSettings?(rows: Iterable<z.infer<Row>>): z.input<Settings>;
  /** The stratum a row belongs to when the person's trials are split in halves; absent = no reliability by splitting. */
  stratum?(row: z.infer<Row>): string | null;
};

/** Checks a measure's declaration and keeps its exact types. */
export function defineMeasure<
  Parameters extends z.ZodObject,
  Trial extends z.ZodObject,
  Row extends z.ZodObject,
  Settings extends z.ZodObject,
>(measure: Measure<Parameters, Trial, Row, Settings>): Measure<Parameters, Trial, Row, Settings> {
  return measure;
}
