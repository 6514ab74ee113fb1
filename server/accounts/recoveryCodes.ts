import { randomBytes } from "node:crypto";
import { secretHash } from "../secrets.ts";

/** How many codes one gets. */
export const RECOVERY_CODES = 10;

// Crockford's alphabet in small letters: no i, l, o or u, so that a code survives being copied by hand.
const LETTERS = "0123456789abcdefghjkmnpqrstvwxyz";
const LENGTH = 16;

/** Ten codes of 80 random bits, each good for one sign-in without the authenticator app. */
export function newRecoveryCodes(): readonly string[] {
  return Array.from({ length: RECOVERY_CODES }, () => {
    const letters = [...randomBytes(LENGTH)].map((byte) => LETTERS[byte % LETTERS.length]).join("");
    return letters.replaceAll(/(.{4})(?=.)/g, "$1-");
  });
}

/** What is kept of a code; undefined for a text that is none. */
export function recoveryCodeHash(accountId: string, text: string): string | undefined {
  const letters = text.toLowerCase().replaceAll(/[\s-]/g, "").replaceAll("o", "0").replaceAll(/[il]/g, "1");
  return letters.length === LENGTH && [...letters].every((letter) => LETTERS.includes(letter))
    ? secretHash(`recovery ${accountId} ${letters}`)
    : undefined;
}
