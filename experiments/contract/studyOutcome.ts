import { z } from "zod";
import { Id } from "./id.ts";
import { OutcomeClass } from "./outcomeClass.ts";
import { RuleText } from "./plannedOutcome.ts";
import { purchaseKinds } from "./purchase.ts";

const Counted = {
  product: Id.optional(),
  kind: z.enum(purchaseKinds).default("purchase"),
  /** Whether returns within the window undo purchases. */
  returns: z.enum(["gross", "net"]).default("gross"),
  minimum: z.int().positive().default(1),
};

/** What counts as the only outcome, fixed before any purchase is read; short for one entry of `outcomes`, named `bought`. */
export const OutcomeWindow = z.strictObject({
  ...Counted,
  /** Days after the session: from exclusive of the session itself, to inclusive. */
  fromDays: z.number().min(0).default(0),
  toDays: z.number().positive(),
  class: OutcomeClass.default("observed-purchase"),
});
export type OutcomeWindow = z.infer<typeof OutcomeWindow>;

/** One of several outcomes. It is counted in records (`days`), or comes from a measure of the study (`from`). */
export const StudyOutcome = z.strictObject({
  /** Names its columns: `<id>`, `<id>_reason`, `<id>_days`, `<id>_event`, `<id>_kept`. */
  id: Id,
  class: OutcomeClass,
  ...Counted,
  /** Days after the session: later than the first, up to and with the second. */
  days: z
    .tuple([z.number().min(0), z.number().positive()])
    .readonly()
    .optional(),
  /** The instance whose score says whether it happened. */
  from: Id.optional(),
  /** From which score on it happened; what the measure says when absent. */
  rule: RuleText.optional(),
});
export type StudyOutcome = z.infer<typeof StudyOutcome>;
