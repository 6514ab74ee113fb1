import { z } from "zod";

/** What a record can be about. */
export const purchaseKinds = ["purchase", "return", "complaint", "referral", "churn", "visit"] as const;

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
  kind: z.enum(purchaseKinds).default("purchase"),
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

/** Why a person's outcome is empty. `contaminated`: they won or bought a product in the study itself; `not-asked`: the
 *  measure was not for them, as where their choice had other stakes; `excluded`: its score does not count. */
export const outcomeGaps = [
  "no-consent",
  "not-matched",
  "not-observable",
  "window-open",
  "contaminated",
  "not-asked",
  "not-answered",
  "excluded",
] as const;
export const OutcomeGap = z.enum(outcomeGaps);
export type OutcomeGap = z.infer<typeof OutcomeGap>;
