import { z } from "zod";
import { LocalText } from "../../../contract/text.ts";
import { textsParameter } from "../texts.ts";
import { metaphorTexts } from "./texts.ts";

/** What a study file may set of metaphor elicitation. The defaults are the preset. */
export const MetaphorParameters = z.object({
  /** Pictures of the study's own; Saydo's line drawings when empty. */
  pictures: z.array(z.strictObject({ image: z.string().min(1), alt: LocalText })).default([]),
  fewest: z.int().min(1).max(20).default(3),
  most: z.int().min(1).max(20).default(5),
  texts: textsParameter(metaphorTexts),
});
export type MetaphorParameters = z.infer<typeof MetaphorParameters>;
