import { Problem } from "../../experiments/contract/problem.ts";
import type { ConsentGiven } from "../../experiments/contract/session.ts";
import { consentHashOf } from "../../experiments/studyFile/readStudyFile.ts";
import { noSuchSession, tokenInvalid, withdrawn } from "../refusals.ts";
import { secretHash } from "../secrets.ts";
import type { StoreContext } from "./context.ts";
import type { Query } from "./database.ts";
import { finishSession } from "./finishSession.ts";
import { lockedSession } from "./lockedSession.ts";
import { missingSeqs } from "./missing.ts";
import { momentIn } from "./moment.ts";
import { sessionRecord } from "./sessionRecord.ts";
import { startSession } from "./startSession.ts";
import type { SessionStore } from "./store.ts";
import type { SqlStudyStore } from "./studies.ts";
import type { SessionRow } from "./tables.ts";
import { withdrawSession } from "./withdrawSession.ts";

/** Sessions from start to end. */
export function sessionStore(context: StoreContext, studies: SqlStudyStore): SessionStore {
  const { database } = context;
  return {
    start: (request) => startSession(context, request, studies.versionIn),
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
    async consent(sessionId, given) {
      return await database.query.transaction().execute(async (transaction) => {
        const row = await lockedSession(context, transaction, sessionId);
        if (row.withdrawn_at !== null) throw withdrawn();
        const study = await studies.versionIn(transaction, row.study_hash);
        return await writeConsent(context, transaction, { row, study, given });
      });
    },
    missing: (session) => missingSeqs(database.query, session.sessionId, session.highestSeq + 1),
    finish: (sessionId, trialCount) => finishSession(context, sessionId, trialCount),
    withdraw: (sessionId, extent) => withdrawSession(context, sessionId, extent),
  };
}

type Consent = {
  readonly row: SessionRow;
  readonly study: Parameters<typeof consentHashOf>[0];
  readonly given: ConsentGiven;
};

async function writeConsent(context: StoreContext, query: Query, { row, study, given }: Consent) {
  refuseOtherText(study, given);
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
    recontact: purposes.recontact && ask.includes("recontact"),
    shareData: purposes.shareData && ask.includes("shareData"),
  };
}
