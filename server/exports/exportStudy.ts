import { existsSync, readdirSync, statSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Problem } from "../../experiments/contract/problem.ts";
import { makeFolder } from "../../experiments/studyFile/makeFolder.ts";
import { inNewFolder } from "../files/scratch.ts";
import { earlyLooks } from "../quality/earlyLooks.ts";
import { studyFlags } from "../quality/studyFlags.ts";
import { noSuchStudy } from "../refusals.ts";
import type { SessionRecord, Store, StoredStudy, StudyView } from "../store/store.ts";
import { choicesTable } from "./exportChoices.ts";
import { exportDraws } from "./exportDraws.ts";
import { exportOutcomes } from "./exportOutcomes.ts";
import { exportPredictors } from "./exportPredictors.ts";
import { exportReferrals } from "./exportReferrals.ts";
import { exportSessions, lookedAt } from "./exportSessions.ts";
import { exportRefused, exportTrialLines, trialTables } from "./exportTrials.ts";
import { exportUnreadable, type LeftOut, leftOutOf } from "./exportUnreadable.ts";
import { exportWaves } from "./exportWaves.ts";
import { writeManifest } from "./manifest.ts";
import { type NewTables, newTables } from "./newTables.ts";
import { type ExportFormat, packExport } from "./packExport.ts";
import { waveColumn } from "./waveColumn.ts";

export type ExportRequest = {
  readonly study: string;
  readonly format: ExportFormat;
  /** A folder that is empty or not there. */
  readonly out: string;
  readonly spreadsheetSafe?: boolean;
  /** Writes down that data are handed out, before any is read: whoever is erased from then on must be deleted there too. */
  readonly note?: () => Promise<void>;
  /** Adds scores and what is made of them to the folder of CSV tables, before it is packed in another format. */
  readonly addScores?: (folder: string) => Promise<unknown>;
};

/** Exports a study from one consistent snapshot while collection goes on. Nothing is left of an export that fails. Returns
 *  what had to be left out because the store is damaged; null where nothing was. */
export async function exportStudy(store: Store, request: ExportRequest, now: Date): Promise<LeftOut | null> {
  const { out } = request;
  const stored = await store.studies.get(request.study);
  if (!stored) throw noSuchStudy(request.study);
  await emptyFolder(out);
  await request.note?.();
  return await inNewFolder(out, () => writeTables(store, request, { stored, now }));
}

async function writeTables(
  store: Store,
  request: ExportRequest,
  { stored, now }: { readonly stored: StoredStudy; readonly now: Date },
): Promise<LeftOut | null> {
  const { out } = request;
  const tables = newTables(out);
  const { erased, pilot, hashes, leftOut } = await store.readStudy(stored.id, async (view) => {
    const all = await view.sessions();
    const sessions = all.filter(({ isPilot }) => !isPilot);
    // A wave moves no window and is nobody's first session.
    const first = sessions.filter(({ wave }) => wave === "");
    await exportTrialsAndSessions(view, sessions, tables);
    if (request.format === "jsonl") {
      await exportTrialLines(view, sessions, out);
      await exportRefused(view, sessions, out);
    }
    await exportOutcomes({ view, study: stored.study, sessions: first, out: tables, now });
    await exportPredictors(view, first, tables);
    await exportDraws(view, sessions, tables);
    await exportWaves({ view, study: stored.study, sessions, out: tables });
    await exportReferrals(view, sessions, tables);
    if (request.format === "jsonl") await exportUnreadable(view.unreadable(), out);
    const hashes = new Set(sessions.map(({ studyHash }) => studyHash));
    const pilot = all.length - sessions.length;
    return { erased: await view.erased(), pilot, hashes, leftOut: leftOutOf(view.unreadable()) };
  });
  const earlier = [];
  for (const hash of hashes) {
    if (hash !== stored.hash) earlier.push({ hash, definition: await store.studies.version(hash) });
  }
  const study = { hash: stored.hash, definition: stored.study, ...(earlier.length > 0 ? { earlier } : {}) };
  await writeFile(join(out, "study.json"), `${JSON.stringify(study, null, 2)}\n`, { mode: 0o600 });
  await request.addScores?.(out);
  await packExport(tables, {
    format: request.format,
    style: request.spreadsheetSafe ? "spreadsheet" : "plain",
    stored,
  });
  const looks = await earlyLooks(store.audit, stored.id);
  const early = looks.length > 0 ? { earlyLooks: looks } : {};
  const facts = {
    erased,
    ...early,
    ...(pilot > 0 ? { pilot } : {}),
    ...(leftOut === null ? {} : { unreadable: leftOut }),
  };
  await writeManifest(tables, { study: { id: stored.id, hash: stored.hash }, ...facts, exportedAt: now });
  return leftOut;
}

/** Reads every session's trials once: for their tables, for choices.csv, and for the flags that all of them together raise. */
async function exportTrialsAndSessions(
  view: StudyView,
  sessions: readonly SessionRecord[],
  out: NewTables,
): Promise<void> {
  const wave = waveColumn(sessions);
  const [flags, choices] = [studyFlags(), choicesTable(out, wave)];
  const tables = await trialTables({ view, sessions, wave }, out);
  for (const session of sessions) {
    const trials = await view.trials(session.sessionId);
    await tables.add(session, trials);
    flags.add(lookedAt(session), trials);
    await choices.add(session, trials);
  }
  await tables.close();
  await choices.close();
  await exportSessions(sessions, flags, out);
}

async function emptyFolder(folder: string): Promise<void> {
  if (existsSync(folder) && (!statSync(folder).isDirectory() || readdirSync(folder).length > 0)) {
    throw new Problem({
      code: "setting-invalid",
      detail: `${folder} is not an empty folder; an export never overwrites anything.`,
      todo: "Name a new folder with --out.",
    });
  }
  makeFolder(folder, 0o700);
}
