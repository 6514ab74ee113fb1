import { z } from "zod";
import type { Texts } from "./wording.ts";

/** The percentages a person can choose from, rising from 0; the last stands for itself and everything above. */
export const PercentSteps = z
  .array(z.int().min(0).max(1000))
  .min(2)
  .max(11)
  .refine((steps) => steps[0] === 0 && steps.every((step, index) => index === 0 || step > (steps[index - 1] ?? 0)), {
    error: "percentages that rise from 0",
  });

/** Preset of ours; 10 is there because the claim to be tested is about 10 % or more. */
export const PRESET_PERCENTS = [0, 5, 10, 15, 20, 25];

export const percentTexts = {
  none: { en: "Nothing extra", nl: "Niets extra", de: "Nichts extra" },
  some: { en: "About {percent} % more", nl: "Ongeveer {percent} % meer", de: "Etwa {percent} % mehr" },
  most: { en: "{percent} % more, or above", nl: "{percent} % meer, of nog meer", de: "{percent} % mehr oder darüber" },
} as const satisfies Texts;
