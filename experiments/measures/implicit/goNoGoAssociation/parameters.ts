import { z } from "zod";
import { comparedProducts } from "../comparedProducts.ts";
import { negativeWords, positiveWords } from "../defaultAttributes.ts";
import { Category } from "../stimuli.ts";
import { textsParameter } from "../texts.ts";
import { gnatTexts } from "./texts.ts";

/** What a study file may set of a GNAT. The defaults are the preset. */
export const GnatParameters = z.object({
  ...comparedProducts,
  positive: Category.default(positiveWords).meta({
    title: "Good things",
    description: "Words and pictures that stand for good.",
  }),
  negative: Category.default(negativeWords).meta({
    title: "Bad things",
    description: "Words and pictures that stand for bad.",
  }),
  pairings: z.enum(["both", "focal"]).default("both").meta({
    title: "Pairings",
    description:
      "both: each product is a signal with good and with bad things (four pairings); focal: the focal one only.",
    level: "more",
  }),
  trials: z
    .strictObject({
      practice: z
        .int()
        .min(0)
        .max(200)
        .default(16)
        .meta({ title: "Practice", description: "Trials before the scored ones of a pairing." }),
      test: z.int().min(8).max(400).default(60).meta({ title: "Scored", description: "Trials of each pairing." }),
    })
    .prefault({})
    .meta({ title: "Trials", description: "How many there are of each kind.", level: "more" }),
  /** Time to respond; with a pilot the slowest. */
  deadlineMs: z.int().min(300).max(5000).default(750).meta({
    title: "Time to answer",
    description: "Milliseconds; with a personal deadline the slowest.",
    level: "more",
  }),
  pilot: z
    .strictObject({
      fastestMs: z
        .int()
        .min(300)
        .max(5000)
        .default(666)
        .meta({ title: "Shortest deadline", description: "Milliseconds." }),
      stepMs: z
        .int()
        .min(1)
        .max(200)
        .default(10)
        .meta({ title: "Step", description: "Milliseconds by which a hit shortens the deadline." }),
    })
    .nullable()
    .prefault({})
    .meta({
      title: "Personal deadline",
      description:
        "The first practice finds each person's own deadline, which then holds in every block, so that all pairings have the same: a hit takes stepMs off it, a miss gives three times as much back. Null: deadlineMs for everyone.",
      level: "more",
    }),
  feedbackMs: z
    .int()
    .min(0)
    .max(5000)
    .default(150)
    .meta({ title: "Mark shown", description: "Milliseconds after each answer.", level: "more" }),
  interTrialMs: z
    .int()
    .min(0)
    .max(5000)
    .default(150)
    .meta({ title: "Pause", description: "Milliseconds between an answer and the next trial.", level: "more" }),
  texts: textsParameter(gnatTexts),
});
export type GnatParameters = z.infer<typeof GnatParameters>;
