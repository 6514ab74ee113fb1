import { join } from "node:path";
import { cell, snakeCase } from "../../experiments/contract/columns.ts";
import { purposes } from "../../experiments/contract/study.ts";
import type { SessionRecord } from "../store/store.ts";
import { csvFile } from "./csvFile.ts";

/** sessions.csv: one row a session, with what was agreed to and the level of every factor. */
export async function exportSessions(sessions: readonly SessionRecord[], out: string): Promise<void> {
  const factors = [...new Set(sessions.flatMap(({ assignment }) => Object.keys(assignment)))];
  const file = csvFile(join(out, "sessions.csv"), [
    ...["session_id", "participant_id", "study_hash", "language", "started_at", "consented_at", "finished_at"],
    "withdrawn_at",
    ...purposes.map(snakeCase),
    "assignment",
    ...factors.map((factor) => snakeCase(factor.replaceAll(".", "_"))),
    "seed",
    "is_simulated",
  ]);
  for (const session of sessions) {
    const { purposes: given, assignment } = session;
    await file.write([
      session.sessionId,
      session.participantId,
      session.studyHash,
      session.language,
      ...[session.startedAt, session.consentedAt, session.finishedAt, session.withdrawnAt].map(cell),
      ...purposes.map((purpose) => cell(given?.[purpose])),
      cell(assignment),
      ...factors.map((factor) => cell(assignment[factor])),
      String(session.seed),
      cell(session.isSimulated),
    ]);
  }
  await file.close();
}
