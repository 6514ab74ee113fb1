import { z } from "zod";
import { Id } from "../../../contract/id.ts";
import { negativeWords, positiveWords } from "../defaultAttributes.ts";
import { Key } from "../keys.ts";
import { Category, ProductCategory } from "../stimuli.ts";
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
  /** The product compared with; the study's first other product when absent. */
  comparison: Id.optional(),
  focalCategory: ProductCategory.prefault({}),
  comparisonCategory: ProductCategory.prefault({}),
  /** The attribute that belongs in every block. */
  positive: Category.default(positiveWords),
  negative: Category.default(negativeWords),
  warmUpFocal: Category.default(mammals),
  warmUpOther: Category.default(birds),
  /** Trials of the warm-up block; 0 leaves it out. */
  warmUpTrials: z.int().min(0).max(100).default(16),
  /** Scored blocks; the two products take turns, so an even number. */
  blocks: z.int().min(2).max(16).multipleOf(2).default(4),
  /** Trials at the start of a block that show products only and are not scored. */
  prefatoryTrials: z.int().min(0).max(20).default(4),
  trials: z.int().min(4).max(100).default(16),
  keys: z.strictObject({ left: Key.default("e"), right: Key.default("i") }).prefault({}),
  interTrialMs: z.int().min(0).max(5000).default(250),
  texts: textsParameter(briefIatTexts),
});
export type BriefIatParameters = z.infer<typeof BriefIatParameters>;
