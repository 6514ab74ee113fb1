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
  /** Brands judged; the instance's product and every other product of the study when empty. */
  brands: z.array(Id).default([]),
  attributes: z.array(Stimulus).min(4).default(brandWords),
  /** How often each brand meets each attribute. */
  repetitions: z.int().min(1).max(6).default(1),
  /** Trials that only name the side to press; 0 leaves them out. */
  baselineTrials: z.int().min(0).max(60).default(12),
  /** How long the brand stands alone before the attribute. */
  cueMs: z.int().min(0).max(5000).default(500),
  /** A soft deadline: a reminder comes up, the answer still counts. */
  nudgeMs: z.int().min(500).max(20_000).default(2000),
  keys: z.strictObject({ left: Key.default("e"), right: Key.default("i") }).prefault({}),
  interTrialMs: z.int().min(0).max(5000).default(400),
  texts: textsParameter(speededFitTexts),
});
export type SpeededFitParameters = z.infer<typeof SpeededFitParameters>;
