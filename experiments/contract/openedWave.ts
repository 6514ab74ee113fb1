import { z } from "zod";
import { Language } from "./text.ts";

/** Somebody's link to a wave. */
export const WaveLink = z.object({ study: z.string().min(1).max(128), wave: z.string().min(1).max(256) });
export type WaveLink = z.infer<typeof WaveLink>;

/** What the first page behind the link shows. */
export const OpenedWave = z.object({
  hash: z.string(),
  definition: z.looseObject({}),
  wave: z.string(),
  /** The wave's place among the study's sessions, the first session being 1. */
  part: z.int().min(2),
  parts: z.int().min(2),
  language: Language,
  opens: z.iso.datetime(),
  closes: z.iso.datetime(),
  /** `open`: it can be begun or gone on with. `done`: it is finished or was stopped. `ended`: the person wishes not to be asked
   *  again. */
  state: z.enum(["open", "early", "late", "done", "ended"]),
});
export type OpenedWave = z.infer<typeof OpenedWave>;

/** `wave`: not this time. `never`: nor in any later wave. */
export const RefuseWave = WaveLink.extend({ extent: z.enum(["wave", "never"]) });
