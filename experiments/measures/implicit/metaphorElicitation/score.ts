import { z } from "zod";
import type { Score } from "../../../contract/measure.ts";
import type { MetaphorRow } from "./trial.ts";

/** The scoring knobs of metaphor elicitation. */
export const MetaphorSettings = z.object({
  /** A reason shorter than this explains nothing. */
  shortestReason: z.coerce.number().int().min(1).default(3),
});
export type MetaphorSettings = z.infer<typeof MetaphorSettings>;

/** How many chosen pictures the person explained; with the coders' columns also how many different deep metaphors each
 *  coder saw, and the share of pictures they coded alike. Excluded: no picture chosen. The number says how much a person
 *  had to tell, not how favourable it was; what was told is for reading, and kappa (analysis/statistics/association) says whether the
 *  codes can be trusted. Source: Zaltman & Coulter (1995). */
export function scoreMetaphors(rows: readonly MetaphorRow[], settings: MetaphorSettings): Score {
  const parts = {
    metaphors_1: different(rows, "code1"),
    metaphors_2: different(rows, "code2"),
    agreed_share: agreed(rows),
  };
  if (rows.length === 0) return { value: null, excluded: "no-trials", trialsUsed: 0, parts };
  const explained = rows.filter(({ reason }) => reason.trim().length >= settings.shortestReason);
  return { value: explained.length, trialsUsed: rows.length, parts };
}

function different(rows: readonly MetaphorRow[], coder: "code1" | "code2"): number | null {
  const codes = rows.flatMap((row) => row[coder] ?? []);
  return codes.length === 0 ? null : new Set(codes).size;
}

function agreed(rows: readonly MetaphorRow[]): number | null {
  const both = rows.filter(({ code1, code2 }) => code1 !== undefined && code2 !== undefined);
  return both.length === 0 ? null : both.filter(({ code1, code2 }) => code1 === code2).length / both.length;
}
