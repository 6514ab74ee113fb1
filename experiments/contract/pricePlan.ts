import { z } from "zod";
import { ColumnName } from "./plannedOutcome.ts";

/** Columns of the price questions a plan analyses. */
export const PricePlan = z.strictObject({
  van_westendorp: z
    .strictObject({
      too_cheap: ColumnName.meta({
        title: "Column: too cheap",
        description: "Prices at which people doubt the quality.",
      }),
      cheap: ColumnName.meta({ title: "Column: cheap", description: "Prices that are a bargain." }),
      expensive: ColumnName.meta({ title: "Column: expensive", description: "Prices that are getting high." }),
      too_expensive: ColumnName.meta({
        title: "Column: too expensive",
        description: "Prices at which nobody would buy.",
      }),
      intents: z.tuple([ColumnName, ColumnName]).optional().meta({
        title: "Columns of both intents",
        description: "Buying at the cheap and at the expensive price, 1 to 5.",
      }),
      rule: z
        .enum(["min", "max", "mean", "median"])
        .optional()
        .meta({ title: "Price of a plateau", description: "Which price of a plateau counts." }),
      step: z.number().positive().optional().meta({
        title: "Distance of prices",
        description: "Draws the curves at prices this far apart; at the prices named when absent.",
      }),
    })
    .optional()
    .meta({
      title: "Price sensitivity meter",
      description:
        "The four prices of the price sensitivity meter; with both intents (1 to 5, at the cheap and at the expensive price) trial and revenue as well.",
    }),
  gabor_granger: z
    .array(
      z.strictObject({
        price: z.number().min(0).meta({ title: "Price", description: "The price that was shown." }),
        column: ColumnName.meta({
          title: "Column",
          description: "1 for people who would buy at this price, 0 for those who would not.",
        }),
      }),
    )
    .min(2)
    .optional()
    .meta({
      title: "Price ladder",
      description: "The 0/1 answer (would buy) at each tested price, empty where somebody was not asked it.",
    }),
  stakes: z
    .strictObject({
      amount: ColumnName.meta({ title: "Column: amount", description: "The most each person would pay." }),
      drawn: ColumnName.meta({
        title: "Column: stakes",
        description: "real for people whose answer could bind them, hypothetical for those whose answer could not.",
      }),
    })
    .optional()
    .meta({
      title: "Real or hypothetical",
      description: "How many times more people say they would pay than pay, where chance decided whose answer binds.",
    }),
});
export type PricePlan = z.infer<typeof PricePlan>;
