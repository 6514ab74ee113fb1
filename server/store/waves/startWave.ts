import { randomUUID } from "node:crypto";
import { Problem } from "../../../experiments/contract/problem.ts";
import type { Study } from "../../../experiments/contract/study.ts";
import { spanOfWave, studyOfWave } from "../../../experiments/contract/wave.ts";
import { factorsOf } from "../../../experiments/studyFile/flow.ts";
import type { StoreContext } from "../../database/context.ts";
import { locked, type Query } from "../../database/database.ts";
import type { SessionRow } from "../../database/tables.ts";
import { deviceOf } from "../../device.ts";
import { noSuchStudy } from "../../refusals.ts";
import { secretHash } from "../../secrets.ts";
import { refusal } from "../people/admission.ts";
import { assignmentOf, cellName } from "../sessions/drawCell.ts";
import { sessionRecord } from "../sessions/sessionRecord.ts";
import { spokenLanguage, tokenFor } from "../sessions/startSession.ts";
import { untouchedSession } from "../sessions/untouchedSession.ts";
import type { StartedSession, StartRequest } from "../store.ts";
import type { VersionReader } from "../studies/studies.ts";
import { personOfWaveCode } from "./waveCode.ts";
import { note, sessionsOf, stateOf } from "./waves.ts";

/** Starts a person's session of a wave, or goes on with it: the link alone says who it is. The consent of the first session
 *  holds for it, with what it allows; so do the treatments. It takes no place of the quota and draws no treatment. */
export async function startWave(
  context: StoreContext,
  request: StartRequest & { readonly wave: string },
  version: VersionReader,
): Promise<StartedSession> {
  const { database } = context;
  return await database.query.transaction().execute(async (query) => {
    const select = query.selectFrom("studies").selectAll().where("id", "=", request.studyId);
    const studyRow = await locked(database, select).executeTakeFirst();
    if (!studyRow) throw noSuchStudy(request.studyId);
    const person = await personOfWaveCode(context, query, request.wave);
    if (person?.studyId !== request.studyId) throw unknownLink();
    const { first, wave, participantId } = person;
    const sessions = await sessionsOf(query, participantId);
    const own = sessions.find((one) => one.wave === wave);
    const token = tokenFor(request);
    const firstOn = (first.finished_at ?? first.started_at).slice(0, 10);
    if (own?.token_hash === secretHash(token)) return { isNew: false, token, session: sessionRecord(own), firstOn };
    if (studyRow.state === "paused") throw refusal("study-paused", "This study is paused.");
    const study = await version(query, first.study_hash);
    const planned = study.waves?.find(({ id }) => id === wave);
    if (!planned || first.finished_at === null) throw unknownLink();
    const span = spanOfWave(planned, new Date(first.finished_at));
    refuseUnlessOpen(stateOf({ first, sessions, wave, span, now: context.now() }), span);
    await note(query, person, { opened_at: context.now().toISOString() });
    const started = own
      ? await goOn(context, query, { own, token })
      : await begin(context, query, { first, wave, study, request, token });
    return { ...started, firstOn };
  });
}

function unknownLink(): Problem {
  return new Problem({
    code: "wave-unknown",
    detail: "Nobody has this link: it is not right, or the data are erased.",
    todo: "Copy the whole link.",
  });
}

function refuseUnlessOpen(
  state: ReturnType<typeof stateOf>,
  { opens, closes }: { readonly opens: Date; readonly closes: Date },
): void {
  if (state === "open") return;
  const day = (at: Date) => at.toISOString().slice(0, 10);
  if (state === "early") throw refusal("wave-early", `This part of the study opens on ${day(opens)}.`);
  if (state === "late") throw refusal("wave-late", `This part of the study closed on ${day(closes)}.`);
  if (state === "ended") throw refusal("recontact-ended", "This person wishes not to be asked again.");
  throw refusal("already-taken-part", "This person has taken part in this wave.");
}

/** The trials to come go into it; nothing of what was answered comes out. */
async function goOn(
  { now }: StoreContext,
  query: Query,
  { own, token }: { readonly own: SessionRow; readonly token: string },
): Promise<StartedSession> {
  const at = now().toISOString();
  const changes = { token_hash: secretHash(token), seen_at: at, moved_at: at };
  await query.updateTable("sessions").set(changes).where("id", "=", own.id).execute();
  return { isNew: false, token, session: sessionRecord({ ...own, ...changes }) };
}

type Beginning = {
  readonly first: SessionRow;
  readonly wave: string;
  readonly study: Study;
  readonly request: StartRequest;
  readonly token: string;
};

async function begin(context: StoreContext, query: Query, beginning: Beginning): Promise<StartedSession> {
  const { first, wave, study, request, token } = beginning;
  const now = context.now();
  const at = now.toISOString();
  const device = deviceOf(request.parameters, now);
  const language = spokenLanguage(study, request.language ?? first.language ?? undefined);
  const { consent_hash, purposes } = first;
  const row: SessionRow = {
    ...untouchedSession,
    withdrawn_at: null,
    erased_at: null,
    device: device && JSON.stringify(device),
    id: randomUUID(),
    study_id: first.study_id,
    study_hash: first.study_hash,
    participant_id: first.participant_id,
    wave,
    is_simulated: first.is_simulated,
    token_hash: secretHash(token),
    language,
    ordinal: first.ordinal,
    cell: cellOf(context, beginning),
    treatments: first.treatments,
    seed: Math.floor(context.random() * 2 ** 32),
    started_at: at,
    seen_at: at,
    consent_hash,
    consented_at: at,
    purposes,
    takes_part: 1,
  };
  await query.insertInto("sessions").values(row).execute();
  const given = { consent_hash: consent_hash ?? "", purposes: purposes ?? "{}", language, given_at: at };
  await query
    .insertInto("consents")
    .values({ session_id: row.id, number: 0, ...given })
    .execute();
  return { isNew: true, token, session: sessionRecord(row) };
}

/** What the first session drew for a task holds for the same task in a wave, so that its two parts can be compared; what only
 *  the wave has is drawn now. Arms and the order of parts are the first session's alone. */
function cellOf({ random }: StoreContext, { first, wave, study }: Beginning): string {
  const { arm: _arm, partOrder: _partOrder, ...drawn } = assignmentOf(first.cell);
  const end = `-${wave}.`;
  const levels = Object.entries(factorsOf(studyOfWave(study, wave))).map(([factor, all]) => {
    const before = drawn[factor.replace(end, ".")];
    const isKnown = before !== undefined && all.includes(before);
    return [factor, isKnown ? before : (all[Math.floor(random() * all.length)] ?? "")] as const;
  });
  return cellName(Object.fromEntries(levels));
}
