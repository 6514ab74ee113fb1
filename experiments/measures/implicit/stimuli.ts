import { z } from "zod";
import { LocalText, textIn } from "../../contract/text.ts";
import type { ShownProduct } from "../../contract/timeline.ts";

/** A picture to sort, with words for who cannot see it. */
const Picture = z.strictObject({
  image: z
    .string()
    .min(1)
    .meta({ title: "Picture", control: "picture", description: "Path below the study file's folder." }),
  alt: LocalText.meta({ title: "Words for the picture", description: "Read out for people who cannot see it." }),
});

/** A word or a picture. */
export const Stimulus = z.union([Picture, LocalText]);
export type Stimulus = z.infer<typeof Stimulus>;

/** A category with its members. */
export const Category = z.strictObject({
  label: LocalText.meta({ title: "Label", description: "Shown above the side it belongs to." }),
  stimuli: z
    .array(Stimulus)
    .min(1)
    .meta({ title: "Words and pictures", control: "stimuli", description: "What is sorted, at least one." }),
});
export type Category = z.infer<typeof Category>;

/** A product as a category: its name is the label and, with its picture, the only member unless more are given. */
export const ProductCategory = z.strictObject({
  label: LocalText.optional().meta({ title: "Label", description: "The product's name when empty." }),
  stimuli: z.array(Stimulus).default([]).meta({
    title: "Words and pictures",
    control: "stimuli",
    description: "The product's name and picture when empty.",
  }),
});
export type ProductCategory = z.infer<typeof ProductCategory>;

/** A stimulus as shown: `text` is what is shown of a word and said of a picture. */
export type ShownStimulus = { readonly text: string; readonly image: string | null };
/** A category as shown, in the participant's language. */
export type ShownCategory = { readonly label: string; readonly stimuli: readonly ShownStimulus[] };

export function shownStimulus(stimulus: Stimulus, language: string): ShownStimulus {
  if (isPicture(stimulus)) return { text: textIn(stimulus.alt, language), image: stimulus.image };
  return { text: textIn(stimulus, language), image: null };
}

/** Told apart without the schema, which the browser does not have: no language is called "image" or "alt". */
function isPicture(stimulus: Stimulus): stimulus is z.infer<typeof Picture> {
  return typeof stimulus === "object" && "image" in stimulus && "alt" in stimulus;
}

export function shownCategory(category: Category, language: string): ShownCategory {
  return {
    label: textIn(category.label, language),
    stimuli: category.stimuli.map((stimulus) => shownStimulus(stimulus, language)),
  };
}

function shownProductCategory(category: ProductCategory, product: ShownProduct, language: string): ShownCategory {
  const label = category.label === undefined ? product.name : textIn(category.label, language);
  const own = category.stimuli.map((stimulus) => shownStimulus(stimulus, language));
  const picture = product.image === undefined ? [] : [{ text: product.name, image: product.image }];
  return { label, stimuli: own.length > 0 ? own : [{ text: product.name, image: null }, ...picture] };
}

type Shown = {
  readonly instance: string;
  readonly product?: ShownProduct;
  readonly products: readonly ShownProduct[];
  readonly language: string;
};

/** The product a task is about, as a category. Throws RangeError when the instance names none. */
export function focalCategory(category: ProductCategory, { instance, product, language }: Shown): ShownCategory {
  if (!product) throw new RangeError(`${instance} needs a product: the one it is about`);
  return shownProductCategory(category, product, language);
}

/** The two products a task compares, as categories: the one it is about, and the one named or else the study's first
 *  other. Throws RangeError when either is missing. */
export function comparedCategories(
  shown: Shown & {
    readonly parameters: {
      readonly focalCategory: ProductCategory;
      readonly comparisonCategory: ProductCategory;
      readonly comparison?: string | undefined;
    };
  },
) {
  const { parameters, product, products, language } = shown;
  const named = parameters.comparison;
  const other = products.find(({ id }) => (named === undefined ? id !== product?.id : id === named));
  if (!other) throw new RangeError(`the task needs a product to compare with, found none named ${named ?? "other"}`);
  return {
    focal: focalCategory(parameters.focalCategory, shown),
    comparison: shownProductCategory(parameters.comparisonCategory, other, language),
  };
}

/** The two poles of the attribute, as categories. */
export function attributeCategories(
  { positive, negative }: { readonly positive: Category; readonly negative: Category },
  language: string,
) {
  return { positive: shownCategory(positive, language), negative: shownCategory(negative, language) };
}
