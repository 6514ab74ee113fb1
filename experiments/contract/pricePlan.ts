import { z } from "zod";
import { ColumnName } from "./plannedOutcome.ts";

/** Columns of the price questions a plan analyses. */
export const PricePlan = z.strictObject({
  /** The four prices of the price sensitivity meter; with both intents (1 to 5, at the cheap and at the expensive price)
   *  trial and revenue as well. */
  van_westendorp: z
    .strictObject({
      too_cheap: ColumnName,
      cheap: ColumnName,
      expensive: ColumnName,
      too_expensive: ColumnName,
      intents: z.tuple([ColumnName, ColumnName]).optional(),
      /** Which price of a plateau counts. */
      rule: z.enum(["min", "max", "mean", "median"]).optional(),
      /** Draws the curves at prices this far apart; at the prices named when absent. */
      step: z.number().positive().optional(),
    })
    .optional(),
  /** The 0/1 answer (would buy) at each tested price, empty where somebody was not asked it. */
  gabor_granger: z
    .array(z.strictObject({ price: z.number().min(0), column: ColumnName }))
    .min(2)
    .optional(),
});
export type PricePlan = z.infer<typeof PricePlan>;
