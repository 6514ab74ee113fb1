import { z } from "zod";

const Moment = z.iso.datetime({ offset: true, local: true }).or(z.iso.date());

/** One event in the company's records (formats.md, section 4). */
export const Purchase = z.object({
  participantKey: z.string().min(1),
  purchasedAt: Moment,
  product: z.string().min(1),
  orderId: z.string().optional(),
  quantity: z.number().optional(),
  amount: z.number().optional(),
  currency: z.string().optional(),
  channel: z.string().optional(),
  kind: z.enum(["purchase", "return", "complaint", "referral", "churn", "visit"]).default("purchase"),
});
export type Purchase = z.infer<typeof Purchase>;

/** From when until when a source sees what a person buys; a line without a key holds for everyone. */
export const Coverage = z.object({
  participantKey: z.string().min(1).nullable(),
  observedFrom: Moment,
  observedUntil: Moment,
  source: z.string().min(1),
});
export type Coverage = z.infer<typeof Coverage>;

/** Why a person's outcome is empty. */
export const outcomeGaps = ["no-consent", "not-matched", "not-observable", "window-open"] as const;
export const OutcomeGap = z.enum(outcomeGaps);
export type OutcomeGap = z.infer<typeof OutcomeGap>;
