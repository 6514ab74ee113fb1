import { createHash, createHmac } from "node:crypto";
import type { Below } from "../../experiments/contract/draw.ts";

/** One draw: the server's secret (32 bytes, hex) and the browser's nonce (16 bytes, hex) for one instance of a session. */
export type Chance = {
  readonly sessionId: string;
  readonly instance: string;
  readonly secret: string;
  readonly nonce: string;
};

/** What is given out before the first choice: SHA-256 (hex) of a line each of `saydo draw 1`, session, instance, secret.
 *  The secret cannot be found from it, nor another secret that fits it. */
export function commitmentOf({ sessionId, instance, secret }: Omit<Chance, "nonce">): string {
  return createHash("sha256").update(`saydo draw 1\n${sessionId}\n${instance}\n${secret}`).digest("hex");
}

const WHOLE = 2 ** 48;

/** Whole numbers that follow from secret and nonce alone: the first 48 bits of HMAC-SHA-256 under the secret of session,
 *  instance, nonce, purpose and a counter, modulo n; values that would favour low numbers are passed over. Neither side
 *  can steer them: the secret is fixed before the nonce is known, and the nonce before the secret is. */
export function belowOf({ sessionId, instance, secret, nonce }: Chance): Below {
  const key = Buffer.from(secret, "hex");
  return (n, purpose) => {
    if (!Number.isSafeInteger(n) || n < 1 || n > WHOLE) throw new RangeError(`a draw is among 1 to 2^48, got ${n}`);
    const limit = WHOLE - (WHOLE % n);
    for (let counter = 0; ; counter += 1) {
      const text = `${sessionId}\n${instance}\n${nonce}\n${purpose}\n${counter}`;
      const drawn = createHmac("sha256", key).update(text).digest().readUIntBE(0, 6);
      if (drawn < limit) return drawn % n;
    }
  };
}
