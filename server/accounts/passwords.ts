import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from "node:crypto";
import { isCommonPassword } from "./commonPasswords.ts";
import { isVariation } from "./passwordVariation.ts";

/** OWASP's strongest advice for scrypt: 128 MiB and about 0.2 s a hash. */
const COST = { N: 2 ** 17, r: 8, p: 1 } as const;
const KEY_BYTES = 32;
// Each hash takes 128 MiB; more at once would let a crowd at the sign-in page starve the server of memory.
const AT_ONCE = 4;

/** Why a password is not good enough; undefined when it is. Length is what counts; there are no rules of composition. */
export function passwordFault(password: string, email: string): string | undefined {
  if ([...password].length < 12) return "A password has at least 12 characters.";
  if (password.length > 256) return "A password has at most 256 characters.";
  const letters = password.toLowerCase();
  const name = email.split("@")[0]?.toLowerCase() ?? "";
  if (name.length >= 4 && letters.includes(name)) return "The password contains your e-mail address.";
  if (isCommonPassword(letters)) return "This is one of the best-known passwords.";
  if (new Set(letters).size < 5) return "The password repeats the same few characters.";
  return isVariation(password) ? "This is one of the best-known passwords with small changes." : undefined;
}

/** A password as it is stored: the cost, a salt and the hash. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const key = await derive(password, salt);
  return ["scrypt", COST.N, COST.r, COST.p, salt.toString("base64url"), key.toString("base64url")].join("$");
}

/** Whether a password is the stored one. Without a stored one it takes as long and is not. */
export async function isPassword(password: string, stored: string | undefined): Promise<boolean> {
  const [, , , , salt = "", hash = ""] = (stored ?? NOBODY).split("$");
  const key = await derive(password, Buffer.from(salt, "base64url"));
  const expected = Buffer.from(hash, "base64url");
  return expected.length === key.length && timingSafeEqual(expected, key) && stored !== undefined;
}

const NOBODY = `scrypt$0$0$0$${randomBytes(16).toString("base64url")}$${randomBytes(KEY_BYTES).toString("base64url")}`;

let running = 0;
const waiting: (() => void)[] = [];

async function derive(password: string, salt: Uint8Array): Promise<Buffer> {
  if (running >= AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
  running += 1;
  const options: ScryptOptions = { ...COST, maxmem: 256 * 1024 * 1024 };
  try {
    return await new Promise((resolve, reject) => {
      scrypt(password.normalize("NFKC"), salt, KEY_BYTES, options, (error, key) =>
        error ? reject(error) : resolve(key),
      );
    });
  } finally {
    running -= 1;
    waiting.shift()?.();
  }
}
