import { createHmac } from "node:crypto";

/** Keyed hash of a panel's id, hashed e-mail or loyalty number: HMAC-SHA-256 (hex) after trim, lower case and NFC. */
export function keyHashOf(key: Uint8Array, identifier: string): string {
  return createHmac("sha256", key).update(normalised(identifier), "utf8").digest("hex");
}

/** Spellings of one identifier become one: trim, lower case, NFC. */
export function normalised(identifier: string): string {
  return identifier.trim().toLowerCase().normalize("NFC");
}
