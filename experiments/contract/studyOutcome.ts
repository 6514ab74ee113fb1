import { z } from "zod";
import { Id } from "./id.ts";
import { OutcomeClass } from "./outcomeClass.ts";
import { RuleText } from "./plannedOutcome.ts";
import { purchaseKinds } from "./purchase.ts";

const Counted = {
  product: Id.optional().meta({
    title: "Product that is bought",
    control: "product",
    description: "The first product when empty.",
  }),
  kind: z
    .enum(purchaseKinds)
    .default("purchase")
    .meta({ title: "What people do", description: "What is counted in the data that you import." }),
  /** Whether returns within the window undo purchases. */
  returns: z.enum(["gross", "net"]).default("gross").meta({
    title: "Returned purchases",
    description: "gross: a returned purchase still counts. net: a return within the window takes it away.",
    level: "more",
  }),
  minimum: z
    .int()
    .positive()
    .default(1)
    .meta({ title: "Purchases needed", description: "How many make a person a buyer." }),
};

/** What counts as the only outcome, fixed before any purchase is read; short for one entry of `outcomes`, named `bought`. */
export const OutcomeWindow = z.strictObject({
  ...Counted,
  fromDays: z.number().min(0).default(0).meta({
    title: "First day that counts",
    description: "Days after the session: from exclusive of the session itself, to inclusive.",
  }),
  toDays: z
    .number()
    .positive()
    .meta({ title: "Last day that counts", description: "In days after the session, inclusive." }),
  class: OutcomeClass.default("observed-purchase").meta({
    title: "How it is known",
    description:
      "observed-purchase: seen in your sales data. The others are weaker: a choice with real stakes, a coupon used, told by the participant, or intended.",
    level: "more",
  }),
});
export type OutcomeWindow = z.infer<typeof OutcomeWindow>;

/** One of several outcomes. It is counted in records (`days`), or comes from a measure of the study (`from`). */
export const StudyOutcome = z.strictObject({
  /** Names its columns: `<id>`, `<id>_reason`, `<id>_days`, `<id>_event`, `<id>_kept`. */
  id: Id.meta({ title: "Short name", description: "It names the columns in the data." }),
  class: OutcomeClass.meta({
    title: "How it is known",
    description: "observed-purchase: seen in your sales data. The others are weaker, the best first.",
  }),
  ...Counted,
  /** Days after the session: later than the first, up to and with the second. */
  days: z
    .tuple([z.number().min(0), z.number().positive()])
    .readonly()
    .optional()
    .meta({ title: "Days", description: "[later than this day, up to and with this one], after the session." }),
  /** The instance whose score says whether it happened. */
  from: Id.optional().meta({
    title: "Measure",
    description: "The occurrence of a measure whose score says whether it happened.",
  }),
  wave: Id.optional().meta({
    title: "Wave",
    description: "The wave in which the measure is; the first session when empty.",
  }),
  /** From which score on it happened; what the measure says when absent. */
  rule: RuleText.optional().meta({
    title: "Rule",
    description: "From which score on it happened, as >=1; what the measure says when empty.",
  }),
});
export type StudyOutcome = z.infer<typeof StudyOutcome>;
