import { z } from "zod";
import { ChainSettings } from "./chainSettings.ts";
import { CustomersSettings } from "./customersSettings.ts";
import { Id } from "./id.ts";
import { Multiverse } from "./multiverse.ts";
import { OutcomeClass } from "./outcomeClass.ts";
import { ColumnName, Outcome, RuleText } from "./plannedOutcome.ts";
import { PricePlan } from "./pricePlan.ts";

const Frame = z.union([
  z.literal("absolute"),
  z.strictObject({
    relative: ColumnName.meta({ title: "Compared with", description: "The column that names the other product." }),
  }),
]);

/** A score to compare. A bare column name is short for `{column: name}`. */
export const PlannedMeasure = z.strictObject({
  column: ColumnName.meta({ title: "Column", description: "The measure's name in the data, in snake_case." }),
  /** Name for people; the column's name when absent. */
  label: z
    .string()
    .optional()
    .meta({ title: "Name", description: "Name for people in the report; the column's name when empty." }),
  kind: z.string().optional().meta({
    title: "What it measures",
    description: "What the column measures: likelihoodToRecommend, purchaseIntent, purchaseProbability, iat …",
  }),
  yes: RuleText.optional().meta({
    title: "What counts as a yes",
    description:
      "What counts as a yes. Defaults: >=9 for likelihoodToRecommend, the two highest answers of purchaseIntent, >=7 for purchaseProbability, >0 for an implicit measure; none for another kind.",
  }),
  scale: z
    .tuple([z.number(), z.number()])
    .optional()
    .meta({ title: "Lowest and highest answer", description: "Lowest and highest possible answer." }),
  halves: z.tuple([ColumnName, ColumnName]).optional().meta({
    title: "Columns of the halves",
    description: "Two columns with the scores of both halves of the task, for its reliability.",
  }),
  reliability: z.number().gt(0).max(1).optional().meta({
    title: "Known reliability",
    description: "Reliability known from elsewhere (manual, retest), 0 to 1; used when there are no halves.",
  }),
  frame: Frame.optional().meta({
    title: "What it is about",
    description: "What this score is about, where it differs from the plan's frame.",
  }),
  minutes: z
    .number()
    .positive()
    .optional()
    .meta({ title: "Minutes", description: "Minutes a participant spends on it." }),
});
export type PlannedMeasure = z.infer<typeof PlannedMeasure>;

const Measures = z.array(z.union([ColumnName.transform((column): PlannedMeasure => ({ column })), PlannedMeasure]));

/** A sentence someone made about the measures, and how it is to be read. */
export const Claim = z.strictObject({
  statement: z.string().min(1).meta({ title: "Statement", description: "The sentence as it was made." }),
  measure: ColumnName.meta({ title: "Measure", description: "The column that the sentence is about." }),
  reading: z.enum(["ppv", "accuracy", "sensitivity", "auc"]).meta({
    title: "How it is read",
    description:
      "ppv: of those who say yes, the share who buy. accuracy: share of people called right. sensitivity: share of buyers found when as many are selected as the primary stated rule selects. auc: ranking.",
  }),
  value: z.number().min(0).max(1).meta({ title: "Claimed number", description: "From 0 to 1: .6 for 60 %." }),
  yes: RuleText.optional().meta({
    title: "Rule of the claim",
    description: "The rule claimed about, where it is not the measure's yes.",
  }),
});
export type Claim = z.infer<typeof Claim>;

const Folds = z.union([
  z.strictObject({
    column: ColumnName.meta({
      title: "Column with folds",
      description: "Puts each row into one part of the cross-validation.",
    }),
  }),
  z.strictObject({
    k: z.int().min(2).default(10).meta({
      title: "Parts",
      description: "Into how many parts the people are divided; each is predicted from the others.",
    }),
    repeats: z
      .int()
      .min(1)
      .default(10)
      .meta({ title: "Repeats", description: "How often the division is drawn again." }),
    seed: z.int().optional().meta({ title: "Seed", description: "The same number draws the same division again." }),
  }),
]);
const Bootstrap = z.union([
  z.strictObject({
    indices: z.string().min(1).meta({ title: "File of resamples", description: "Rows drawn beforehand, as CSV." }),
  }),
  z.strictObject({
    resamples: z
      .int()
      .min(1)
      .default(2000)
      .meta({ title: "Resamples", description: "More make intervals steadier and the report slower." }),
    seed: z.int().optional().meta({ title: "Seed", description: "The same number draws the same resamples again." }),
  }),
]);
const Design = z.union([
  z.enum(["exploratory", "confirmatory"]).transform((kind) => ({ kind })),
  z.strictObject({
    kind: z.enum(["exploratory", "confirmatory"]).meta({
      title: "Kind of study",
      description: "confirmatory when the plan was written before the data, exploratory when not.",
    }),
    preregistration: z
      .string()
      .optional()
      .meta({ title: "Hash of the preregistration", description: "SHA-256 of the preregistered plan." }),
  }),
]);
/** A treatment in the data: a bare column name, or the column with its levels, the one to compare with first. */
const PlannedTreatment = z.strictObject({
  column: ColumnName.meta({ title: "Column", description: "The column with each person's level." }),
  levels: z
    .array(z.string().min(1))
    .min(2)
    .optional()
    .meta({ title: "Levels", description: "The one that others are compared with comes first." }),
  seen: ColumnName.optional().meta({
    title: "Column of exposure",
    description: "A column that is filled where the person was shown it.",
  }),
});
type PlannedTreatment = z.infer<typeof PlannedTreatment>;
const Treated = z.union([ColumnName.transform((column): PlannedTreatment => ({ column })), PlannedTreatment]);
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
    title: z
      .string()
      .min(1)
      .optional()
      .meta({ title: "Heading", description: "Heading of the report; the plan file's name when absent." }),
    simulated: z.boolean().default(false).meta({
      title: "Simulated data",
      description: "True when the data come from simulated participants: every output says so.",
      level: "more",
    }),
    data: z.string().min(1).optional().meta({
      title: "Data file",
      description: "CSV, one row a participant or a participant × product; relative to the current folder.",
      level: "more",
    }),
    participant: ColumnName.optional().meta({
      title: "Column with the person",
      description: "Needed where a person has several rows.",
      level: "more",
    }),
    product: ColumnName.optional().meta({
      title: "Column with the product",
      description: "Needed where the table has several products.",
      level: "more",
    }),
    outcome: Outcome.optional().meta({
      title: "Outcome",
      description: "The column that is predicted, with what it means.",
    }),
    outcomes: z.array(Outcome).min(1).optional().meta({
      title: "Several outcomes",
      description: "In the place of one; the first is the primary one.",
      level: "more",
    }),
    outcome_class: OutcomeClass.optional().meta({
      title: "How the outcome is known",
      description:
        "How good the outcome is: seen by us, chosen with real stakes, a coupon used, told afterwards, or intended.",
      level: "more",
    }),
    stated: Measures.min(1).meta({
      title: "Stated measures",
      description: "Columns that are compared; the first is the primary one.",
    }),
    implicit: Measures.default([]).meta({
      title: "Implicit measures",
      description: "Columns that are compared; the first is the primary one.",
    }),
    other: Measures.default([]).meta({
      title: "Other predictors",
      description: "Columns that are shown beside the two kinds.",
      level: "more",
    }),
    covariates: z.array(ColumnName).default([]).meta({
      title: "What is known beforehand",
      description: "Columns every model stands on (past behaviour, ownership), with a fixed look-back.",
    }),
    frame: Frame.default("absolute").meta({
      title: "Judged alone or compared",
      description: "absolute: each product is judged alone. relative: against the product that a column names.",
      level: "more",
    }),
    eligible: ColumnName.optional().meta({
      title: "Column of who could buy",
      description: "0/1 column: who could have bought.",
      level: "more",
    }),
    missing: z
      .union([z.array(SurveyCode).min(1), z.record(ColumnName, z.array(SurveyCode).min(1))])
      .optional()
      .meta({
        title: "Codes for no answer",
        description:
          "Values that are no answers: a list for every column but labels, weights, counts and amounts ([99, -9]), or one list a column ({nps: [99]}).",
        level: "more",
      }),
    weight: ColumnName.optional().meta({
      title: "Column with weights",
      description: "How many people of the population each row stands for.",
      level: "more",
    }),
    order: OneOrMore.default([]).meta({
      title: "Columns of random orders",
      description:
        "Counterbalancing factors (pairing order, input modality): enter as covariates, both versions printed.",
      level: "more",
    }),
    treatments: z.array(Treated).min(1).optional().meta({
      title: "Columns of the treatments",
      description: "What people were randomised to, as the columns with each person's level.",
      level: "more",
    }),
    waves: z.array(Id).min(1).optional().meta({
      title: "Waves",
      description:
        "Names of later sessions of the same people, each with columns such as month1_invited and month1_finished.",
      level: "more",
    }),
    stated_first: ColumnName.optional().meta({
      title: "Column of the part order",
      description: "1 when the stated part came first, 0 when the implicit part did.",
      level: "more",
    }),
    time_pressure: ColumnName.optional().meta({
      title: "Column of time pressure",
      description: "1 where the choice was made under time pressure: does a measure predict differently there?",
      level: "more",
    }),
    speed: z.array(ColumnName).min(1).optional().meta({
      title: "Speed of answers",
      description:
        "Stated measures whose speed (column <measure>_speed) is tried as a moderator: do quick answers predict better?",
      level: "more",
    }),
    self_generated_validity: z
      .strictObject({
        surveyed: ColumnName.meta({
          title: "Column of who was asked",
          description: "1 for people who were asked, 0 for those who were not.",
        }),
        from: z
          .array(ColumnName)
          .min(1)
          .meta({ title: "Columns known of everybody", description: "What the two groups are compared by." }),
      })
      .optional()
      .meta({
        title: "Does asking change buying?",
        description: "A control arm that was not asked: 1 asked, 0 not; from are columns known of everybody.",
        level: "more",
      }),
    design: Design.default({ kind: "exploratory" }).meta({
      title: "Exploratory or confirmatory",
      description: "A confirmatory plan is fixed before the first purchase is read.",
    }),
    models: z
      .record(z.string().regex(/^[A-Za-z][A-Za-z0-9_]*$/), z.array(ColumnName))
      .optional()
      .meta({ title: "Models of your own", description: "Names with the columns each model uses.", level: "more" }),
    folds: Folds.optional().meta({
      title: "Cross-validation",
      description: "How people are divided, so that nobody is predicted from their own purchase.",
      level: "more",
    }),
    bootstrap: Bootstrap.optional().meta({
      title: "Resampling",
      description: "How the intervals are drawn.",
      level: "more",
    }),
    imputations: z.int().min(2).max(200).default(20).meta({
      title: "Completed tables",
      description: "Completed tables of multiple imputation, where values are missing.",
      level: "more",
    }),
    claims: z.array(Claim).default([]).meta({
      title: "Claims to check",
      description: "Sentences that somebody made about the measures.",
      level: "more",
    }),
    assumed_coverage: z.array(z.number().gt(0).max(1)).min(1).optional().meta({
      title: "Assumed coverage",
      description:
        "Shares of all purchases that the source may see, 0 to 1, for which the predictive values are given as well.",
      level: "more",
    }),
    counted_coverage: z
      .strictObject({
        seen: z.number().int().min(1).meta({ title: "Seen", description: "Purchases that the source saw." }),
        of: z.number().int().min(1).meta({ title: "Of", description: "Purchases known otherwise." }),
      })
      .refine(({ seen, of }) => seen <= of, { error: "seen is a part of `of`", path: ["seen"] })
      .optional()
      .meta({
        title: "Counted coverage",
        description:
          "Of so many purchases known otherwise, such as from receipts, how many the source saw: the predictive values are given for that coverage, its uncertainty included.",
        level: "more",
      }),
    multiverse: Multiverse.optional().meta({
      title: "Other ways to compare",
      description: "Other reasonable ways to compare (E12); those the plan itself leaves open when absent.",
      level: "more",
    }),
    choices: z
      .strictObject({
        file: z.string().min(1).meta({
          title: "File",
          description: "CSV, a row a person, set and alternative, as choices.csv of an export.",
        }),
      })
      .optional()
      .meta({
        title: "Choices between products",
        description: "A table of choices to analyse beside the comparison. A study with such choices need not name it.",
        level: "more",
      }),
    chain: ChainSettings.optional().meta({
      title: "From employees to value",
      description: "A table of employees and customers of the same units, to follow from one to the other.",
      level: "more",
    }),
    customers: CustomersSettings.optional().meta({
      title: "What customers are worth",
      description: "Purchases of customers, to tell how unevenly value is spread and what to expect of them.",
      level: "more",
    }),
    prices: PricePlan.optional().meta({
      title: "Price questions",
      description: "Price questions to analyse beside the comparison.",
      level: "more",
    }),
    bayes: z
      .strictObject({
        rope: z.number().gt(0).lt(1).optional().meta({
          title: "Region of no difference",
          description: "Differences of AUC smaller than this count as none; the plan's margin when empty.",
        }),
      })
      .optional()
      .meta({
        title: "Bayesian readings",
        description:
          "Bayesian readings beside the tests (they say nothing the tests do not use); rope as margin when absent.",
        level: "more",
      }),
    population: z.string().min(1).optional().meta({
      title: "Population",
      description: "Which people the sample stands for, and where purchases were seen: told in the report.",
      level: "more",
    }),
    sources: z.array(z.string().min(1)).optional().meta({
      title: "Where purchases were seen",
      description: "Shops or systems whose purchases are in the data.",
      level: "more",
    }),
    smallest_cell: z.int().min(1).max(1000).optional().meta({
      title: "Smallest group shown",
      description:
        "The fewest people a count in the report may be about: five when absent, 1 shows every count (public data).",
      level: "more",
    }),
    where: z
      .record(ColumnName, z.union([z.string().min(1), z.number(), z.array(z.union([z.string(), z.number()])).min(1)]))
      .optional()
      .meta({
        title: "Rows to analyse",
        description:
          'Rows to analyse, by column: a comparison (age: ">=18"), a value (country: NL) or a list of values; all hold.',
        level: "more",
      }),
    reverse: z
      .record(ColumnName, z.tuple([z.number(), z.number()]))
      .optional()
      .meta({
        title: "Reversed items",
        description:
          "Reverse-keyed items with their lowest and highest answer: they are turned round before anything is computed.",
        level: "more",
      }),
    scales: z
      .record(z.string(), z.array(ColumnName).min(2))
      .default({})
      .meta({ title: "Scales", description: "Means of several columns, by name.", level: "more" }),
    describe: z.array(ColumnName).default([]).meta({
      title: "Columns to describe",
      description: "Shown in the report's table of who took part.",
      level: "more",
    }),
    derive: z
      .record(z.string().regex(/^[A-Za-z_]\w*$/), z.string().min(1))
      .default({})
      .meta({
        title: "New columns",
        description:
          'New columns by arithmetic and comparisons over columns, in the order written: liking: "milk - dark", young: "age < 30 and age >= 18" (1 where it holds, 0 where not).',
        level: "more",
      }),
    thresholds: z
      .array(Threshold)
      .min(1)
      .default([...DEFAULT_THRESHOLDS])
      .meta({
        title: "Thresholds",
        description: "Chances of buying at which the decision curve is given.",
        level: "more",
      }),
    primary: z
      .strictObject({
        stated: ColumnName.optional().meta({ title: "Stated", description: "Column of the primary stated measure." }),
        implicit: ColumnName.optional().meta({
          title: "Implicit",
          description: "Column of the primary implicit measure.",
        }),
      })
      .default({})
      .meta({
        title: "Primary measures",
        description: "The pair that the main question compares; the first of each list when empty.",
        level: "more",
      }),
    margin: z.number().gt(0).lt(1).default(0.05).meta({
      title: "Smallest difference that matters",
      description: "Differences of AUC or shares smaller than this count as none.",
    }),
  })
  .refine((plan) => (plan.outcome === undefined) !== (plan.outcomes === undefined), {
    message: "either outcome or outcomes",
    path: ["outcome"],
  });
export type AnalysisPlan = z.infer<typeof AnalysisPlan>;
/** The plan as a person writes it: fields with a default may be left out. */
export type AnalysisPlanInput = z.input<typeof AnalysisPlan>;
