import { z } from "zod";
import { Id } from "../../../contract/id.ts";
import { negativeWords, positiveWords } from "../defaultAttributes.ts";
import { Category, ProductCategory } from "../stimuli.ts";
import { textsParameter } from "../texts.ts";
import { gnatTexts } from "./texts.ts";

/** What a study file may set of a GNAT. The defaults are the preset. */
export const GnatParameters = z.object({
  comparison: Id.optional(),
  focalCategory: ProductCategory.prefault({}),
  comparisonCategory: ProductCategory.prefault({}),
  positive: Category.default(positiveWords),
  negative: Category.default(negativeWords),
  /** `both`: each product is a signal with good and with bad things (four pairings); `focal`: the focal one only. */
  pairings: z.enum(["both", "focal"]).default("both"),
  trials: z
    .strictObject({ practice: z.int().min(0).max(200).default(16), test: z.int().min(8).max(400).default(60) })
    .prefault({}),
  /** Time to respond; with a pilot the slowest. */
  deadlineMs: z.int().min(300).max(5000).default(750),
  /** The first practice finds each person's own deadline, which then holds in every block, so that all pairings have the
   *  same: a hit takes `stepMs` off it, a miss gives three times as much back. Null: `deadlineMs` for everyone. */
  pilot: z
    .strictObject({ fastestMs: z.int().min(300).max(5000).default(666), stepMs: z.int().min(1).max(200).default(10) })
    .nullable()
    .prefault({}),
  feedbackMs: z.int().min(0).max(5000).default(150),
  interTrialMs: z.int().min(0).max(5000).default(150),
  texts: textsParameter(gnatTexts),
});
export type GnatParameters = z.infer<typeof GnatParameters>;
