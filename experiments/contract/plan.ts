import { z } from "zod";
import { Multiverse } from "./multiverse.ts";
import { OutcomeClass } from "./outcomeClass.ts";
import { ColumnName, Outcome, RuleText } from "./plannedOutcome.ts";
import { PricePlan } from "./pricePlan.ts";

const Frame = z.union([z.literal("absolute"), z.strictObject({ relative: ColumnName })]);

/** A score to compare. A bare column name is short for `{column: name}`. */
export const PlannedMeasure = z.strictObject({
  column: ColumnName,
  /** Name for people; the column's name when absent. */
  label: z.string().optional(),
  /** What the column measures: likelihoodToRecommend, purchaseIntent, purchaseProbability, iat … */
  kind: z.string().optional(),
  /** What counts as a yes. Defaults: >=9 for likelihoodToRecommend, the two highest answers of purchaseIntent, >=7 for
   *  purchaseProbability, >0 for an implicit measure; none for another kind. */
  yes: RuleText.optional(),
  /** Lowest and highest possible answer. */
  scale: z.tuple([z.number(), z.number()]).optional(),
  /** Two columns with the scores of both halves of the task, for its reliability. */
  halves: z.tuple([ColumnName, ColumnName]).optional(),
  /** Reliability known from elsewhere (manual, retest), 0 to 1; used when there are no halves. */
  reliability: z.number().gt(0).max(1).optional(),
  /** What this score is about, where it differs from the plan's frame. */
  frame: Frame.optional(),
  /** Minutes a participant spends on it. */
  minutes: z.number().positive().optional(),
});
export type PlannedMeasure = z.infer<typeof PlannedMeasure>;

const Measures = z.array(z.union([ColumnName.transform((column): PlannedMeasure => ({ column })), PlannedMeasure]));

/** A sentence someone made about the measures, and how it is to be read. */
export const Claim = z.strictObject({
  statement: z.string().min(1),
  measure: ColumnName,
  /** `ppv`: of those who say yes, the share who buy. `accuracy`: share of people called right. `sensitivity`: share of
   *  buyers found when as many are selected as the primary stated rule selects. `auc`: ranking. */
  reading: z.enum(["ppv", "accuracy", "sensitivity", "auc"]),
  value: z.number().min(0).max(1),
  /** The rule claimed about, where it is not the measure's `yes`. */
  yes: RuleText.optional(),
});
export type Claim = z.infer<typeof Claim>;

const Folds = z.union([
  z.strictObject({ column: ColumnName }),
  z.strictObject({
    k: z.int().min(2).default(10),
    repeats: z.int().min(1).default(10),
    seed: z.int().optional(),
  }),
]);
const Bootstrap = z.union([
  z.strictObject({ indices: z.string().min(1) }),
  z.strictObject({ resamples: z.int().min(1).default(2000), seed: z.int().optional() }),
]);
const Design = z.union([
  z.enum(["exploratory", "confirmatory"]).transform((kind) => ({ kind })),
  z.strictObject({
    kind: z.enum(["exploratory", "confirmatory"]),
    /** SHA-256 of the preregistered plan. */
    preregistration: z.string().optional(),
  }),
]);
const OneOrMore = z.union([ColumnName.transform((column) => [column]), z.array(ColumnName)]);
const Threshold = z.number().gt(0).lt(1);

/** A value that stands for "no answer" in a survey export: 99, -9, "refused". */
export const SurveyCode = z.union([z.number(), z.string().min(1)]);
export type SurveyCode = z.infer<typeof SurveyCode>;

/** The thresholds of the decision curve when the plan names none. */
export const DEFAULT_THRESHOLDS = [0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7] as const;

/** The analysis plan of `compare`: what a researcher can preregister. A study file carries the same block, there
 *  without `data`. Columns are those of the data table or of `derive`. */
export const AnalysisPlan = z
  .strictObject({
    /** Heading of the report; the plan file's name when absent. */
    title: z.string().min(1).optional(),
    /** True when the data come from simulated participants: every output says so. */
    simulated: z.boolean().default(false),
    /** CSV, one row a participant or a participant × product; relative to the current folder. */
    data: z.string().min(1).optional(),
    participant: ColumnName.optional(),
    product: ColumnName.optional(),
    outcome: Outcome.optional(),
    outcomes: z.array(Outcome).min(1).optional(),
    outcome_class: OutcomeClass.optional(),
    stated: Measures.min(1),
    implicit: Measures.default([]),
    other: Measures.default([]),
    /** Columns every model stands on (past behaviour, ownership), with a fixed look-back. */
    covariates: z.array(ColumnName).default([]),
    frame: Frame.default("absolute"),
    /** 0/1 column: who could have bought. */
    eligible: ColumnName.optional(),
    /** Values that are no answers: a list for every column but labels, weights, counts and amounts (`[99, -9]`), or one
     *  list a column (`{nps: [99]}`). */
    missing: z.union([z.array(SurveyCode).min(1), z.record(ColumnName, z.array(SurveyCode).min(1))]).optional(),
    weight: ColumnName.optional(),
    /** Counterbalancing factors (pairing order, input modality): enter as covariates, both versions printed. */
    order: OneOrMore.default([]),
    /** 1 when the stated part came first, 0 when the implicit part did. */
    stated_first: ColumnName.optional(),
    /** 1 where the choice was made under time pressure: does a measure predict differently there? */
    time_pressure: ColumnName.optional(),
    /** A control arm that was not asked: 1 asked, 0 not; `from` are columns known of everybody. */
    self_generated_validity: z.strictObject({ surveyed: ColumnName, from: z.array(ColumnName).min(1) }).optional(),
    design: Design.default({ kind: "exploratory" }),
    models: z.record(z.string().regex(/^[A-Za-z][A-Za-z0-9_]*$/), z.array(ColumnName)).optional(),
    folds: Folds.optional(),
    bootstrap: Bootstrap.optional(),
    /** Completed tables of multiple imputation, where values are missing. */
    imputations: z.int().min(2).max(200).default(20),
    claims: z.array(Claim).default([]),
    /** Shares of all purchases that the source may see, 0 to 1, for which the predictive values are given as well. */
    assumed_coverage: z.array(z.number().gt(0).max(1)).min(1).optional(),
    /** Other reasonable ways to compare (E12); those the plan itself leaves open when absent. */
    multiverse: Multiverse.optional(),
    /** Price questions to analyse beside the comparison. */
    prices: PricePlan.optional(),
    /** Bayesian readings beside the tests (they say nothing the tests do not use); `rope` as `margin` when absent. */
    bayes: z.strictObject({ rope: z.number().gt(0).lt(1).optional() }).optional(),
    /** Which people the sample stands for, and where purchases were seen: told in the report. */
    population: z.string().min(1).optional(),
    sources: z.array(z.string().min(1)).optional(),
    /** The fewest people a count in the report may be about: five when absent, 1 shows every count (public data). */
    smallest_cell: z.int().min(1).max(1000).optional(),
    /** Rows to analyse, by column: a comparison (`age: ">=18"`), a value (`country: NL`) or a list of values; all hold. */
    where: z
      .record(ColumnName, z.union([z.string().min(1), z.number(), z.array(z.union([z.string(), z.number()])).min(1)]))
      .optional(),
    /** Reverse-keyed items with their lowest and highest answer: they are turned round before anything is computed. */
    reverse: z.record(ColumnName, z.tuple([z.number(), z.number()])).optional(),
    scales: z.record(z.string(), z.array(ColumnName).min(2)).default({}),
    describe: z.array(ColumnName).default([]),
    /** New columns by arithmetic and comparisons over columns, in the order written: `liking: "milk - dark"`,
     *  `young: "age < 30 and age >= 18"` (1 where it holds, 0 where not). */
    derive: z.record(z.string().regex(/^[A-Za-z_]\w*$/), z.string().min(1)).default({}),
    thresholds: z
      .array(Threshold)
      .min(1)
      .default([...DEFAULT_THRESHOLDS]),
    primary: z.strictObject({ stated: ColumnName.optional(), implicit: ColumnName.optional() }).default({}),
    /** Differences of AUC or shares smaller than this count as none. */
    margin: z.number().gt(0).lt(1).default(0.05),
  })
  .refine((plan) => (plan.outcome === undefined) !== (plan.outcomes === undefined), {
    message: "either outcome or outcomes",
    path: ["outcome"],
  });
export type AnalysisPlan = z.infer<typeof AnalysisPlan>;
/** The plan as a person writes it: fields with a default may be left out. */
export type AnalysisPlanInput = z.input<typeof AnalysisPlan>;
