import { randomUUID } from "node:crypto";
import type { Participant } from "../../../experiments/contract/participant.ts";
import { Problem } from "../../../experiments/contract/problem.ts";
import type { StoreContext } from "../../database/context.ts";
import type { Query } from "../../database/database.ts";
import type { SessionRow } from "../../database/tables.ts";
import { keyHashOf } from "../../keyHash.ts";
import { noSuchStudy } from "../../refusals.ts";
import { secretFrom, secretHash } from "../../secrets.ts";
import { refusal } from "../people/admission.ts";
import type { StartedSession, StartRequest } from "../store.ts";
import { sessionRecord } from "./sessionRecord.ts";

/** Whoever asks to start: who they would be if they are new. */
export type Newcomer = Participant & {
  readonly request: StartRequest;
  readonly sealed: Uint8Array | null;
};

/** Reads who asks. Throws study-not-found. */
export async function identify(context: StoreContext, request: StartRequest): Promise<Newcomer> {
  const { isSimulated } = request;
  const participantId = randomUUID();
  if (request.panelId === undefined) {
    return { request, participantId, isSimulated, participantKeyHash: null, sealed: null };
  }
  const exists = await context.database.query
    .selectFrom("studies")
    .select("id")
    .where("id", "=", request.studyId)
    .executeTakeFirst();
  if (!exists) throw noSuchStudy(request.studyId);
  const keyHash = keyHashOf(await context.vault.studyKey(request.studyId), request.panelId);
  const known = await participantOf(context.database.query, request.studyId, keyHash);
  const sealed = known ? null : await context.vault.seal(participantId, request.panelId);
  return { request, participantId, isSimulated, participantKeyHash: keyHash, sealed };
}

async function participantOf(query: Query, studyId: string, keyHash: string): Promise<string | undefined> {
  const row = await query
    .selectFrom("participant_keys")
    .select("participant_id")
    .where("study_id", "=", studyId)
    .where("key_hash", "=", keyHash)
    .executeTakeFirst();
  return row?.participant_id;
}

/** The session that this very request has started already, when its reply was lost on the way. */
export async function madeBefore(
  query: Query,
  { request, participantKeyHash: keyHash }: Newcomer,
): Promise<StartedSession | undefined> {
  if (request.startKey === undefined) return undefined;
  const token = secretFrom(request.startKey);
  const base = query.selectFrom("sessions").selectAll();
  const row = await base.where("token_hash", "=", secretHash(token)).executeTakeFirst();
  if (!row) return undefined;
  const person = keyHash === null ? row.participant_id : await participantOf(query, request.studyId, keyHash);
  if (row.study_id !== request.studyId || row.participant_id !== person) {
    const detail = "This startKey has started another session.";
    throw new Problem({ code: "request-invalid", detail, path: "startKey", todo: "Draw a new key for each start." });
  }
  if (row.withdrawn_at !== null) throw refusal("withdrawn", "This person has withdrawn from the study.");
  return { isNew: false, token, session: sessionRecord(row) };
}

/** The session this person or this link has. */
export async function knownSession(
  query: Query,
  { request, participantKeyHash: keyHash }: Newcomer,
): Promise<SessionRow | undefined> {
  const ofPerson = keyHash && (await participantOf(query, request.studyId, keyHash));
  const base = query.selectFrom("sessions").selectAll();
  if (ofPerson) return await base.where("participant_id", "=", ofPerson).where("wave", "=", "").executeTakeFirst();
  if (request.link === undefined) return undefined;
  const link = await query
    .selectFrom("links")
    .select("session_id")
    .where("study_id", "=", request.studyId)
    .where("link_hash", "=", secretHash(request.link))
    .executeTakeFirst();
  return link?.session_id ? await base.where("id", "=", link.session_id).executeTakeFirst() : undefined;
}
