import { z } from "zod";
import { negativeWords, positiveWords } from "../defaultAttributes.ts";
import { Key } from "../keys.ts";
import { Category, ProductCategory } from "../stimuli.ts";
import { textsParameter } from "../texts.ts";
import { singleCategoryIatTexts } from "./texts.ts";

/** What a study file may set of an SC-IAT. The defaults are the preset. */
export const SingleCategoryIatParameters = z.object({
  focalCategory: ProductCategory.prefault({}),
  positive: Category.default(positiveWords),
  negative: Category.default(negativeWords),
  trials: z
    .strictObject({
      /** Attributes only, before everything else: 20 in a single-target IAT. */
      attributes: z.int().min(0).max(200).default(0),
      practice: z.int().min(0).max(240).default(24),
      test: z.int().min(12).max(480).default(72),
    })
    .prefault({}),
  /** How often the product, the attribute on its side and the other attribute come in a run, so that neither side is
   *  right much more often (Karpinski & Steinman, 2006). */
  ratio: z
    .strictObject({
      target: z.int().min(1).max(20).default(7),
      shared: z.int().min(1).max(20).default(7),
      single: z.int().min(1).max(20).default(10),
    })
    .prefault({}),
  keys: z.strictObject({ left: Key.default("e"), right: Key.default("i") }).prefault({}),
  /** Time to respond; null for no limit, as in a single-target IAT. */
  windowMs: z.int().min(300).max(10_000).nullable().default(1500),
  lateMs: z.int().min(0).max(5000).default(500),
  /** `mark`: circle or cross for `feedbackMs`; `correct`: a cross until the right side is pressed. */
  errors: z.enum(["mark", "correct"]).default("mark"),
  feedbackMs: z.int().min(0).max(5000).default(150),
  interTrialMs: z.int().min(0).max(5000).default(250),
  texts: textsParameter(singleCategoryIatTexts),
});
export type SingleCategoryIatParameters = z.infer<typeof SingleCategoryIatParameters>;
