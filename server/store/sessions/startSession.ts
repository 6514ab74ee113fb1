import { randomUUID } from "node:crypto";
import type { Study } from "../../../experiments/contract/study.ts";
import { factorsOf, treatmentFactorsOf } from "../../../experiments/studyFile/flow.ts";
import type { StoreContext } from "../../database/context.ts";
import { locked, type Query } from "../../database/database.ts";
import { type PeopleKind, peopleKinds, type SessionRow, type StudyState } from "../../database/tables.ts";
import { deviceOf } from "../../device.ts";
import { noSuchStudy } from "../../refusals.ts";
import { newSecret, secretFrom, secretHash } from "../../secrets.ts";
import { drawKey, makeDraws } from "../draws/draws.ts";
import { cellsOf, heldSince, refusal, refuseOverQuota, refuseWithoutLink } from "../people/admission.ts";
import type { StartedSession, StartRequest } from "../store.ts";
import type { VersionReader } from "../studies/studies.ts";
import { cellName, drawCell } from "./drawCell.ts";
import { type CellShare, countStart, readLedger } from "./ledger.ts";
import { identify, knownSession, madeBefore, type Newcomer } from "./newcomer.ts";
import { sessionRecord } from "./sessionRecord.ts";
import { drawTreatments } from "./treatmentLedger.ts";
import { untouchedSession } from "./untouchedSession.ts";

/** Starts a session, or finds the one this person or link has. Everything that must hold for all starts together
 *  (one person one session, single-use links, quota, balance) is decided in one transaction that has the study to itself. */
export async function startSession(
  context: StoreContext,
  request: StartRequest,
  version: VersionReader,
): Promise<StartedSession> {
  const newcomer = await identify(context, request);
  const key = await keyOfStudy(context, request.studyId);
  const { database } = context;
  return await database.query.transaction().execute(async (transaction) => {
    const row = await locked(
      database,
      transaction.selectFrom("studies").selectAll().where("id", "=", request.studyId),
    ).executeTakeFirst();
    if (!row) throw noSuchStudy(request.studyId);
    const study = await version(transaction, row.hash);
    const made = await madeBefore(transaction, newcomer);
    if (made) return made;
    const known = await knownSession(transaction, newcomer);
    if (known && study.recruitment.source === "singleUse") throw refusal("link-spent", SPENT);
    if (known && wasBegun(known)) return await moveOn(context, transaction, { known, study, request });
    refuseUnlessOpen(row.state);
    await refuseWithoutLink(transaction, { study, request, known, now: context.now() });
    const kind = kindOf(request, row.state);
    await refuseOverQuota(context, transaction, { study, kind });
    if (known) return await beginAgain(context, transaction, { known, study, request, kind });
    await refuseErased(transaction, newcomer);
    return await begin(context, transaction, { newcomer, study, studyHash: row.hash, kind, key });
  });
}

/** Who comes while a study is tried out is a pilot participant for good. */
function kindOf({ isSimulated }: StartRequest, state: StudyState): PeopleKind {
  if (isSimulated) return peopleKinds.simulated;
  return state === "pilot" ? peopleKinds.pilot : peopleKinds.real;
}

/** Before the transaction: the key may have to be made, and lies in another database. */
async function keyOfStudy(context: StoreContext, studyId: string): Promise<Uint8Array> {
  const select = context.database.query.selectFrom("studies").select("id").where("id", "=", studyId);
  if (!(await select.executeTakeFirst())) throw noSuchStudy(studyId);
  return await drawKey(context, studyId);
}

/** Somebody who was erased after a draw does not draw again while the study is open. */
async function refuseErased(query: Query, { request, participantKeyHash }: Newcomer): Promise<void> {
  if (participantKeyHash === null) return;
  const stone = await query
    .selectFrom("tombstones")
    .select("key_hash")
    .where("study_id", "=", request.studyId)
    .where("key_hash", "=", participantKeyHash)
    .executeTakeFirst();
  if (stone) throw refusal("already-taken-part", TAKEN);
}

function refuseUnlessOpen(state: StudyState): void {
  if (state === "paused") throw refusal("study-paused", "This study is paused and takes no new participants now.");
  if (state === "closed") throw refusal("study-closed", "This study takes no new participants any more.");
}

type Known = { readonly known: SessionRow; readonly study: Study; readonly request: StartRequest };

/** Whether somebody has agreed to take part in it, or ended it: from then on the id or link that it was started with opens
 *  nothing, because whoever knows or guesses it would be that person. */
function wasBegun(known: SessionRow): boolean {
  return known.takes_part === 1 || known.highest_seq >= 0 || known.quarantined > 0 || known.withdrawn_at !== null;
}

const SPENT = "This link opens the study once, and it has been opened before.";

// The same words whatever became of the session: they tell no stranger more than that this id has taken part.
const TAKEN = "Somebody has taken part with this id or link. It goes on only where it was begun.";

/** Takes a session up at another device, where the study says that the id or link is enough for it: the trials to come go
 *  into it, and nothing of what was answered comes out. */
async function moveOn({ now }: StoreContext, query: Query, { known, study, request }: Known): Promise<StartedSession> {
  const { repeat } = study.recruitment;
  const isOver = known.withdrawn_at !== null || known.finished_at !== null || known.screened_out_at !== null;
  const mayMove = repeat === "anyDevice" && known.takes_part === 1 && !isOver;
  if (!mayMove || isOtherWise(known, request)) throw refusal("already-taken-part", TAKEN);
  const token = tokenFor(request);
  const at = now().toISOString();
  const changes = { token_hash: secretHash(token), seen_at: at, moved_at: at };
  await query.updateTable("sessions").set(changes).where("id", "=", known.id).execute();
  return { isNew: false, token, session: sessionRecord({ ...known, ...changes }) };
}

/** Starts anew what nobody agreed to: it holds nothing of anyone, and is answered as a first start is. */
async function beginAgain(
  { now }: StoreContext,
  query: Query,
  { known, study, request, kind }: Known & { readonly kind: PeopleKind },
): Promise<StartedSession> {
  if (isOtherWise(known, request)) throw refusal("already-taken-part", TAKEN);
  if (known.is_simulated !== kind) await becomes(query, known, kind);
  const token = tokenFor(request);
  const started = now();
  const at = started.toISOString();
  const device = deviceOf(request.parameters, started);
  const changes = {
    token_hash: secretHash(token),
    device: device && JSON.stringify(device),
    language: spokenLanguage(study, request.language),
    started_at: at,
    seen_at: at,
    is_simulated: kind,
  };
  await query.updateTable("sessions").set(changes).where("id", "=", known.id).execute();
  return { isNew: true, token, session: sessionRecord({ ...known, ...changes }) };
}

function isOtherWise(known: SessionRow, { isSimulated }: StartRequest): boolean {
  return (known.is_simulated === peopleKinds.simulated) !== isSimulated;
}

/** Who came to a pilot, agreed to nothing and comes again once the study is live is one of its people, or the reverse. */
async function becomes(query: Query, known: SessionRow, kind: PeopleKind): Promise<void> {
  await countStart(query, { studyHash: known.study_hash, isSimulated: kind }, known.cell);
  const participant = query.updateTable("participants").set({ is_simulated: kind });
  await participant.where("id", "=", known.participant_id).execute();
}

async function begin(
  context: StoreContext,
  query: Query,
  place: {
    readonly newcomer: Newcomer;
    readonly study: Study;
    readonly studyHash: string;
    readonly kind: PeopleKind;
    readonly key: Uint8Array;
  },
): Promise<StartedSession> {
  const { request, participantId } = place.newcomer;
  const now = context.now();
  const startedAt = now.toISOString();
  const device = deviceOf(request.parameters, now);
  const key = { studyHash: place.studyHash, isSimulated: place.kind };
  const factors = factorsOf(place.study);
  const { cells, nextOrdinal } = await readLedger(query, key, shareOfEachCell(place.study, now));
  const cell = cellName(drawCell(factors, cells, context.random));
  const drawn = { factors: treatmentFactorsOf(place.study), random: context.random };
  const treatments = await drawTreatments(query, key, drawn);
  await countStart(query, key, cell);
  await addParticipant(query, place, startedAt);
  const token = tokenFor(request);
  const language = spokenLanguage(place.study, request.language);
  const row: SessionRow = {
    ...untouchedSession,
    withdrawn_at: null,
    erased_at: null,
    device: device && JSON.stringify(device),
    id: randomUUID(),
    study_id: request.studyId,
    study_hash: place.studyHash,
    participant_id: participantId,
    wave: "",
    is_simulated: key.isSimulated,
    token_hash: secretHash(token),
    language,
    ordinal: nextOrdinal,
    cell,
    treatments,
    seed: Math.floor(context.random() * 2 ** 32),
    started_at: startedAt,
    seen_at: startedAt,
  };
  await query.insertInto("sessions").values(row).execute();
  await makeDraws(query, { study: place.study, sessionId: row.id, key: place.key });
  if (request.link !== undefined) await spend(query, { studyId: request.studyId, link: request.link, row });
  return { isNew: true, token, session: sessionRecord(row) };
}

function shareOfEachCell(study: Study, now: Date): CellShare | undefined {
  return study.quota && { places: study.quota.completes / cellsOf(study), heldSince: heldSince(now) };
}

type Added = { readonly newcomer: Newcomer; readonly kind: PeopleKind };

async function addParticipant(query: Query, { newcomer, kind }: Added, created_at: string): Promise<void> {
  const { request, participantId, participantKeyHash: key_hash, sealed } = newcomer;
  const study_id = request.studyId;
  const is_simulated = kind;
  await query.insertInto("participants").values({ id: participantId, study_id, is_simulated, created_at }).execute();
  if (key_hash === null) return;
  await query.insertInto("participant_keys").values({ study_id, key_hash, participant_id: participantId }).execute();
  if (sealed === null) return;
  await query.insertInto("identifiers").values({ participant_id: participantId, sealed, created_at }).execute();
}

async function spend(
  query: Query,
  { studyId, link, row }: { readonly studyId: string; readonly link: string; readonly row: SessionRow },
): Promise<void> {
  await query
    .updateTable("links")
    .set({ session_id: row.id, spent_at: row.started_at })
    .where("study_id", "=", studyId)
    .where("link_hash", "=", secretHash(link))
    .execute();
}

export function spokenLanguage(study: Study, wanted: string | undefined): string {
  const spoken = (tag: string | undefined) => study.languages.find((language) => language === tag);
  const language = spoken(wanted) ?? spoken(wanted?.split("-")[0]) ?? study.languages[0];
  if (language === undefined) throw new RangeError("a study has at least one language");
  return language;
}

export function tokenFor({ startKey }: StartRequest): string {
  return startKey === undefined ? newSecret() : secretFrom(startKey);
}
