import { z } from "zod";
import type { DRule } from "../dScore.ts";

/** The scoring knobs of the IAT. */
export const IatSettings = z.object({
  /** `built-in`: the latency to the correct response; the others replace an error by its block's mean of correct
   *  trials plus 600 ms or 2 SD. */
  errors: z.enum(["built-in", "add-600ms", "add-2sd"]).default("built-in"),
  /** Trials faster than this are dropped, 0 = none. */
  dropBelowMs: z.coerce.number().min(0).default(0),
  /** Trials slower than this are dropped; exactly this is kept. */
  dropAboveMs: z.coerce.number().positive().default(10_000),
  tooFastMs: z.coerce.number().min(0).default(300),
  tooFastShare: z.coerce.number().min(0).max(1).default(0.1),
  sdStage: z.enum(["before", "after", "correct"]).default("after"),
});
export type IatSettings = z.infer<typeof IatSettings>;

/** The six algorithms of Greenwald, Nosek & Banaji (2003), Table 4. Where errors are replaced (d3 to d6), the default
 *  `sdStage: after` is the software convention, not the order of 2003. */
export const iatProfiles = {
  d1: { errors: "built-in", dropBelowMs: 0 },
  d2: { errors: "built-in", dropBelowMs: 400 },
  d3: { errors: "add-2sd", dropBelowMs: 0 },
  d4: { errors: "add-600ms", dropBelowMs: 0 },
  d5: { errors: "add-2sd", dropBelowMs: 400 },
  d6: { errors: "add-600ms", dropBelowMs: 400 },
} as const satisfies Record<string, z.input<typeof IatSettings>>;

const replacements = {
  "built-in": null,
  "add-600ms": { base: "correct", addMs: 600, addSds: 0 },
  "add-2sd": { base: "correct", addMs: 0, addSds: 2 },
} as const satisfies Record<IatSettings["errors"], DRule["replaceErrors"]>;

export function iatRule(settings: IatSettings): DRule {
  return { replaceErrors: replacements[settings.errors], sdStage: settings.sdStage };
}
