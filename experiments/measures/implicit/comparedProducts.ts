import { Id } from "../../contract/id.ts";
import { ProductCategory } from "./stimuli.ts";

/** What a study file may set of the two products that a task compares: the same in every task that has two. */
export const comparedProducts = {
  comparison: Id.optional().meta({
    title: "Compared with",
    control: "product",
    description: "The product compared with; the study's first other product when empty.",
  }),
  focalCategory: ProductCategory.prefault({}).meta({
    title: "Product the task is about",
    description: "Its name and picture when left as it is.",
    level: "more",
  }),
  comparisonCategory: ProductCategory.prefault({}).meta({
    title: "Product compared with",
    description: "Its name and picture when left as it is.",
    level: "more",
  }),
};
