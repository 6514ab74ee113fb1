import { z } from "zod";
import { Id } from "../../../contract/id.ts";
import { ProductCategory } from "../stimuli.ts";
import { textsParameter } from "../texts.ts";
import { aatTexts } from "./texts.ts";

/** What a study file may set of an AAT. The defaults are the preset. */
export const AatParameters = z.object({
  comparison: Id.optional(),
  focalCategory: ProductCategory.prefault({}),
  comparisonCategory: ProductCategory.prefault({}),
  trials: z
    .strictObject({
      practice: z.int().min(0).max(60).default(10),
      /** For each product and each frame: 20 make 80 scored trials. */
      perCell: z.int().min(4).max(100).default(20),
    })
    .prefault({}),
  /** At most this many times in a row the same movement. */
  longestRun: z.int().min(1).max(10).default(3),
  interTrialMs: z.int().min(0).max(5000).default(400),
  texts: textsParameter(aatTexts),
});
export type AatParameters = z.infer<typeof AatParameters>;
