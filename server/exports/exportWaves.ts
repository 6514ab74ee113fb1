import { cell } from "../../experiments/contract/columns.ts";
import type { Study } from "../../experiments/contract/study.ts";
import { spanOfWave } from "../../experiments/contract/wave.ts";
import type { SessionRecord, StudyView } from "../store/store.ts";
import type { NewTables } from "./newTables.ts";

type View = {
  readonly view: StudyView;
  readonly study: Study;
  /** Those of waves too. */
  readonly sessions: readonly SessionRecord[];
  readonly out: NewTables;
};

/** waves.csv, where the study has waves: one row a person who finished the first session and wave, with when they were invited,
 *  opened the link, started, finished, came too late, or said no. */
export async function exportWaves({ view, study, sessions, out }: View): Promise<void> {
  const { waves = [] } = study;
  if (waves.length === 0) return;
  const notes = new Map((await view.wavePeople()).map((row) => [keyOf(row.participant_id, row.wave), row]));
  const later = new Map(sessions.map((one) => [keyOf(one.participantId, one.wave), one]));
  const file = out.open("waves.csv", [
    ...["participant_id", "wave", "is_simulated", "opens_at", "closes_at", "invited_at", "opened_at"],
    ...["started_at", "finished_at", "late_at", "refused_at", "withdrawn_at"],
  ]);
  for (const first of sessions) {
    if (first.wave !== "" || first.finishedAt === null) continue;
    for (const wave of waves) {
      const key = keyOf(first.participantId, wave.id);
      const { opens, closes } = spanOfWave(wave, new Date(first.finishedAt));
      const [note, session] = [notes.get(key), later.get(key)];
      await file.write([
        ...[first.participantId, wave.id, cell(first.isSimulated), opens.toISOString(), closes.toISOString()],
        ...[note?.invited_at, note?.opened_at, session?.startedAt, session?.finishedAt, note?.late_at].map(cell),
        ...[note?.refused_at, session?.withdrawnAt].map(cell),
      ]);
    }
  }
  await file.close();
}

function keyOf(participantId: string, wave: string): string {
  return `${participantId}/${wave}`;
}
