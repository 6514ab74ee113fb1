import { z } from "zod";
import { comparedProducts } from "../comparedProducts.ts";
import { negativeWords, positiveWords } from "../defaultAttributes.ts";
import { Key } from "../keys.ts";
import { Category } from "../stimuli.ts";
import { textsParameter } from "../texts.ts";
import { briefIatTexts } from "./texts.ts";

/** Categories of the warm-up block, unrelated to any product (Sriram & Greenwald, 2009, used animals too). */
const mammals = {
  label: { en: "Mammals", nl: "Zoogdieren", de: "Säugetiere" },
  stimuli: [
    { en: "Dog", nl: "Hond", de: "Hund" },
    { en: "Horse", nl: "Paard", de: "Pferd" },
    { en: "Cow", nl: "Koe", de: "Kuh" },
    { en: "Lion", nl: "Leeuw", de: "Löwe" },
  ],
};
const birds = {
  label: { en: "Birds", nl: "Vogels", de: "Vögel" },
  stimuli: [
    { en: "Pigeon", nl: "Duif", de: "Taube" },
    { en: "Swan", nl: "Zwaan", de: "Schwan" },
    { en: "Crow", nl: "Kraai", de: "Krähe" },
    { en: "Eagle", nl: "Arend", de: "Adler" },
  ],
};

/** What a study file may set of a BIAT. The defaults are the preset. */
export const BriefIatParameters = z.object({
  ...comparedProducts,
  positive: Category.default(positiveWords).meta({
    title: "Good things",
    description: "The attribute that belongs in every block.",
  }),
  negative: Category.default(negativeWords).meta({
    title: "Bad things",
    description: "The attribute that does not belong.",
  }),
  warmUpFocal: Category.default(mammals).meta({
    title: "Warm-up: what belongs",
    description: "A category that has nothing to do with the products.",
    level: "more",
  }),
  warmUpOther: Category.default(birds).meta({
    title: "Warm-up: what does not",
    description: "A category that has nothing to do with the products.",
    level: "more",
  }),
  warmUpTrials: z.int().min(0).max(100).default(16).meta({
    title: "Trials of the warm-up",
    description: "Trials of the warm-up block; 0 leaves it out.",
    level: "more",
  }),
  blocks: z.int().min(2).max(16).multipleOf(2).default(4).meta({
    title: "Scored blocks",
    description: "Scored blocks; the two products take turns, so an even number.",
    level: "more",
  }),
  prefatoryTrials: z.int().min(0).max(20).default(4).meta({
    title: "Trials before the scored ones",
    description: "Trials at the start of a block that show products only and are not scored.",
    level: "more",
  }),
  trials: z
    .int()
    .min(4)
    .max(100)
    .default(16)
    .meta({ title: "Scored trials a block", description: "Counted in each block.", level: "more" }),
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
    .default(250)
    .meta({ title: "Pause", description: "Milliseconds between an answer and the next trial.", level: "more" }),
  texts: textsParameter(briefIatTexts),
});
export type BriefIatParameters = z.infer<typeof BriefIatParameters>;
