import { Problem } from "../../../experiments/contract/problem.ts";
import type { StoreContext } from "../../database/context.ts";
import type { Query } from "../../database/database.ts";
import { momentIn } from "../../database/moment.ts";
import type { SessionRow } from "../../database/tables.ts";
import { withdrawn } from "../../refusals.ts";
import { newCompletionCode } from "../../secrets.ts";
import type { SessionEnd } from "../store.ts";
import { missingSeqs } from "../trials/missing.ts";
import { refusedSeqs } from "../trials/storedTrial.ts";
import type { Judgements } from "./judgements.ts";
import { countComplete } from "./ledger.ts";
import { lockedSession } from "./lockedSession.ts";

/** Ends a session once all its trials are stored, and they are what the study's own flow asks for; the code is the same
 *  however often this is asked. Whoever was screened out by their answers ends without one. */
export async function finishSession(
  context: StoreContext,
  { sessionId, trialCount }: { readonly sessionId: string; readonly trialCount: number },
  judged: Judgements,
): Promise<SessionEnd> {
  return await context.database.query.transaction().execute(async (transaction) => {
    const row = await lockedSession(context, transaction, sessionId);
    if (row.completion_code !== null) return { outcome: "complete", completionCode: row.completion_code };
    refuseUnready(row);
    if (row.screened_out_at !== null) return { outcome: "screenedOut" };
    const missing = row.acked_through + 1 >= trialCount ? [] : await missingSeqs(transaction, row, trialCount);
    if (missing.length > 0) throw trialsMissing(missing);
    const end = await endOfSession(transaction, row, judged);
    if (end.outcome === "unfinished") throw unfinished(end.left);
    const at = momentIn(context, row);
    return end.outcome === "complete"
      ? await complete(transaction, row, { at, trialCount })
      : await screenOut(transaction, row, at);
  });
}

/** Reads what there is to read of a session that is to be finished before it is locked, in turns with others. */
export async function readAhead(
  { database: { query } }: StoreContext,
  row: SessionRow,
  judged: Judgements,
): Promise<void> {
  const isAtWork = row.completion_code === null && row.withdrawn_at === null && row.takes_part === 1;
  if (isAtWork && row.screened_out_at === null) await judged.of(query, row, "in turns");
}

async function endOfSession(query: Query, row: SessionRow, judged: Judgements) {
  const { tally, unreadable } = await judged.of(query, row, "at once");
  const refused = row.quarantined === 0 ? 0 : (await refusedSeqs(query, row.id)).length;
  return tally.end(refused + unreadable);
}

async function complete(
  query: Query,
  row: SessionRow,
  { at, trialCount }: { readonly at: string; readonly trialCount: number },
): Promise<SessionEnd> {
  const completionCode = newCompletionCode();
  const changes = { finished_at: at, seen_at: at, trial_count: trialCount, completion_code: completionCode };
  await query.updateTable("sessions").set(changes).where("id", "=", row.id).execute();
  await countComplete(query, row, 1);
  return { outcome: "complete", completionCode };
}

async function screenOut(query: Query, row: SessionRow, at: string): Promise<SessionEnd> {
  const changes = { screened_out_at: at, seen_at: at };
  await query.updateTable("sessions").set(changes).where("id", "=", row.id).execute();
  return { outcome: "screenedOut" };
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

function unfinished(left: readonly string[]): Problem {
  return new Problem(
    {
      code: "study-unfinished",
      detail: `The study is not stored to its end: something is missing of ${left.join(", ")}.`,
      todo: "Go on with the study, then finish again.",
    },
    { extensions: { left } },
  );
}
