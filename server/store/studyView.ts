import { Problem } from "../../experiments/contract/problem.ts";
import type { Query } from "./database.ts";
import { sessionRecord } from "./sessionRecord.ts";
import type { RefusedItem, StoredTrial, StudyView } from "./store.ts";
import { digestOf } from "./storedTrial.ts";

/** Everything of one study, read through one query so that it is one moment's picture. */
export function studyView(query: Query, studyId: string): StudyView {
  return {
    async sessions() {
      const rows = await query
        .selectFrom("sessions")
        .selectAll()
        .where("study_id", "=", studyId)
        .where("erased_at", "is", null)
        .orderBy("started_at")
        .orderBy("id")
        .execute();
      return rows.map(sessionRecord);
    },
    trials: (sessionId) => trialsOf(query, sessionId),
    refused: (sessionId) => refusedOf(query, sessionId),
    purchases: () =>
      query
        .selectFrom("purchases")
        .selectAll()
        .where("study_id", "=", studyId)
        .orderBy("participant_id")
        .orderBy("purchased_at")
        .orderBy("dedupe_key")
        .execute(),
    coverage: () => query.selectFrom("coverage").selectAll().where("study_id", "=", studyId).execute(),
    conditions: () =>
      query
        .selectFrom("conditions")
        .selectAll()
        .where("study_id", "=", studyId)
        .orderBy("product")
        .orderBy("from_at")
        .execute(),
    predictors: () => query.selectFrom("predictors").selectAll().where("study_id", "=", studyId).execute(),
    predictorNotes: () => query.selectFrom("predictor_notes").selectAll().where("study_id", "=", studyId).execute(),
    async peopleWithKey() {
      const base = query.selectFrom("participant_keys").select("participant_id");
      const rows = await base.where("study_id", "=", studyId).execute();
      return new Set(rows.map((row) => row.participant_id));
    },
    async erased() {
      const base = query.selectFrom("erasures").select((is) => is.fn.countAll<number>().as("people"));
      return Number((await base.where("study_id", "=", studyId).executeTakeFirstOrThrow()).people);
    },
  };
}

export async function trialsOf(query: Query, sessionId: string): Promise<readonly StoredTrial[]> {
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

async function refusedOf(query: Query, sessionId: string): Promise<readonly RefusedItem[]> {
  const rows = await query
    .selectFrom("quarantine")
    .select(["seq", "status", "item", "problem", "received_at"])
    .where("session_id", "=", sessionId)
    .orderBy("seq")
    .orderBy("received_at")
    .orderBy("digest")
    .execute();
  return rows.map(({ seq, status, item, problem, received_at }) => {
    return { seq, status, item: Buffer.from(item).toString("utf8"), problem, receivedAt: received_at };
  });
}

function damaged(sessionId: string, seq: number): Problem {
  return new Problem({
    code: "store-damaged",
    detail: `Trial ${seq} of session ${sessionId} is not what was received: its digest differs.`,
    todo: "Run saydo verify, and restore the newest backup.",
  });
}
