import { createHmac, timingSafeEqual } from "node:crypto";
import type { StoreContext } from "../../database/context.ts";
import type { SessionOfCode } from "./peopleStore.ts";

const SESSION_BYTES = 16;
const MAC_BYTES = 20;

/** The code by which a participant reaches their own data: which session, and 160 bits of HMAC-SHA-256 that only the
 *  study's key gives. Nothing of it is stored, and a session's id alone, which exports hold, opens nothing. */
export async function ownDataCode(
  { vault }: StoreContext,
  { studyId, sessionId }: { readonly studyId: string; readonly sessionId: string },
): Promise<string> {
  const id = Buffer.from(sessionId.replaceAll("-", ""), "hex");
  return Buffer.concat([id, macOf(await vault.studyKey(studyId), sessionId)]).toString("base64url");
}

/** The session that a code was made for; undefined when there is none, or its person was erased. */
export async function sessionOfCode(context: StoreContext, code: string): Promise<SessionOfCode | undefined> {
  const bytes = Buffer.from(code, "base64url");
  if (bytes.length !== SESSION_BYTES + MAC_BYTES) return undefined;
  const hex = bytes.subarray(0, SESSION_BYTES).toString("hex");
  const sessionId = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  const row = await context.database.query
    .selectFrom("sessions")
    .select(["study_id as studyId", "participant_id as participantId", "withdrawn_at"])
    .where("id", "=", sessionId)
    .where("erased_at", "is", null)
    .executeTakeFirst();
  if (!row) return undefined;
  const { withdrawn_at, ...whose } = row;
  const mac = macOf(await context.vault.studyKey(row.studyId), sessionId);
  const isRight = timingSafeEqual(mac, bytes.subarray(SESSION_BYTES));
  return isRight ? { ...whose, sessionId, isWithdrawn: withdrawn_at !== null } : undefined;
}

function macOf(key: Uint8Array, sessionId: string): Buffer {
  return createHmac("sha256", key).update(`own data of ${sessionId}`, "utf8").digest().subarray(0, MAC_BYTES);
}
