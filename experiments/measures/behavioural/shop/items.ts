import { z } from "zod";

const meta = (title: string, description: string) => ({ title, description });
const percent = z.number().min(0).max(100);

/** One product of a shop: a row of its product table. */
export const ShopItem = z.strictObject({
  id: z
    .string()
    .min(1)
    .max(64)
    .meta(meta("Id", "Tells it apart; where it is the id of a product of the study, its score is of that product.")),
  category: z.string().max(120).default("").meta(meta("Shelf", "Where it is found.")),
  product: z.string().min(1).max(200).meta(meta("Name", "As shoppers read it.")),
  image: z.string().min(1).optional().meta(meta("Picture", "A path below the study's folder.")),
  price: z.number().min(0.01).max(100_000).multipleOf(0.01).meta(meta("Price", "In the currency's unit.")),
  packSize: z.number().positive().max(1_000_000).optional().meta(meta("Pack size", "How much is in a pack.")),
  packUnit: z.string().max(40).default("").meta(meta("Unit", "Of the pack size, such as g or ml.")),
  tax: percent.default(0).meta(meta("Tax", "Percent that is added to the price.")),
  discount: percent
    .max(99)
    .default(0)
    .meta(meta("Discount", "Percent that is taken off, the old price struck through.")),
  swap: z.string().max(64).optional().meta(meta("Swap", "The id of what is offered in its place when it is added.")),
  label: z.string().max(120).default("").meta(meta("Label", "What stands on it, such as New or a grade.")),
});
export type ShopItem = z.infer<typeof ShopItem>;
