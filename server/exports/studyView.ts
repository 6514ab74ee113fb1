import { Problem } from "../../experiments/contract/problem.ts";
import type { Query } from "../store/database.ts";
import { sessionRecord } from "../store/sessionRecord.ts";
import type { SessionRecord } from "../store/store.ts";
import { digestOf } from "../store/storedTrial.ts";

export type StoredTrial = {
  readonly seq: number;
  readonly id: string;
  readonly text: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly receivedAt: string;
};

/** The sessions of a study in the order of their starts. Erased ones are not among them. */
export async function sessionsOfStudy(query: Query, studyId: string): Promise<readonly SessionRecord[]> {
  const rows = await query
    .selectFrom("sessions")
    .selectAll()
    .where("study_id", "=", studyId)
    .where("erased_at", "is", null)
    .orderBy("started_at")
    .orderBy("id")
    .execute();
  return rows.map(sessionRecord);
}

/** The trials of one session in the order of their numbers. Throws a Problem when stored bytes are not those received. */
export async function trialsOfSession(query: Query, sessionId: string): Promise<readonly StoredTrial[]> {
  const rows = await query
    .selectFrom("trials")
    .select(["seq", "id", "body", "digest", "received_at"])
    .where("session_id", "=", sessionId)
    .orderBy("seq")
    .execute();
  return rows.map(({ seq, id, body, digest, received_at }) => {
    if (Buffer.compare(digestOf(body), digest) !== 0) throw damaged(sessionId, seq);
    const text = Buffer.from(body).toString("utf8");
    // Only objects that fit a measure's trial are stored as trials.
    return { seq, id, text, body: JSON.parse(text) as StoredTrial["body"], receivedAt: received_at };
  });
}

function damaged(sessionId: string, seq: number): Problem {
  return new Problem({
    code: "store-damaged",
    detail: `Trial ${seq} of session ${sessionId} is not what was received: its digest differs.`,
    todo: "Run saydo verify, and restore the newest backup.",
  });
}
