import { z } from "zod";
import { Id } from "../../../contract/id.ts";
import { negativeWords, positiveWords } from "../defaultAttributes.ts";
import { Key } from "../keys.ts";
import { Category, ProductCategory } from "../stimuli.ts";
import { textsParameter } from "../texts.ts";
import { eptTexts } from "./texts.ts";

/** What a study file may set of evaluative priming. The defaults are the preset. */
export const EptParameters = z.object({
  comparison: Id.optional(),
  focalCategory: ProductCategory.prefault({}),
  comparisonCategory: ProductCategory.prefault({}),
  positive: Category.default(positiveWords),
  negative: Category.default(negativeWords),
  trials: z
    .strictObject({
      practice: z.int().min(0).max(80).default(8),
      /** In each of the four cells: product × good or bad word. */
      perCell: z.int().min(4).max(200).default(30),
    })
    .prefault({}),
  /** Scored trials between two rests. */
  trialsPerBlock: z.int().min(8).max(400).default(60),
  primeMs: z.int().min(8).max(2000).default(200),
  blankMs: z.int().min(8).max(2000).default(100),
  deadlineMs: z.int().min(300).max(10_000).default(1750),
  lateMs: z.int().min(0).max(5000).default(500),
  feedbackMs: z.int().min(0).max(5000).default(500),
  interTrialMs: z.int().min(0).max(5000).default(1000),
  keys: z.strictObject({ left: Key.default("e"), right: Key.default("i") }).prefault({}),
  texts: textsParameter(eptTexts),
});
export type EptParameters = z.infer<typeof EptParameters>;
