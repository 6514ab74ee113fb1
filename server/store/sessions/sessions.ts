import { Problem } from "../../../experiments/contract/problem.ts";
import type { ConsentGiven } from "../../../experiments/contract/session.ts";
import type { Study } from "../../../experiments/contract/study.ts";
import { consentHashOf } from "../../../experiments/studyFile/readStudyFile.ts";
import type { StoreContext } from "../../database/context.ts";
import { type Database, locked, type Query } from "../../database/database.ts";
import { momentIn } from "../../database/moment.ts";
import { oneAtATime } from "../../database/oneAtATime.ts";
import { peopleKinds, type SessionRow } from "../../database/tables.ts";
import { noSuchSession, tokenInvalid, withdrawn } from "../../refusals.ts";
import { secretHash } from "../../secrets.ts";
import { refuseOverQuota } from "../people/admission.ts";
import type { MayHold, SessionStore } from "../store.ts";
import type { SqlStudyStore } from "../studies/studies.ts";
import { missingSeqs } from "../trials/missing.ts";
import { startWave } from "../waves/startWave.ts";
import { finishSession, readAhead } from "./finishSession.ts";
import { judgements } from "./judgements.ts";
import { lockedSession } from "./lockedSession.ts";
import { sessionRecord } from "./sessionRecord.ts";
import { startSession } from "./startSession.ts";
import { takeBackWithdrawal } from "./takeBackWithdrawal.ts";
import { withdrawSession } from "./withdrawSession.ts";

/** Sessions from start to end. */
export function sessionStore(context: StoreContext, studies: SqlStudyStore): SessionStore {
  const { database } = context;
  const judged = judgements(studies.versionIn);
  // Whatever waits for a study's row or for its counts.
  const inTurn = oneAtATime();
  return {
    start: (request) =>
      inTurn(request.studyId, () =>
        request.wave === undefined
          ? startSession(context, request, studies.versionIn)
          : startWave(context, { ...request, wave: request.wave }, studies.versionIn),
      ),
    async authorised(sessionId, token) {
      const row = await database.query
        .selectFrom("sessions")
        .selectAll()
        .where("token_hash", "=", secretHash(token))
        .executeTakeFirst();
      await database.settled();
      if (!row) throw tokenInvalid();
      if (row.id !== sessionId) throw noSuchSession();
      return sessionRecord(row);
    },
    async studyOf(tokenHash) {
      const found = database.query.selectFrom("sessions").select("study_id").where("token_hash", "=", tokenHash);
      return (await found.executeTakeFirst())?.study_id;
    },
    async consent(sessionId, given, mayHold = () => true) {
      const { study_id } = await rowOf(database, sessionId);
      return await inTurn(study_id, () => agree(context, studies, { sessionId, study_id, given, mayHold }));
    },
    async missing({ sessionId }) {
      const row = await database.query
        .selectFrom("sessions")
        .select(["id", "acked_through", "highest_seq", "above"])
        .where("id", "=", sessionId)
        .executeTakeFirstOrThrow();
      return await missingSeqs(database.query, row, row.highest_seq + 1);
    },
    async finish(sessionId, trialCount) {
      const row = await rowOf(database, sessionId);
      await readAhead(context, row, judged);
      return await inTurn(row.study_id, () => finishSession(context, { sessionId, trialCount }, judged));
    },
    async isScreenedOut(sessionId) {
      const row = await rowOf(database, sessionId);
      if (row.screened_out_at !== null) return true;
      return (await judged.of(database.query, row, "in turns")).tally.isScreenedOut();
    },
    withdraw: (sessionId, withdrawal) => withdrawSession(context, sessionId, withdrawal),
    takeBackWithdrawal: (sessionId, actor) => takeBackWithdrawal(context, sessionId, actor),
  };
}

type Agreeing = {
  readonly sessionId: string;
  readonly study_id: string;
  readonly given: ConsentGiven;
  readonly mayHold: MayHold;
};

async function agree(context: StoreContext, studies: SqlStudyStore, { sessionId, study_id, given, mayHold }: Agreeing) {
  return await context.database.query.transaction().execute(async (transaction) => {
    // The study first, as at a start: the places of its quota are given out one after another.
    await lockStudy(context, transaction, study_id);
    const row = await lockedSession(context, transaction, sessionId);
    if (row.withdrawn_at !== null) throw withdrawn();
    const study = await studies.versionIn(transaction, row.study_hash);
    refuseOtherText(study, given);
    const holds_place = await placeOf(context, transaction, { row, study, given, mayHold });
    return await writeConsent(context, transaction, { row, study, given, holds_place });
  });
}

async function rowOf({ query }: Database, sessionId: string): Promise<SessionRow> {
  return await query.selectFrom("sessions").selectAll().where("id", "=", sessionId).executeTakeFirstOrThrow();
}

async function lockStudy({ database }: StoreContext, query: Query, id: string): Promise<void> {
  await locked(database, query.selectFrom("studies").selectAll().where("id", "=", id)).executeTakeFirstOrThrow();
}

type Consent = {
  readonly row: SessionRow;
  readonly study: Study;
  readonly given: ConsentGiven;
};

/** Whether the session holds a place of the quota from now on, as it did before or as its device may. Throws quota-full
 *  where it would be a new one and all are taken. */
async function placeOf(
  context: StoreContext,
  query: Query,
  { row, study, given, mayHold }: Consent & { readonly mayHold: MayHold },
): Promise<number> {
  if (row.takes_part === 1 || !given.purposes.takePart || !study.quota) return row.holds_place;
  const kind = row.is_simulated;
  await refuseOverQuota(context, query, { study, kind, asks: row });
  return kind !== peopleKinds.real || mayHold(study.quota.completes) ? 1 : 0;
}

async function writeConsent(
  context: StoreContext,
  query: Query,
  { row, study, given, holds_place }: Consent & { readonly holds_place: number },
) {
  const purposes = JSON.stringify(onlyAsked(study, given.purposes));
  const given_at = momentIn(context, row);
  const { number } = await query
    .selectFrom("consents")
    .select((is) => is.fn.countAll<number>().as("number"))
    .where("session_id", "=", row.id)
    .executeTakeFirstOrThrow();
  await query
    .insertInto("consents")
    .values({
      session_id: row.id,
      number: Number(number),
      consent_hash: given.consentHash,
      language: given.language,
      purposes,
      given_at,
    })
    .execute();
  const changes = {
    consent_hash: given.consentHash,
    consented_at: given_at,
    purposes,
    takes_part: given.purposes.takePart ? 1 : 0,
    language: given.language,
    seen_at: given_at,
    holds_place,
  };
  await query.updateTable("sessions").set(changes).where("id", "=", row.id).execute();
  return sessionRecord({ ...row, ...changes });
}

function refuseOtherText(study: Consent["study"], given: ConsentGiven): void {
  const expected = consentHashOf(study);
  if (given.consentHash !== expected) {
    throw new Problem({
      code: "consent-outdated",
      detail: "The consent that was shown is not the text of this session's study version.",
      expected,
      found: given.consentHash.slice(0, 80),
      todo: "Show the text that belongs to consentHash and ask again.",
    });
  }
  if (study.languages.includes(given.language)) return;
  throw new Problem({
    code: "request-invalid",
    detail: "The consent was shown in a language the study does not have.",
    path: "language",
    expected: study.languages.join(", "),
    found: given.language,
  });
}

/** A purpose that the study does not ask for is never agreed to. */
function onlyAsked(study: Consent["study"], purposes: ConsentGiven["purposes"]): ConsentGiven["purposes"] {
  const { ask } = study.consent;
  return {
    takePart: purposes.takePart,
    linkPurchases: purposes.linkPurchases && ask.includes("linkPurchases"),
    linkHistory: purposes.linkHistory && ask.includes("linkHistory"),
    recontact: purposes.recontact && ask.includes("recontact") && study.waves !== undefined,
    shareData: purposes.shareData && ask.includes("shareData"),
  };
}
