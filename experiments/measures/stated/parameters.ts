import { z } from "zod";
import { LocalText } from "../../contract/text.ts";
import { type Texts, textsParameter } from "./wording.ts";

/** What a study file may set of every stated measure. */
export function statedParameters(texts: Texts) {
  return {
    about: LocalText.nullable().default(null).meta({
      title: "Asked about",
      description:
        "What is asked about when it is no product of the study, such as a company or a service; fills {product}.",
    }),
    mayDecline: z.boolean().default(false).meta({
      title: "May be skipped",
      description: 'Whether each item offers "I prefer not to answer", which is recorded as missing.',
    }),
    picture: z.enum(["shown", "hidden"]).default("shown").meta({
      title: "Picture of the product",
      description: "Whether the product's picture stands above the question, where the product has one.",
    }),
    texts: textsParameter(texts),
  };
}

/** The order of the items of a battery: as listed, or shuffled from the session's seed. */
export const ItemOrder = z.enum(["fixed", "random"]);
