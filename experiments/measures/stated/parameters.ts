import { z } from "zod";
import { LocalText } from "../../contract/text.ts";
import { type Texts, textsParameter } from "./wording.ts";

/** What a study file may set of every stated measure. */
export function statedParameters(texts: Texts) {
  return {
    /** What is asked about when it is no product of the study, such as a company or a service; fills `{product}`. */
    about: LocalText.nullable().default(null),
    /** Whether each item offers "I prefer not to answer", which is recorded as missing. */
    mayDecline: z.boolean().default(false),
    /** Whether the product's picture stands above the question, where the product has one. */
    picture: z.enum(["shown", "hidden"]).default("shown"),
    texts: textsParameter(texts),
  };
}

/** The order of the items of a battery: as listed, or shuffled from the session's seed. */
export const ItemOrder = z.enum(["fixed", "random"]);
