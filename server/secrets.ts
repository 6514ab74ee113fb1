import { createHash, hash, randomBytes, randomInt } from "node:crypto";

/** A secret of 256 random bits, safe in a header or a link. */
export function newSecret(): string {
  return randomBytes(32).toString("base64url");
}

/** The session's secret that follows from a caller's own random key, so that a start asked for again gives it again. */
export function secretFrom(startKey: string): string {
  return createHash("sha256").update(`session of ${startKey}`, "utf8").digest("base64url");
}

/** How a secret is stored. It is long and random, so that one round of SHA-256 cannot be guessed back. */
export function secretHash(secret: string): string {
  return hash("sha256", secret);
}

// Crockford's alphabet: no I, L, O or U, so that a code survives being read aloud or copied by hand.
const CODE_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const CODE_LENGTH = 12;

/** A completion code as it was given, however somebody wrote it down: the alphabet has one letter for what looks alike. */
export function readCompletionCode(written: string): string {
  return written
    .toUpperCase()
    .replaceAll(/[^0-9A-Z]/g, "")
    .replaceAll("O", "0")
    .replaceAll(/[IL]/g, "1");
}

/** A completion code: 60 random bits. */
export function newCompletionCode(): string {
  return Array.from({ length: CODE_LENGTH }, () => CODE_LETTERS[randomInt(CODE_LETTERS.length)]).join("");
}

const CLAIM_LETTERS = 8;

/** What a winner shows: 40 random bits, as two groups of four. */
export function newClaimCode(): string {
  const letters = Array.from({ length: CLAIM_LETTERS }, () => CODE_LETTERS[randomInt(CODE_LETTERS.length)]).join("");
  return `${letters.slice(0, 4)}-${letters.slice(4)}`;
}
