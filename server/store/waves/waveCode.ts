import { createHmac, timingSafeEqual } from "node:crypto";
import type { StoreContext } from "../../database/context.ts";
import type { Query } from "../../database/database.ts";

const PERSON_BYTES = 16;
const MAC_BYTES = 20;
const LONGEST_CODE = 200;

/** Whose link it is, and to which wave. */
export type WavePerson = { readonly studyId: string; readonly participantId: string; readonly wave: string };

/** The code in a person's link to a wave: who, 160 bits of HMAC-SHA-256 that only the study's key gives, and which wave. Nothing
 *  of it is stored, and a participant's id alone, which exports hold, opens nothing. */
export function waveCode(key: Uint8Array, { participantId, wave }: Omit<WavePerson, "studyId">): string {
  const id = Buffer.from(participantId.replaceAll("-", ""), "hex");
  return Buffer.concat([id, macOf(key, participantId, wave), Buffer.from(wave, "utf8")]).toString("base64url");
}

/** The person and wave that a code was made for; undefined when there is none, or the person is erased. */
export async function personOfWaveCode({ vault }: StoreContext, query: Query, code: string) {
  if (code.length > LONGEST_CODE) return undefined;
  const bytes = Buffer.from(code, "base64url");
  if (bytes.length <= PERSON_BYTES + MAC_BYTES || bytes.toString("base64url") !== code) return undefined;
  const hex = bytes.subarray(0, PERSON_BYTES).toString("hex");
  const participantId = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  const wave = bytes.subarray(PERSON_BYTES + MAC_BYTES).toString("utf8");
  const first = await query
    .selectFrom("sessions")
    .selectAll()
    .where("participant_id", "=", participantId)
    .where("wave", "=", "")
    .where("erased_at", "is", null)
    .executeTakeFirst();
  if (!first) return undefined;
  const mac = macOf(await vault.studyKey(first.study_id), participantId, wave);
  const isRight = timingSafeEqual(mac, bytes.subarray(PERSON_BYTES, PERSON_BYTES + MAC_BYTES));
  return isRight ? { studyId: first.study_id, participantId, wave, first } : undefined;
}

function macOf(key: Uint8Array, participantId: string, wave: string): Buffer {
  return createHmac("sha256", key).update(`wave ${wave} of ${participantId}`, "utf8").digest().subarray(0, MAC_BYTES);
}
