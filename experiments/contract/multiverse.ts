import { z } from "zod";
import { ColumnName, Outcome, RuleText } from "./plannedOutcome.ts";

const ChoiceName = z.string().regex(/^[A-Za-z_]\w*$/);

/** Who stays under one exclusion: every row, or those whose `column` satisfies a rule. */
const Exclusion = z.strictObject({
  column: ColumnName.meta({ title: "Column", description: "By which people are left out." }),
  keep: z
    .array(z.union([z.literal("all"), RuleText]))
    .min(1)
    .meta({ title: "Who stays", description: "Rules such as >=18, or all." }),
});

/** Another score in the place of the primary implicit one: a column, the planned column drawn in to mean ± so many SDs
 *  of the rows kept, or the trials scored by another profile. */
const AnotherScore = z.union([
  ColumnName.transform((column) => ({ column })),
  z.strictObject({
    column: ColumnName.meta({ title: "Column", description: "Another score in the place of the planned one." }),
  }),
  z.strictObject({
    winsorise: z
      .number()
      .positive()
      .meta({ title: "Draw in outliers", description: "To so many standard deviations from the mean." }),
  }),
  z.strictObject({
    profile: z
      .string()
      .min(1)
      .meta({ title: "Scoring profile", description: "Scores the trials by another set of rules." }),
    set: z.record(z.string(), z.string()).optional().meta({
      title: "Single scoring rules",
      description: "Single scoring rules on top of the profile, as with score --set.",
    }),
    excluded: z.enum(["dropped", "kept"]).default("dropped").meta({
      title: "Excluded people",
      description: "People whom the profile's own rules exclude: left out, or kept with the score they would have.",
    }),
  }),
]);
export type AnotherScore = z.infer<typeof AnotherScore>;

/** Another model: without or with the counterbalancing factors, without the floor, weighted to stand for the people
 *  with missing values, or on another set of stated predictors. */
const AnotherModel = z.union([
  z.enum(["without-covariates", "with-order", "inverse-probability-weighted"]),
  z.strictObject({
    name: z.string().min(1).meta({ title: "Name", description: "The model's name in the report." }),
    stated: z
      .array(ColumnName)
      .min(1)
      .meta({ title: "Stated predictors", description: "Columns that this model uses." }),
  }),
]);
export type AnotherModel = z.infer<typeof AnotherModel>;

/** As many combinations as are computed; a larger grid is refused. */
export const MOST_SPECIFICATIONS = 1000;

/** The multiverse of a plan: every combination of these choices is computed, and the plan's own (everybody, its outcome,
 *  its score, its model) is always among them and marked. A dimension that is not named keeps the plan's choice. */
export const Multiverse = z.strictObject({
  exclusions: z.record(ChoiceName, Exclusion).optional().meta({
    title: "Exclusions",
    description:
      'By name, in the order of the grid: speed: {column: fast_rate, keep: [all, "<=0.1"]}. all is always among them.',
  }),
  outcomes: z
    .array(Outcome)
    .min(1)
    .optional()
    .meta({ title: "Outcomes", description: "Yes/no outcomes in the place of the plan's first." }),
  scores: z
    .array(AnotherScore)
    .min(1)
    .optional()
    .meta({ title: "Scores", description: "Other scores in the place of the primary implicit one." }),
  trials: z
    .strictObject({
      file: z.string().min(1).meta({ title: "File", description: "CSV with one row a trial." }),
      measure: z.string().min(1).meta({ title: "Measure", description: "The measure that made the trials." }),
      instance: z
        .string()
        .min(1)
        .optional()
        .meta({ title: "Occurrence", description: "Its name in the study, where it is used more than once." }),
    })
    .optional()
    .meta({
      title: "Trials",
      description: "The trials that profile scores: CSV as for score, relative to the current folder.",
    }),
  models: z
    .array(AnotherModel)
    .min(1)
    .optional()
    .meta({ title: "Models", description: "Other models in the place of the plan's." }),
});
export type Multiverse = z.infer<typeof Multiverse>;
