import { z } from "zod";
import { LocalText } from "../../../contract/text.ts";
import { textsParameter } from "../texts.ts";
import { metaphorTexts } from "./texts.ts";

/** What a study file may set of metaphor elicitation. The defaults are the preset. */
export const MetaphorParameters = z.object({
  pictures: z
    .array(
      z.strictObject({
        image: z.string().min(1).meta({
          title: "Picture",
          control: "picture",
          description: "A file of the study, or asset: and the hash of an uploaded picture.",
        }),
        alt: LocalText.meta({ title: "Words for the picture", description: "Read out for people who cannot see it." }),
      }),
    )
    .default([])
    .meta({ title: "Pictures", description: "Pictures of the study's own; Saydo's line drawings when empty." }),
  fewest: z
    .int()
    .min(1)
    .max(20)
    .default(3)
    .meta({ title: "Fewest pictures", description: "That a participant chooses." }),
  most: z
    .int()
    .min(1)
    .max(20)
    .default(5)
    .meta({ title: "Most pictures", description: "That a participant may choose." }),
  texts: textsParameter(metaphorTexts),
});
export type MetaphorParameters = z.infer<typeof MetaphorParameters>;
