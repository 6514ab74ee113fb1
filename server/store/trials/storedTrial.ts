import { hash } from "node:crypto";
import canonicalize from "canonicalize";
import type { Query } from "../../database/database.ts";
import type { SessionRow, Tables } from "../../database/tables.ts";
import { type ItemProblem, type ReceivedTrial, type TrialResult, UNNUMBERED } from "../store.ts";

export type Valid = Extract<ReceivedTrial, { id: string }>;
export type Invalid = Exclude<ReceivedTrial, Valid>;

// Enough to see what went wrong; a client that goes on and on cannot fill the disk with it.
const KEPT_REFUSALS = 1000;

type Judged<T> = { readonly session: SessionRow; readonly trial: T; readonly row: Tables["trials"] };

/** Judges a trial that could not simply be inserted: its number or id may be taken, or its session needs care. */
export async function judgeStored(query: Query, judged: Judged<Valid>): Promise<TrialResult> {
  const { session, trial, row } = judged;
  const stored = await trialAt(query, session.id, trial.seq);
  if (stored)
    return isSameTrial(stored, row) ? { seq: trial.seq, status: "same" } : await conflict(query, judged, TAKEN);
  if (session.finished_at !== null) return await conflict(query, judged, FINISHED);
  if (await isQuarantined(query, session.id, trial.seq)) return await conflict(query, judged, TAKEN);
  const inserted = await query
    .insertInto("trials")
    .values(row)
    .onConflict((on) => on.doNothing())
    .returning("seq")
    .execute();
  return inserted.length > 0 ? { seq: trial.seq, status: "created" } : await conflict(query, judged, ID_TAKEN);
}

/** Keeps an item that does not fit its measure, byte for byte, in place of the trial it should have been. */
export async function quarantine(
  query: Query,
  { session, trial, at }: { readonly session: SessionRow; readonly trial: Invalid; readonly at: string },
): Promise<TrialResult> {
  const { seq, problem } = trial;
  const digest = digestOf(trial.item);
  const kept = await query
    .selectFrom("quarantine")
    .select("digest")
    .where("session_id", "=", session.id)
    .where("seq", "=", seq)
    .where("status", "=", "invalid")
    .executeTakeFirst();
  const isRepeat = kept !== undefined && Buffer.compare(kept.digest, digest) === 0;
  if (isRepeat) return { seq, status: "invalid", problem };
  const isNumbered = seq !== UNNUMBERED;
  const isTaken =
    (isNumbered && kept !== undefined) || session.finished_at !== null || (await trialAt(query, session.id, seq));
  const status = isTaken ? "conflict" : "invalid";
  await keepRefused(query, { session, seq, item: trial.item, status, problem, at });
  return { seq, status, problem };
}

/** Judges an item for which there is no room: what is stored under its number already is the same still; all else is
 *  counted and not kept. */
export async function judgeOver(
  query: Query,
  session: SessionRow,
  { seq, problem, over }: Invalid,
): Promise<TrialResult> {
  const refused: TrialResult = { seq, status: "invalid", problem };
  if (seq === UNNUMBERED) return refused;
  const stored = await trialAt(query, session.id, seq);
  if (!stored) return refused;
  const isSame = over !== undefined && "id" in over && isSameTrial(stored, comparable(over));
  return isSame ? { seq, status: "same" } : { seq, status: "conflict", problem: TAKEN };
}

/** Judges a trial of an instance whose draw is over: what was stored before is the same still, nothing more is taken. */
export async function judgeLate(
  query: Query,
  { session, trial, at }: { readonly session: SessionRow; readonly trial: Valid; readonly at: string },
): Promise<TrialResult> {
  const stored = await trialAt(query, session.id, trial.seq);
  if (stored && isSameTrial(stored, comparable(trial))) return { seq: trial.seq, status: "same" };
  return await quarantine(query, { session, trial: { seq: trial.seq, item: trial.item, problem: DRAWN }, at });
}

const DRAWN: ItemProblem = {
  code: "draw-closed",
  detail: "Chance has decided on these choices; no further one counts.",
};

function comparable({ id, body }: Valid): Comparable {
  return { id: id.toLowerCase(), body: Buffer.from(body, "utf8"), digest: digestOf(body) };
}

/** SHA-256 of a text's UTF-8, stored beside it and checked again on export. */
export function digestOf(text: string | Uint8Array): Uint8Array {
  return hash("sha256", text, "buffer");
}

const TAKEN: ItemProblem = { code: "trial-conflict", detail: "Another trial is stored under this number." };
const ID_TAKEN: ItemProblem = { code: "trial-conflict", detail: "This id is stored under another number." };
const FINISHED: ItemProblem = { code: "session-finished", detail: "The session is finished; nothing new is stored." };

async function conflict(query: Query, judged: Judged<Valid>, problem: ItemProblem): Promise<TrialResult> {
  const { session, trial, row } = judged;
  const refused = { session, seq: trial.seq, item: trial.item, at: row.received_at, problem } as const;
  await keepRefused(query, { ...refused, status: "conflict" });
  return { seq: trial.seq, status: "conflict", problem };
}

type Refused = {
  readonly session: SessionRow;
  readonly seq: number;
  readonly item: string;
  readonly status: "conflict" | "invalid";
  readonly problem: ItemProblem;
  readonly at: string;
};

async function keepRefused(query: Query, { session, seq, item, status, problem, at }: Refused): Promise<void> {
  if ((status === "conflict" || seq === UNNUMBERED) && session.quarantined >= KEPT_REFUSALS) return;
  await query
    .insertInto("quarantine")
    .values({
      session_id: session.id,
      seq,
      digest: digestOf(item),
      status,
      item: Buffer.from(item, "utf8"),
      problem: JSON.stringify(problem),
      received_at: at,
    })
    .onConflict((on) => on.doNothing())
    .execute();
}

async function trialAt(query: Query, sessionId: string, seq: number) {
  return await query
    .selectFrom("trials")
    .select(["id", "body", "digest"])
    .where("session_id", "=", sessionId)
    .where("seq", "=", seq)
    .executeTakeFirst();
}

/** The numbers under which something is kept that fits no measure. */
export async function refusedSeqs(query: Query, sessionId: string): Promise<readonly number[]> {
  const rows = await query
    .selectFrom("quarantine")
    .select("seq")
    .distinct()
    .where("session_id", "=", sessionId)
    .where("status", "=", "invalid")
    .where("seq", ">=", 0)
    .execute();
  return rows.map(({ seq }) => seq);
}

async function isQuarantined(query: Query, sessionId: string, seq: number): Promise<boolean> {
  const row = await query
    .selectFrom("quarantine")
    .select("seq")
    .where("session_id", "=", sessionId)
    .where("seq", "=", seq)
    .where("status", "=", "invalid")
    .executeTakeFirst();
  return row !== undefined;
}

type Comparable = Pick<Tables["trials"], "id" | "body" | "digest">;

/** Equal as canonical JSON (RFC 8785); equal bytes need no parsing. */
export function isSameTrial(stored: Comparable, received: Comparable): boolean {
  if (stored.id !== received.id) return false;
  if (Buffer.compare(stored.digest, received.digest) === 0) return true;
  const [left, right] = [canonicalText(stored.body), canonicalText(received.body)];
  return left !== undefined && left === right;
}

/** Undefined for what has no canonical form, such as a lone surrogate: then only equal bytes are the same. */
function canonicalText(body: Uint8Array): string | undefined {
  try {
    return canonicalize(JSON.parse(Buffer.from(body).toString("utf8")));
  } catch {
    return undefined;
  }
}
