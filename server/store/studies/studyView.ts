import type { Query } from "../../database/database.ts";
import { referralDaysOfStudy } from "../referrals/referralDays.ts";
import { readableSession } from "../sessions/sessionRecord.ts";
import type { ClosedDraw, RefusedItem, SessionRecord, StudyView, UnreadableRow } from "../store.ts";
import { storedResult } from "../trials/storedResult.ts";
import { trialsOf } from "../trials/storedTrials.ts";

/** Everything of one study, read through one query so that it is one moment's picture. */
export function studyView(query: Query, studyId: string): StudyView {
  const unreadable = new Map<string, UnreadableRow>();
  const leftOut = (row: UnreadableRow) => unreadable.set(`${row.kind}/${row.sessionId}/${row.seq}`, row);
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
      return rows.flatMap((row): readonly SessionRecord[] => {
        const read = readableSession(row);
        if (read) return [read];
        leftOut({ kind: "session", sessionId: row.id, seq: null, bytes: null });
        return [];
      });
    },
    trials: (sessionId) =>
      trialsOf(query, sessionId, ({ seq, body: bytes }) => leftOut({ kind: "trial", sessionId, seq, bytes })),
    unreadable: () => [...unreadable.values()],
    refused: (sessionId) => refusedOf(query, sessionId),
    ...recordsOf(query, studyId),
  };
}

type Records = Omit<StudyView, "sessions" | "trials" | "unreadable" | "refused">;

function recordsOf(query: Query, studyId: string): Records {
  return {
    draws: () => drawsOf(query, studyId),
    referrals: () => referralDaysOfStudy(query, studyId),
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
    wavePeople: () =>
      query
        .selectFrom("wave_people")
        .selectAll()
        .where("study_id", "=", studyId)
        .orderBy("participant_id")
        .orderBy("wave")
        .execute(),
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

async function drawsOf(query: Query, studyId: string): Promise<readonly ClosedDraw[]> {
  const rows = await query
    .selectFrom("draws")
    .innerJoin("sessions", "sessions.id", "draws.session_id")
    .select(["draws.session_id as sessionId", "draws.closed_at as closedAt", "draws.result"])
    .where("sessions.study_id", "=", studyId)
    .where("sessions.erased_at", "is", null)
    .orderBy("sessions.started_at")
    .orderBy("draws.session_id")
    .orderBy("draws.instance")
    .execute();
  return rows.flatMap(({ sessionId, closedAt, result }) =>
    closedAt === null || result === null ? [] : [{ ...storedResult(result), sessionId, closedAt }],
  );
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
