import { z } from "zod";
import { ColumnName, Outcome, RuleText } from "./plannedOutcome.ts";

const ChoiceName = z.string().regex(/^[A-Za-z_]\w*$/);

/** Who stays under one exclusion: every row, or those whose `column` satisfies a rule. */
const Exclusion = z.strictObject({
  column: ColumnName,
  keep: z.array(z.union([z.literal("all"), RuleText])).min(1),
});

/** Another score in the place of the primary implicit one: a column, the planned column drawn in to mean ± so many SDs
 *  of the rows kept, or the trials scored by another profile. */
const AnotherScore = z.union([
  ColumnName.transform((column) => ({ column })),
  z.strictObject({ column: ColumnName }),
  z.strictObject({ winsorise: z.number().positive() }),
  z.strictObject({
    profile: z.string().min(1),
    /** Single scoring rules on top of the profile, as with `score --set`. */
    set: z.record(z.string(), z.string()).optional(),
    /** People whom the profile's own rules exclude: left out, or kept with the score they would have. */
    excluded: z.enum(["dropped", "kept"]).default("dropped"),
  }),
]);
export type AnotherScore = z.infer<typeof AnotherScore>;

/** Another model: without or with the counterbalancing factors, without the floor, weighted to stand for the people
 *  with missing values, or on another set of stated predictors. */
const AnotherModel = z.union([
  z.enum(["without-covariates", "with-order", "inverse-probability-weighted"]),
  z.strictObject({ name: z.string().min(1), stated: z.array(ColumnName).min(1) }),
]);
export type AnotherModel = z.infer<typeof AnotherModel>;

/** As many combinations as are computed; a larger grid is refused. */
export const MOST_SPECIFICATIONS = 1000;

/** The multiverse of a plan: every combination of these choices is computed, and the plan's own (everybody, its outcome,
 *  its score, its model) is always among them and marked. A dimension that is not named keeps the plan's choice. */
export const Multiverse = z.strictObject({
  /** By name, in the order of the grid: `speed: {column: fast_rate, keep: [all, "<=0.1"]}`. `all` is always among them. */
  exclusions: z.record(ChoiceName, Exclusion).optional(),
  /** Yes/no outcomes in the place of the plan's first. */
  outcomes: z.array(Outcome).min(1).optional(),
  scores: z.array(AnotherScore).min(1).optional(),
  /** The trials that `profile` scores: CSV as for `score`, relative to the current folder. */
  trials: z
    .strictObject({ file: z.string().min(1), measure: z.string().min(1), instance: z.string().min(1).optional() })
    .optional(),
  models: z.array(AnotherModel).min(1).optional(),
});
export type Multiverse = z.infer<typeof Multiverse>;
