import type { TrialEnvelope } from "../../contract/trial.ts";

/** What a participant can hand in when the server stays away at the end: everything it does not have yet. */
export type Rescued = {
  readonly sessionId: string;
  readonly token: string;
  readonly trialCount: number;
  readonly trials: readonly TrialEnvelope[];
};

const CURVE = { name: "ECDH", namedCurve: "P-256" } as const;

/** Seals what is unsent to the study's key, so that nobody on its way can read it: ECDH on P-256 with a pair made for
 *  this file alone, HKDF-SHA-256, AES-256-GCM. The server's half is `server/rescue`. */
export async function rescueFile(
  rescued: Rescued,
  to: { readonly study: string; readonly rescueKey: string },
): Promise<Blob> {
  const { subtle } = crypto;
  const theirs = await subtle.importKey("raw", bytesOf(to.rescueKey), CURVE, false, []);
  const ours = await subtle.generateKey(CURVE, false, ["deriveBits"]);
  const point = new Uint8Array(await subtle.exportKey("raw", ours.publicKey));
  const shared = await subtle.deriveBits({ name: "ECDH", public: theirs }, ours.privateKey, 256);
  const drawn = await subtle.importKey("raw", shared, "HKDF", false, ["deriveKey"]);
  const info = new TextEncoder().encode(`saydo rescue ${to.study}`);
  const key = await subtle.deriveKey(
    { name: "HKDF", hash: "SHA-256", salt: point, info },
    drawn,
    { name: "AES-GCM", length: 256 },
    false,
    ["encrypt"],
  );
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const text = new TextEncoder().encode(JSON.stringify(rescued));
  const sealed = new Uint8Array(await subtle.encrypt({ name: "AES-GCM", iv }, key, text));
  const file = {
    saydo: "rescue",
    version: 1,
    study: to.study,
    key: base64url(point),
    sealed: base64url(new Uint8Array([...iv, ...sealed])),
  };
  return new Blob([`${JSON.stringify(file)}\n`], { type: "application/json" });
}

/** Lets the participant save a file under a name. */
export function save(file: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  // The browser reads the file after this turn.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
}

function base64url(bytes: Uint8Array): string {
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}
