import { z } from "zod";
import { Id } from "../../../contract/id.ts";
import { Key } from "../keys.ts";
import { ProductCategory, Stimulus } from "../stimuli.ts";
import { textsParameter } from "../texts.ts";
import { ampTexts } from "./texts.ts";

const BriefMs = z.int().min(8).max(2000);

/** What a study file may set of an AMP. The defaults are the preset. */
export const AmpParameters = z.object({
  comparison: Id.optional(),
  focalCategory: ProductCategory.prefault({}),
  comparisonCategory: ProductCategory.prefault({}),
  /** What comes before the sign in neutral and practice trials. */
  neutral: z.array(Stimulus).min(1).default(["▢"]),
  trials: z
    .strictObject({
      practice: z.int().min(0).max(60).default(10),
      /** After each of the products. */
      perProduct: z.int().min(4).max(200).default(24),
      neutral: z.int().min(0).max(200).default(24),
    })
    .prefault({}),
  primeMs: BriefMs.default(75),
  blankMs: BriefMs.default(125),
  glyphMs: BriefMs.default(100),
  keys: z.strictObject({ left: Key.default("e"), right: Key.default("i") }).prefault({}),
  interTrialMs: z.int().min(0).max(5000).default(500),
  texts: textsParameter(ampTexts),
});
export type AmpParameters = z.infer<typeof AmpParameters>;
