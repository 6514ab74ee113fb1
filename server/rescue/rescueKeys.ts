import { createDecipheriv, createECDH, createHmac, type ECDH, hkdfSync } from "node:crypto";

/** What opens a study's rescue files, and what the browser seals them to. */
export type RescueKeys = {
  /** An uncompressed point of P-256, base64url. */
  readonly publicKey: string;
  /** The text inside; null when the file was not sealed to this study or has been changed. */
  open(sealed: Sealed): string | null;
};

/** A sealed text: the browser's own public key, made for this one file, and the nonce, the cipher text and its tag. */
export type Sealed = { readonly study: string; readonly key: Buffer; readonly sealed: Buffer };

const CURVE = "prime256v1";
const IV_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES = 32;

/** The pair of keys of a study's rescue files. It is drawn from the study's key, which lies apart from the data, so that
 *  it is backed up, restored and destroyed with it. ECDH on P-256, HKDF-SHA-256, AES-256-GCM (NIST SP 800-56A, RFC 5869,
 *  SP 800-38D). */
export function rescueKeys(studyKey: Uint8Array): RescueKeys {
  const pair = pairFrom(studyKey);
  return {
    publicKey: pair.getPublicKey("base64url"),
    open({ study, key, sealed }) {
      try {
        const secret = hkdfSync("sha256", pair.computeSecret(key), key, `saydo rescue ${study}`, KEY_BYTES);
        const decipher = createDecipheriv("aes-256-gcm", Buffer.from(secret), sealed.subarray(0, IV_BYTES));
        decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
        const text = [decipher.update(sealed.subarray(IV_BYTES, -TAG_BYTES)), decipher.final()];
        return Buffer.concat(text).toString("utf8");
      } catch {
        return null;
      }
    },
  };
}

/** Nearly every 32 bytes are a private key of P-256; the next ones are taken where they are not. */
function pairFrom(studyKey: Uint8Array): ECDH {
  for (let turn = 0; ; turn += 1) {
    const pair = createECDH(CURVE);
    try {
      pair.setPrivateKey(createHmac("sha256", studyKey).update(`saydo rescue key ${turn}`).digest());
      return pair;
    } catch {
      if (turn > KEY_BYTES) throw new RangeError("no private key can be drawn from a study's key");
    }
  }
}
