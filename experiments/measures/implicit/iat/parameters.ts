import { z } from "zod";
import { comparedProducts } from "../comparedProducts.ts";
import { negativeWords, positiveWords } from "../defaultAttributes.ts";
import { Key } from "../keys.ts";
import { Category } from "../stimuli.ts";
import { textsParameter } from "../texts.ts";
import { iatTexts } from "./texts.ts";

const Trials = z.int().min(2).max(400);

/** What a study file may set of an IAT. The defaults are the preset. */
export const IatParameters = z.object({
  ...comparedProducts,
  positive: Category.default(positiveWords).meta({
    title: "Good things",
    description: "Words and pictures that are sorted as good.",
  }),
  negative: Category.default(negativeWords).meta({
    title: "Bad things",
    description: "Words and pictures that are sorted as bad.",
  }),
  /** Trials a block. */
  trials: z
    .strictObject({
      targets: Trials.default(20).meta({ title: "Products alone", description: "The first block." }),
      attributes: Trials.default(20).meta({ title: "Good and bad alone", description: "The second block." }),
      combinedPractice: Trials.default(20).meta({
        title: "Both, practice",
        description: "The third and the sixth block.",
      }),
      combinedTest: Trials.default(40).meta({ title: "Both, test", description: "The fourth and the seventh block." }),
      reversedTargets: Trials.default(40).meta({
        title: "Changed sides",
        description:
          "40 instead of 20 weakens the effect of which pairing comes first (Nosek, Greenwald & Banaji, 2005).",
      }),
    })
    .prefault({})
    .meta({ title: "Trials", description: "How many there are in each block.", level: "more" }),
  swap: z.enum(["targets", "attributes", "balanced"]).default("targets").meta({
    title: "What changes sides",
    description: "What changes sides for the second pairing; balanced makes it a factor of its own.",
    level: "more",
  }),
  keys: z
    .strictObject({
      left: Key.default("e").meta({ title: "Left key", description: "One letter or digit." }),
      right: Key.default("i").meta({ title: "Right key", description: "One letter or digit." }),
    })
    .prefault({})
    .meta({ title: "Keys", description: "For the left and the right side.", level: "more" }),
  errors: z.enum(["correct", "mark"]).default("correct").meta({
    title: "After a mistake",
    description: "correct: a cross until the right side is pressed; mark: a cross for errorMs, then on.",
    level: "more",
  }),
  errorMs: z
    .int()
    .min(0)
    .max(5000)
    .default(300)
    .meta({ title: "Cross shown", description: "Milliseconds, where the cross goes by itself.", level: "more" }),
  /** Blank time between a response and the next stimulus; the labels stay. */
  interTrialMs: z.int().min(0).max(5000).default(250).meta({
    title: "Pause",
    description: "Milliseconds between an answer and the next trial; the labels stay.",
    level: "more",
  }),
  texts: textsParameter(iatTexts),
});
export type IatParameters = z.infer<typeof IatParameters>;
