import { z } from "zod";

/** The mark of a field that names a product of the study, in the schema and in the JSON schema made of it. */
export const productMark = { names: "product" } as const;

/** A field of a trial that names a product of the study, at any depth: a trial that names one the study has not is refused,
 *  as nothing could score it. */
export const ProductName = z.string().min(1).max(64).meta(productMark);
