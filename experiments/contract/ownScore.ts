import { z } from "zod";

/** Why a task has no result for its participant, as far as it concerns them. */
export const noResultReasons = ["leftOut", "tooFast", "tooManyErrors", "sameThroughout", "tooFew"] as const;

/** What a participant is told of one task: towards which side the result leans and, where there are published limits, how
 *  strongly; or why there is no result. `product` and `comparison` are ids; without a comparison the other side is
 *  what is bad. `value` is the measure's own score, 0 = no difference. */
export const OwnScore = z.object({
  instance: z.string(),
  measure: z.string(),
  product: z.string(),
  comparison: z.string().nullable(),
  value: z.number().nullable(),
  leaning: z.enum(["towards", "away", "neither"]).nullable(),
  strength: z.enum(["little", "slight", "moderate", "strong"]).nullable(),
  noResult: z.enum(noResultReasons).nullable(),
});
export type OwnScore = z.infer<typeof OwnScore>;

/** The answer to a participant who asks; empty unless the study tells scores and the session is finished. */
export const OwnScores = z.object({ scores: z.array(OwnScore) });
export type OwnScores = z.infer<typeof OwnScores>;
