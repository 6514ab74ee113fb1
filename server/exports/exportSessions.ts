import { cell, snakeCase } from "../../experiments/contract/columns.ts";
import { purposes } from "../../experiments/contract/study.ts";
import type { Flagged } from "../quality/flags.ts";
import type { LookedAt, studyFlags } from "../quality/studyFlags.ts";
import type { SessionRecord } from "../store/store.ts";
import type { NewTables } from "./newTables.ts";
import { waveColumn } from "./waveColumn.ts";

/** sessions.csv: one row a session, with what was agreed to, the level of every factor and what is flagged once all were
 *  looked at: some flags tell what two sessions share. */
export async function exportSessions(
  sessions: readonly SessionRecord[],
  flags: Pick<ReturnType<typeof studyFlags>, "of">,
  out: NewTables,
): Promise<void> {
  const factors = [...new Set(sessions.flatMap(({ assignment }) => Object.keys(assignment)))];
  const wave = waveColumn(sessions);
  const file = out.open("sessions.csv", [
    ...["session_id", "participant_id", ...wave.header, "study_hash", "language"],
    ...["started_at", "consented_at", "finished_at", "withdrawn_at"],
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
      ...wave.cells(session),
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

/** What of a session flags are raised by, beside its trials. */
export function lookedAt(session: SessionRecord): LookedAt {
  const { sessionId, refused, device, highestSeq, ackedThrough } = session;
  return { sessionId, hasGaps: highestSeq !== ackedThrough, refused, clockOffsetMs: device?.clockOffsetMs ?? null };
}

/** Reasons to look at a session again, each with the value found: `{"too-fast":0.14}`; empty when there are none. */
function flagsCell(flags: readonly Flagged[]): Readonly<Record<string, number>> | null {
  return flags.length === 0 ? null : Object.fromEntries(flags.map(({ flag, value }) => [flag, value]));
}
