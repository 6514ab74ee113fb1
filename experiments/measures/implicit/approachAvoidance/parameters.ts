import { z } from "zod";
import { comparedProducts } from "../comparedProducts.ts";
import { textsParameter } from "../texts.ts";
import { aatTexts } from "./texts.ts";

/** What a study file may set of an AAT. The defaults are the preset. */
export const AatParameters = z.object({
  ...comparedProducts,
  trials: z
    .strictObject({
      practice: z
        .int()
        .min(0)
        .max(60)
        .default(10)
        .meta({ title: "Practice", description: "Trials before the scored ones." }),
      perCell: z
        .int()
        .min(4)
        .max(100)
        .default(20)
        .meta({ title: "Of each kind", description: "For each product and each frame: 20 make 80 scored trials." }),
    })
    .prefault({})
    .meta({ title: "Trials", description: "How many there are of each kind.", level: "more" }),
  longestRun: z
    .int()
    .min(1)
    .max(10)
    .default(3)
    .meta({ title: "Longest run", description: "At most this many times in a row the same movement.", level: "more" }),
  interTrialMs: z
    .int()
    .min(0)
    .max(5000)
    .default(400)
    .meta({ title: "Pause", description: "Milliseconds between an answer and the next trial.", level: "more" }),
  texts: textsParameter(aatTexts),
});
export type AatParameters = z.infer<typeof AatParameters>;
