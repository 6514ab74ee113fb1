import { join } from "node:path";
import { cell, snakeCase } from "../../experiments/contract/columns.ts";
import { purposes } from "../../experiments/contract/study.ts";
import type { Flagged } from "../quality/flags.ts";
import { studyFlags } from "../quality/studyFlags.ts";
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
  // All are looked at before the first is written: some flags tell what two sessions share.
  const flags = await flagged(view, sessions);
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
      cell(flagsCell(flags.of(session.sessionId))),
    ]);
  }
  await file.close();
}

function deviceCells(device: SessionRecord["device"]): readonly string[] {
  const { browser, window, pixelRatio, pointer, clockOffsetMs } = device ?? {};
  return [browser, window, pixelRatio, pointer, clockOffsetMs].map(cell);
}

async function flagged(view: StudyView, sessions: readonly SessionRecord[]): Promise<ReturnType<typeof studyFlags>> {
  const flags = studyFlags();
  for (const session of sessions) {
    const { sessionId, refused, device } = session;
    const hasGaps = session.highestSeq !== session.ackedThrough;
    const looked = { sessionId, hasGaps, refused, clockOffsetMs: device?.clockOffsetMs ?? null };
    flags.add(looked, await view.trials(sessionId));
  }
  return flags;
}

/** Reasons to look at a session again, each with the value found: `{"too-fast":0.14}`; empty when there are none. */
function flagsCell(flags: readonly Flagged[]): Readonly<Record<string, number>> | null {
  return flags.length === 0 ? null : Object.fromEntries(flags.map(({ flag, value }) => [flag, value]));
}
