import { z } from "zod";
import type { StoreContext } from "../../database/context.ts";
import type { Query } from "../../database/database.ts";
import { readCompletionCode, secretHash } from "../../secrets.ts";
import { sessionOfCode } from "./ownDataCode.ts";

const Uuid = z.uuid();

/** The participant whom a code names that they were given, written as people write it. */
export async function peopleByCode(
  context: StoreContext,
  studyId: string,
  written: string,
): Promise<string | undefined> {
  const { query } = context.database;
  const code = written.trim();
  const own = await sessionOfCode(context, code);
  if (own) return own.studyId === studyId ? own.participantId : undefined;
  for (const look of [byLink, byReferral, byClaim, byUuid]) {
    const found = await look(query, studyId, code);
    if (found !== undefined) return found;
  }
  if (Uuid.safeParse(code.toLowerCase()).success) return undefined;
  const base = sessionsOf(query, studyId).where("completion_code", "=", readCompletionCode(code));
  return (await base.executeTakeFirst())?.participant_id;
}

function sessionsOf(query: Query, studyId: string) {
  const base = query.selectFrom("sessions").select("sessions.participant_id").where("sessions.study_id", "=", studyId);
  return base.where("erased_at", "is", null);
}

/** Their own id, or their session's. */
async function byUuid(query: Query, studyId: string, code: string): Promise<string | undefined> {
  const id = code.toLowerCase();
  if (!Uuid.safeParse(id).success) return undefined;
  const found = sessionsOf(query, studyId).where((is) => is.or([is("participant_id", "=", id), is("id", "=", id)]));
  return (await found.executeTakeFirst())?.participant_id;
}

/** Who has used a personal link, given whole or as its code. */
async function byLink(query: Query, studyId: string, code: string): Promise<string | undefined> {
  const [, secret] = /^(?:https?:\S*[?&]link=)?([\w-]{43})$/.exec(code) ?? [];
  if (secret === undefined) return undefined;
  const base = sessionsOf(query, studyId).innerJoin("links", "links.session_id", "sessions.id");
  return (await base.where("links.link_hash", "=", secretHash(secret)).executeTakeFirst())?.participant_id;
}

/** Who was given a link to pass on, whole or as its code. */
async function byReferral(query: Query, studyId: string, code: string): Promise<string | undefined> {
  const [, secret] = /^(?:https?:\S*\/r\/)?([\w-]{12})$/.exec(code) ?? [];
  if (secret === undefined) return undefined;
  const base = sessionsOf(query, studyId).innerJoin("referrals", "referrals.session_id", "sessions.id");
  return (await base.where("referrals.code", "=", secret).executeTakeFirst())?.participant_id;
}

const CLAIM_LETTERS = 8;

/** Who may claim what was won with it. */
async function byClaim(query: Query, studyId: string, code: string): Promise<string | undefined> {
  const letters = readCompletionCode(code);
  if (letters.length !== CLAIM_LETTERS) return undefined;
  const claim = `${letters.slice(0, CLAIM_LETTERS / 2)}-${letters.slice(CLAIM_LETTERS / 2)}`;
  const base = sessionsOf(query, studyId).innerJoin("winnings", "winnings.session_id", "sessions.id");
  return (await base.where("winnings.claim_code", "=", claim).executeTakeFirst())?.participant_id;
}
