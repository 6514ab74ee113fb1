import { join } from "node:path";
import { cell, snakeCase } from "../../experiments/contract/columns.ts";
import { purposes } from "../../experiments/contract/study.ts";
import { flagsOf } from "../quality/flags.ts";
import type { SessionRecord, StudyView } from "../store/store.ts";
import { csvFile } from "./csvFile.ts";

/** sessions.csv: one row a session, with what was agreed to, the level of every factor and what is flagged. */
export async function exportSessions(view: StudyView, sessions: readonly SessionRecord[], out: string): Promise<void> {
  const factors = [...new Set(sessions.flatMap(({ assignment }) => Object.keys(assignment)))];
  const file = csvFile(join(out, "sessions.csv"), [
    ...["session_id", "participant_id", "study_hash", "language", "started_at", "consented_at", "finished_at"],
    "withdrawn_at",
    ...purposes.map(snakeCase),
    "assignment",
    ...factors.map((factor) => snakeCase(factor.replaceAll(".", "_"))),
    "seed",
    "is_simulated",
    ...["device_browser", "device_window", "device_pixel_ratio", "device_pointer", "clock_offset_ms"],
    "flags",
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
      ...deviceCells(session.device),
      cell(await flagsOfSession(view, session)),
    ]);
  }
  await file.close();
}

function deviceCells(device: SessionRecord["device"]): readonly string[] {
  const { browser, window, pixelRatio, pointer, clockOffsetMs } = device ?? {};
  return [browser, window, pixelRatio, pointer, clockOffsetMs].map(cell);
}

/** Reasons to look at a session again, each with the value found: `{"too-fast":0.14}`; empty when there are none. */
async function flagsOfSession(
  view: StudyView,
  session: SessionRecord,
): Promise<Readonly<Record<string, number>> | null> {
  const hasGaps = session.highestSeq !== session.ackedThrough;
  const flags = flagsOf(await view.trials(session.sessionId), {
    hasGaps,
    refused: session.refused,
    clockOffsetMs: session.device?.clockOffsetMs ?? null,
  });
  return flags.length === 0 ? null : Object.fromEntries(flags.map(({ flag, value }) => [flag, value]));
}
