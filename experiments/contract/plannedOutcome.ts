import { z } from "zod";
import { isEveryObjectsName } from "./everyObjectsName.ts";
import { OutcomeClass } from "./outcomeClass.ts";

/** A 0/1 rule on a numeric column: one comparison with a number, `>=4`, `>0`, `<0`, `=1`. */
export const RuleText = z
  .string()
  .regex(/^\s*(>=|<=|>|<|=)\s*-?\d+(\.\d+)?\s*$/, "a comparison with a number, like >=4");

/** A column of the data table, or of `derive`. */
export const ColumnName = z
  .string()
  .min(1)
  .refine(
    (name) => !isEveryObjectsName(name),
    "a column whose name is not one that every object has, such as constructor or __proto__",
  );

/** What is predicted. A bare column name is a 0/1 column. */
export const PlannedOutcome = z.strictObject({
  column: ColumnName.meta({ title: "Column", description: "The column that says what people did." }),
  kind: z.enum(["binary", "count", "amount", "continuous"]).default("binary").meta({
    title: "Kind of outcome",
    description: "binary (default): 0/1, or a rule. count: whole numbers. amount: money, 0 or more. continuous: any.",
  }),
  rule: RuleText.optional().meta({
    title: "Rule",
    description:
      "Turns a numeric column into 0/1: who satisfies the rule bought. Everyone else did not, unless against is set.",
  }),
  against: RuleText.optional().meta({
    title: "Rule for not buying",
    description:
      'Who did not buy, when that is not simply everyone else: rule: ">0", against: "<0" drops ties at 0, counted.',
  }),
  at: ColumnName.optional().meta({
    title: "Column with the moment of buying",
    description:
      "Column with the moment of the purchase (ISO date or time), empty where nobody bought. A moment before after is refused: what came before the questions cannot be predicted by their answers.",
  }),
  after: ColumnName.optional().meta({
    title: "Column with the moment of asking",
    description: "Column with the moment the person was asked.",
  }),
  since: z.literal("session").optional().meta({
    title: "Known to come after",
    description:
      "How it is known without moments: session when only purchases after each session were counted, as the import of purchases does.",
  }),
  exposure: ColumnName.optional().meta({
    title: "Column with the time observed",
    description: "Column with the time or opportunity each row was observed, for rates.",
  }),
  time: ColumnName.optional().meta({
    title: "Column with the time watched",
    description:
      "Column with how long each person was watched, to the purchase or to the end of the watching: who had not bought when the watching ended counts as long as they were watched.",
  }),
  window: z.number().positive().optional().meta({
    title: "Time shown",
    description: "Up to when shares of buyers are given, in the unit of time; the longest time when absent.",
  }),
  words: z
    .strictObject({
      did: z.string().min(1).meta({ title: "What people did", description: 'As in "chose it".' }),
      doers: z.string().min(1).meta({ title: "Who did", description: 'As in "choosers".' }),
      others: z.string().min(1).meta({ title: "Who did not", description: 'As in "others".' }),
    })
    .optional()
    .meta({
      title: "Words of the report",
      description:
        'How it is told: what people did ("chose it"), who did ("choosers") and who did not ("others"); by its class when absent.',
    }),
  class: OutcomeClass.optional().meta({
    title: "How it is known",
    description: "How it is known; the plan's outcome_class when absent.",
  }),
});
export type PlannedOutcome = z.infer<typeof PlannedOutcome>;

/** An outcome as a plan may write it: a column, or a column with what it means. */
export const Outcome = z.union([
  ColumnName.transform((column): PlannedOutcome => ({ column, kind: "binary" })),
  PlannedOutcome,
]);
