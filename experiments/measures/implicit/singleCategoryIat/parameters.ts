import { z } from "zod";
import { negativeWords, positiveWords } from "../defaultAttributes.ts";
import { Key } from "../keys.ts";
import { Category, ProductCategory } from "../stimuli.ts";
import { textsParameter } from "../texts.ts";
import { singleCategoryIatTexts } from "./texts.ts";

/** What a study file may set of an SC-IAT. The defaults are the preset. */
export const SingleCategoryIatParameters = z.object({
  focalCategory: ProductCategory.prefault({}).meta({
    title: "Product the task is about",
    description: "Its name and picture when left as it is.",
    level: "more",
  }),
  positive: Category.default(positiveWords).meta({
    title: "Good things",
    description: "Words and pictures that are sorted as good.",
  }),
  negative: Category.default(negativeWords).meta({
    title: "Bad things",
    description: "Words and pictures that are sorted as bad.",
  }),
  trials: z
    .strictObject({
      attributes: z.int().min(0).max(200).default(0).meta({
        title: "Good and bad alone",
        description: "Attributes only, before everything else: 20 in a single-target IAT.",
      }),
      practice: z
        .int()
        .min(0)
        .max(240)
        .default(24)
        .meta({ title: "Practice", description: "Trials before the scored ones of a pairing." }),
      test: z.int().min(12).max(480).default(72).meta({ title: "Scored", description: "Trials of each pairing." }),
    })
    .prefault({})
    .meta({ title: "Trials", description: "How many there are in each block.", level: "more" }),
  ratio: z
    .strictObject({
      target: z.int().min(1).max(20).default(7).meta({ title: "Product", description: "Times in a run." }),
      shared: z
        .int()
        .min(1)
        .max(20)
        .default(7)
        .meta({ title: "Attribute on its side", description: "Times in a run." }),
      single: z.int().min(1).max(20).default(10).meta({ title: "Other attribute", description: "Times in a run." }),
    })
    .prefault({})
    .meta({
      title: "Mix of trials",
      description:
        "How often the product, the attribute on its side and the other attribute come in a run, so that neither side is right much more often (Karpinski & Steinman, 2006).",
      level: "more",
    }),
  keys: z
    .strictObject({
      left: Key.default("e").meta({ title: "Left key", description: "One letter or digit." }),
      right: Key.default("i").meta({ title: "Right key", description: "One letter or digit." }),
    })
    .prefault({})
    .meta({ title: "Keys", description: "For the left and the right side.", level: "more" }),
  /** Time to respond; null for no limit, as in a single-target IAT. */
  windowMs: z.int().min(300).max(10_000).nullable().default(1500).meta({
    title: "Time to answer",
    description: "Milliseconds; no limit when empty, as in a single-target IAT.",
    level: "more",
  }),
  lateMs: z
    .int()
    .min(0)
    .max(5000)
    .default(500)
    .meta({ title: '"Too slow" shown', description: "Milliseconds.", level: "more" }),
  errors: z.enum(["mark", "correct"]).default("mark").meta({
    title: "After an answer",
    description: "mark: circle or cross for feedbackMs; correct: a cross until the right side is pressed.",
    level: "more",
  }),
  feedbackMs: z
    .int()
    .min(0)
    .max(5000)
    .default(150)
    .meta({ title: "Mark shown", description: "Milliseconds.", level: "more" }),
  interTrialMs: z
    .int()
    .min(0)
    .max(5000)
    .default(250)
    .meta({ title: "Pause", description: "Milliseconds between an answer and the next trial.", level: "more" }),
  texts: textsParameter(singleCategoryIatTexts),
});
export type SingleCategoryIatParameters = z.infer<typeof SingleCategoryIatParameters>;
