import { z } from "zod";
import { Id } from "../../../contract/id.ts";
import { Key } from "../keys.ts";
import { Stimulus } from "../stimuli.ts";
import { textsParameter } from "../texts.ts";
import { speededFitTexts } from "./texts.ts";

const brandWords = [
  { en: "Reliable", nl: "Betrouwbaar", de: "Zuverlässig" },
  { en: "Modern", nl: "Modern", de: "Modern" },
  { en: "Warm", nl: "Warm", de: "Warm" },
  { en: "Expensive", nl: "Duur", de: "Teuer" },
  { en: "Honest", nl: "Eerlijk", de: "Ehrlich" },
  { en: "Boring", nl: "Saai", de: "Langweilig" },
  { en: "For me", nl: "Voor mij", de: "Für mich" },
  { en: "Natural", nl: "Natuurlijk", de: "Natürlich" },
  { en: "Cheap", nl: "Goedkoop", de: "Billig" },
  { en: "Special", nl: "Bijzonder", de: "Besonders" },
  { en: "Friendly", nl: "Vriendelijk", de: "Freundlich" },
  { en: "Old-fashioned", nl: "Ouderwets", de: "Altmodisch" },
];

/** What a study file may set of the fit task. The defaults are the preset. */
export const SpeededFitParameters = z.object({
  brands: z.array(Id).default([]).meta({
    title: "Brands",
    description: "Brands judged; the instance's product and every other product of the study when empty.",
  }),
  attributes: z
    .array(Stimulus)
    .min(4)
    .default(brandWords)
    .meta({ title: "Attributes", control: "stimuli", description: "Words or pictures, at least four." }),
  repetitions: z
    .int()
    .min(1)
    .max(6)
    .default(1)
    .meta({ title: "Repetitions", description: "How often each brand meets each attribute.", level: "more" }),
  baselineTrials: z.int().min(0).max(60).default(12).meta({
    title: "Trials without a question",
    description: "Trials that only name the side to press; 0 leaves them out.",
    level: "more",
  }),
  /** How long the brand stands alone before the attribute. */
  cueMs: z
    .int()
    .min(0)
    .max(5000)
    .default(500)
    .meta({ title: "Brand alone", description: "Milliseconds before the attribute comes up.", level: "more" }),
  /** A soft deadline: a reminder comes up, the answer still counts. */
  nudgeMs: z
    .int()
    .min(500)
    .max(20_000)
    .default(2000)
    .meta({ title: "Reminder after", description: "Milliseconds; the answer still counts.", level: "more" }),
  keys: z
    .strictObject({
      left: Key.default("e").meta({ title: "Left key", description: "One letter or digit." }),
      right: Key.default("i").meta({ title: "Right key", description: "One letter or digit." }),
    })
    .prefault({})
    .meta({ title: "Keys", description: "For the left and the right side.", level: "more" }),
  interTrialMs: z
    .int()
    .min(0)
    .max(5000)
    .default(400)
    .meta({ title: "Pause", description: "Milliseconds between an answer and the next trial.", level: "more" }),
  texts: textsParameter(speededFitTexts),
});
export type SpeededFitParameters = z.infer<typeof SpeededFitParameters>;
