import { z } from "zod";
import { comparedProducts } from "../comparedProducts.ts";
import { Key } from "../keys.ts";
import { Stimulus } from "../stimuli.ts";
import { textsParameter } from "../texts.ts";
import { ampTexts } from "./texts.ts";

const BriefMs = z.int().min(8).max(2000);

/** What a study file may set of an AMP. The defaults are the preset. */
export const AmpParameters = z.object({
  ...comparedProducts,
  neutral: z.array(Stimulus).min(1).default(["▢"]).meta({
    title: "Neutral pictures",
    control: "stimuli",
    description: "What comes before the sign in neutral and practice trials.",
    level: "more",
  }),
  trials: z
    .strictObject({
      practice: z
        .int()
        .min(0)
        .max(60)
        .default(10)
        .meta({ title: "Practice", description: "Trials before the scored ones." }),
      perProduct: z
        .int()
        .min(4)
        .max(200)
        .default(24)
        .meta({ title: "Of each product", description: "After each of the products." }),
      neutral: z.int().min(0).max(200).default(24).meta({ title: "Neutral", description: "After a neutral picture." }),
    })
    .prefault({})
    .meta({ title: "Trials", description: "How many there are of each kind.", level: "more" }),
  primeMs: BriefMs.default(75).meta({ title: "Product shown", description: "Milliseconds.", level: "more" }),
  blankMs: BriefMs.default(125).meta({
    title: "Empty screen",
    description: "Milliseconds between the product and the sign.",
    level: "more",
  }),
  glyphMs: BriefMs.default(100).meta({ title: "Sign shown", description: "Milliseconds.", level: "more" }),
  keys: z
    .strictObject({
      left: Key.default("e").meta({ title: "Left key", description: "One letter or digit." }),
      right: Key.default("i").meta({ title: "Right key", description: "One letter or digit." }),
    })
    .prefault({})
    .meta({ title: "Keys", description: "For the left and the right side.", level: "more" }),
  interTrialMs: z
    .int()
    .min(0)
    .max(5000)
    .default(500)
    .meta({ title: "Pause", description: "Milliseconds between an answer and the next trial.", level: "more" }),
  texts: textsParameter(ampTexts),
});
export type AmpParameters = z.infer<typeof AmpParameters>;
