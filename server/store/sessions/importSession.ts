import { splitAssignment } from "../../../experiments/contract/treatment.ts";
import { consentHashOf } from "../../../experiments/studyFile/readStudyFile.ts";
import type { StoreContext } from "../../database/context.ts";
import { locked, type Query, runsOf } from "../../database/database.ts";
import type { SessionRow, Tables } from "../../database/tables.ts";
import { newSecret, secretHash } from "../../secrets.ts";
import type { AddMode, ImportedTrial, ImportOutcome, SessionImport } from "../store.ts";
import { publishVersion } from "../studies/studies.ts";
import { advance } from "../trials/progress.ts";
import { digestOf, isSameTrial } from "../trials/storedTrial.ts";
import { cellName } from "./drawCell.ts";
import { countComplete, countStart, readLedger } from "./ledger.ts";
import { countTreatments } from "./treatmentLedger.ts";

/** Puts an exported session back, in one transaction: the study version, the person, the session and its trials as far as
 *  they are not there. What is stored stays. Returns one outcome a trial, in order; `gone` when the person withdrew or was
 *  erased here since, and nothing is put back. `try` says what would be and takes it back. */
export async function importSession(
  context: StoreContext,
  imported: SessionImport,
  mode: AddMode,
): Promise<readonly ImportOutcome[] | "gone"> {
  const undo = new Error("dry run");
  let outcomes: readonly ImportOutcome[] | "gone" = "gone";
  // Before the study: one without its key would be one whose keys are lost.
  if (mode === "keep") await context.vault.studyKey(imported.study.id);
  try {
    await context.database.query.transaction().execute(async (transaction) => {
      outcomes = await putBack(context, transaction, imported);
      if (mode === "try") throw undo;
    });
  } catch (error) {
    if (error !== undo) throw error;
  }
  return outcomes;
}

async function putBack(
  context: StoreContext,
  query: Query,
  imported: SessionImport,
): Promise<readonly ImportOutcome[] | "gone"> {
  if (await isErased(query, imported.participantId)) return "gone";
  const select = query.selectFrom("sessions").selectAll().where("id", "=", imported.sessionId);
  const there = await locked(context.database, select).executeTakeFirst();
  if (there && there.withdrawn_at !== imported.withdrawnAt) return "gone";
  const session = there ?? (await begin(context, query, imported));
  const created = await insertTrials(query, imported);
  const refused = there ? [] : await insertRefused(query, imported);
  const seqs = [...imported.trials.map(({ seq }) => seq).filter((seq) => created.has(seq)), ...refused];
  const bytes = sizeOf(imported.trials.filter(({ seq }) => created.has(seq)).map(({ body }) => body));
  const kept = there ? [] : imported.refused;
  const all = bytes + sizeOf(kept.map(({ item }) => item));
  const progress = { session, seqs, bytes: all, refused: kept.length, over: 0 };
  await advance({ database: context.database, query }, [progress], session.seen_at);
  const outcomes: ImportOutcome[] = [];
  for (const trial of imported.trials) {
    if (created.delete(trial.seq)) outcomes.push("created");
    else outcomes.push((await isStored(query, imported.sessionId, trial)) ? "same" : "conflict");
  }
  return outcomes;
}

function sizeOf(texts: readonly string[]): number {
  return texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
}

async function isErased(query: Query, participantId: string): Promise<boolean> {
  const base = query.selectFrom("erasures").select("participant_id");
  return (await base.where("participant_id", "=", participantId).executeTakeFirst()) !== undefined;
}

async function begin(context: StoreContext, query: Query, imported: SessionImport): Promise<SessionRow> {
  const { study, studyHash, participantId, startedAt } = imported;
  await publishVersion(query, { study, hash: studyHash, at: context.now().toISOString(), state: "closed" });
  const key = { studyHash, isSimulated: imported.isSimulated ? 1 : 0 };
  const { nextOrdinal } = await readLedger(query, key);
  const split = splitAssignment(imported.assignment);
  const cell = cellName(split.cell);
  const treatments = Object.keys(split.treatments).length === 0 ? null : cellName(split.treatments);
  await query
    .insertInto("participants")
    .values({ id: participantId, study_id: study.id, is_simulated: key.isSimulated, created_at: startedAt })
    .onConflict((on) => on.doNothing())
    .execute();
  const row = rowOf(imported, { cell, treatments, ordinal: nextOrdinal });
  if (row.wave === "") {
    if (treatments !== null) await countTreatments(query, key, split.treatments);
    await countStart(query, key, cell);
    if (row.finished_at !== null && row.withdrawn_at === null) await countComplete(query, row, 1);
  }
  await query.insertInto("sessions").values(row).execute();
  await insertConsent(query, imported, row);
  return row;
}

/** Nobody holds the new token: an imported session is read, never continued. */
function rowOf(
  imported: SessionImport,
  { cell, treatments, ordinal }: Pick<SessionRow, "cell" | "treatments" | "ordinal">,
): SessionRow {
  const { purposes, consentedAt } = imported;
  return {
    id: imported.sessionId,
    study_id: imported.study.id,
    study_hash: imported.studyHash,
    participant_id: imported.participantId,
    wave: imported.wave,
    is_simulated: imported.isSimulated ? 1 : 0,
    token_hash: secretHash(newSecret()),
    language: imported.language,
    ordinal,
    cell,
    treatments,
    seed: imported.seed,
    device: imported.device === null ? null : JSON.stringify(imported.device),
    started_at: imported.startedAt,
    seen_at: imported.finishedAt ?? consentedAt ?? imported.startedAt,
    consent_hash: consentedAt === null ? null : consentHashOf(imported.study),
    consented_at: consentedAt,
    purposes: purposes === null ? null : JSON.stringify(purposes),
    takes_part: purposes === null ? null : Number(purposes.takePart),
    acked_through: -1,
    highest_seq: -1,
    quarantined: 0,
    stored_bytes: 0,
    above: null,
    over_limit: 0,
    finished_at: imported.finishedAt,
    trial_count: null,
    completion_code: null,
    withdrawn_at: imported.withdrawnAt,
    erased_at: null,
    holds_place: 0,
    moved_at: null,
    screened_out_at: null,
  };
}

async function insertConsent(query: Query, { sessionId, language }: SessionImport, row: SessionRow): Promise<void> {
  const { consent_hash, consented_at: given_at, purposes } = row;
  if (consent_hash === null || given_at === null || purposes === null) return;
  const given = { session_id: sessionId, number: 0, consent_hash, language, purposes, given_at };
  await query.insertInto("consents").values(given).execute();
}

/** The numbers of the trials that were not there. */
async function insertTrials(query: Query, { sessionId, trials }: SessionImport): Promise<Set<number>> {
  const created = new Set<number>();
  const rows = trials.map((trial) => trialRow(sessionId, trial));
  for (const run of runsOf([...new Map(rows.map((row) => [row.seq, row])).values()])) {
    const inserted = await query
      .insertInto("trials")
      .values(run)
      .onConflict((on) => on.doNothing())
      .returning("seq")
      .execute();
    for (const { seq } of inserted) created.add(seq);
  }
  return created;
}

/** The numbers of refused items that stand for a trial. */
async function insertRefused(query: Query, { sessionId, refused }: SessionImport): Promise<readonly number[]> {
  for (const { seq, status, item, problem, receivedAt } of refused) {
    const row = { session_id: sessionId, seq, digest: digestOf(item), status, item: Buffer.from(item, "utf8") };
    await query
      .insertInto("quarantine")
      .values({ ...row, problem, received_at: receivedAt })
      .onConflict((on) => on.doNothing())
      .execute();
  }
  return refused.filter(({ seq, status }) => status === "invalid" && seq >= 0).map(({ seq }) => seq);
}

function trialRow(sessionId: string, trial: ImportedTrial): Tables["trials"] {
  return {
    session_id: sessionId,
    seq: trial.seq,
    id: trial.id.toLowerCase(),
    body: Buffer.from(trial.body, "utf8"),
    digest: digestOf(trial.body),
    received_at: trial.receivedAt,
  };
}

async function isStored(query: Query, sessionId: string, trial: ImportedTrial): Promise<boolean> {
  const base = query.selectFrom("trials").select(["id", "body", "digest"]).where("session_id", "=", sessionId);
  const stored = await base.where("seq", "=", trial.seq).executeTakeFirst();
  return stored !== undefined && isSameTrial(stored, trialRow(sessionId, trial));
}
