import { Problem } from "../../experiments/contract/problem.ts";
import { withdrawn } from "../refusals.ts";
import { newCompletionCode } from "../secrets.ts";
import type { StoreContext } from "./context.ts";
import { countComplete } from "./ledger.ts";
import { lockedSession } from "./lockedSession.ts";
import { missingSeqs } from "./missing.ts";
import { momentIn } from "./moment.ts";
import type { SessionRow } from "./tables.ts";

/** Ends a session once all its trials are stored; the code is the same however often this is asked. */
export async function finishSession(
  context: StoreContext,
  sessionId: string,
  trialCount: number,
): Promise<{ readonly completionCode: string }> {
  return await context.database.query.transaction().execute(async (transaction) => {
    const row = await lockedSession(context, transaction, sessionId);
    if (row.completion_code !== null) return { completionCode: row.completion_code };
    refuseUnready(row);
    const missing = row.acked_through + 1 >= trialCount ? [] : await missingSeqs(transaction, sessionId, trialCount);
    if (missing.length > 0) throw trialsMissing(missing);
    const completionCode = newCompletionCode();
    const finishedAt = momentIn(context, row);
    await transaction
      .updateTable("sessions")
      .set({ finished_at: finishedAt, seen_at: finishedAt, trial_count: trialCount, completion_code: completionCode })
      .where("id", "=", sessionId)
      .execute();
    await countComplete(transaction, { studyHash: row.study_hash, isSimulated: row.is_simulated, cell: row.cell }, 1);
    return { completionCode };
  });
}

function refuseUnready(row: SessionRow): void {
  if (row.withdrawn_at !== null) throw withdrawn();
  const refused = consentRefusal(row.takes_part);
  if (refused)
    throw new Problem({ code: refused, detail: "A session without consent to take part cannot be finished." });
}

/** Which refusal a session's consent calls for; undefined when its participant takes part. */
export function consentRefusal(takesPart: number | null): "consent-required" | "consent-declined" | undefined {
  if (takesPart === null) return "consent-required";
  return takesPart === 1 ? undefined : "consent-declined";
}

function trialsMissing(missing: readonly number[]): Problem {
  return new Problem(
    {
      code: "trials-missing",
      detail: `${missing.length} of the trials that were announced are not stored, the first under number ${missing[0]}.`,
      todo: "Send the missing trials, then finish again.",
    },
    { extensions: { missing } },
  );
}
