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
  column: ColumnName,
  /** `binary` (default): 0/1, or a `rule`. `count`: whole numbers. `amount`: money, 0 or more. `continuous`: any. */
  kind: z.enum(["binary", "count", "amount", "continuous"]).default("binary"),
  /** Turns a numeric column into 0/1: who satisfies the rule bought. Everyone else did not, unless `against` is set. */
  rule: RuleText.optional(),
  /** Who did not buy, when that is not simply everyone else: `rule: ">0", against: "<0"` drops ties at 0, counted. */
  against: RuleText.optional(),
  /** Column with the moment of the purchase (ISO date or time), empty where nobody bought. A moment before `after` is
   *  refused: what came before the questions cannot be predicted by their answers. */
  at: ColumnName.optional(),
  /** Column with the moment the person was asked. */
  after: ColumnName.optional(),
  /** How it is known without moments: `session` when only purchases after each session were counted, as the import of
   *  purchases does. */
  since: z.literal("session").optional(),
  /** Column with the time or opportunity each row was observed, for rates. */
  exposure: ColumnName.optional(),
  /** Column with how long each person was watched, to the purchase or to the end of the watching: who had not bought when
   *  the watching ended counts as long as they were watched. */
  time: ColumnName.optional(),
  /** Up to when shares of buyers are given, in the unit of `time`; the longest time when absent. */
  window: z.number().positive().optional(),
  /** How it is told: what people did ("chose it"), who did ("choosers") and who did not ("others"); by its class when
   *  absent. */
  words: z.strictObject({ did: z.string().min(1), doers: z.string().min(1), others: z.string().min(1) }).optional(),
  /** How it is known; the plan's `outcome_class` when absent. */
  class: OutcomeClass.optional(),
});
export type PlannedOutcome = z.infer<typeof PlannedOutcome>;

/** An outcome as a plan may write it: a column, or a column with what it means. */
export const Outcome = z.union([
  ColumnName.transform((column): PlannedOutcome => ({ column, kind: "binary" })),
  PlannedOutcome,
]);
