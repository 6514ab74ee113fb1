import { z } from "zod";
import { Id } from "../../../contract/id.ts";
import { negativeWords, positiveWords } from "../defaultAttributes.ts";
import { Key } from "../keys.ts";
import { Category, ProductCategory } from "../stimuli.ts";
import { textsParameter } from "../texts.ts";
import { iatTexts } from "./texts.ts";

const Trials = z.int().min(2).max(400);

/** What a study file may set of an IAT. The defaults are the preset. */
export const IatParameters = z.object({
  /** The product compared with; the study's first other product when absent. */
  comparison: Id.optional(),
  focalCategory: ProductCategory.prefault({}),
  comparisonCategory: ProductCategory.prefault({}),
  positive: Category.default(positiveWords),
  negative: Category.default(negativeWords),
  /** Trials a block. */
  trials: z
    .strictObject({
      targets: Trials.default(20),
      attributes: Trials.default(20),
      combinedPractice: Trials.default(20),
      combinedTest: Trials.default(40),
      /** 40 instead of 20 weakens the effect of which pairing comes first (Nosek, Greenwald & Banaji, 2005). */
      reversedTargets: Trials.default(40),
    })
    .prefault({}),
  /** What changes sides for the second pairing; `balanced` makes it a factor of its own. */
  swap: z.enum(["targets", "attributes", "balanced"]).default("targets"),
  keys: z.strictObject({ left: Key.default("e"), right: Key.default("i") }).prefault({}),
  /** `correct`: a cross until the right side is pressed; `mark`: a cross for `errorMs`, then on. */
  errors: z.enum(["correct", "mark"]).default("correct"),
  errorMs: z.int().min(0).max(5000).default(300),
  /** Blank time between a response and the next stimulus; the labels stay. */
  interTrialMs: z.int().min(0).max(5000).default(250),
  texts: textsParameter(iatTexts),
});
export type IatParameters = z.infer<typeof IatParameters>;
