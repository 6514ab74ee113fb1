import { z } from "zod";
import { TrialNumber } from "../../../contract/trial.ts";

const Count = z.int().min(0).nullable();

/** What the browser records of the screen with the link. What came of the link stands in the last three fields: the browser
 *  leaves them empty, and an export fills them in from the server's counters; simulated people bring their own. */
export const trial = z.object({
  trialIndex: TrialNumber,
  /** Whether a link was shown; false where none could be had. */
  shown: z.boolean(),
  shared: z.boolean(),
  copied: z.boolean(),
  latencyMs: z.number().min(0),
  firstLatencyMs: z.number().min(0).nullable(),
  visits: Count,
  selfVisits: Count,
  /** Days after the link was shown. */
  firstVisitDay: Count,
});
