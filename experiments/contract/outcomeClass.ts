import { z } from "zod";

/** How good an outcome is, the best first: bought and seen by us; chosen with real stakes; a coupon used; somebody referred;
 *  reported afterwards; chosen where nothing was at stake; intended. */
export const outcomeClasses = [
  "observed-purchase",
  "incentivised-choice",
  "coupon",
  "referral",
  "self-report",
  "hypothetical-choice",
  "stated",
] as const;
export const OutcomeClass = z.enum(outcomeClasses);
export type OutcomeClass = z.infer<typeof OutcomeClass>;
