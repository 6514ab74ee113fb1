import { z } from "zod";
import { comparedProducts } from "../comparedProducts.ts";
import { negativeWords, positiveWords } from "../defaultAttributes.ts";
import { Key } from "../keys.ts";
import { Category } from "../stimuli.ts";
import { textsParameter } from "../texts.ts";
import { eptTexts } from "./texts.ts";

/** What a study file may set of evaluative priming. The defaults are the preset. */
export const EptParameters = z.object({
  ...comparedProducts,
  positive: Category.default(positiveWords).meta({
    title: "Good things",
    description: "Words and pictures that are judged good.",
  }),
  negative: Category.default(negativeWords).meta({
    title: "Bad things",
    description: "Words and pictures that are judged bad.",
  }),
  trials: z
    .strictObject({
      practice: z
        .int()
        .min(0)
        .max(80)
        .default(8)
        .meta({ title: "Practice", description: "Trials before the scored ones." }),
      perCell: z
        .int()
        .min(4)
        .max(200)
        .default(30)
        .meta({ title: "Of each kind", description: "In each of the four cells: product × good or bad word." }),
    })
    .prefault({})
    .meta({ title: "Trials", description: "How many there are of each kind.", level: "more" }),
  trialsPerBlock: z
    .int()
    .min(8)
    .max(400)
    .default(60)
    .meta({ title: "Trials between rests", description: "Scored trials between two rests.", level: "more" }),
  primeMs: z
    .int()
    .min(8)
    .max(2000)
    .default(200)
    .meta({ title: "Product shown", description: "Milliseconds.", level: "more" }),
  blankMs: z
    .int()
    .min(8)
    .max(2000)
    .default(100)
    .meta({ title: "Empty screen", description: "Milliseconds between the product and the word.", level: "more" }),
  deadlineMs: z
    .int()
    .min(300)
    .max(10_000)
    .default(1750)
    .meta({ title: "Time to answer", description: "Milliseconds.", level: "more" }),
  lateMs: z
    .int()
    .min(0)
    .max(5000)
    .default(500)
    .meta({ title: '"Too slow" shown', description: "Milliseconds.", level: "more" }),
  feedbackMs: z
    .int()
    .min(0)
    .max(5000)
    .default(500)
    .meta({ title: "Cross shown", description: "Milliseconds after a wrong answer.", level: "more" }),
  interTrialMs: z
    .int()
    .min(0)
    .max(5000)
    .default(1000)
    .meta({ title: "Pause", description: "Milliseconds between an answer and the next trial.", level: "more" }),
  keys: z
    .strictObject({
      left: Key.default("e").meta({ title: "Left key", description: "One letter or digit." }),
      right: Key.default("i").meta({ title: "Right key", description: "One letter or digit." }),
    })
    .prefault({})
    .meta({ title: "Keys", description: "For the left and the right side.", level: "more" }),
  texts: textsParameter(eptTexts),
});
export type EptParameters = z.infer<typeof EptParameters>;
