import { randomStream } from "../../../experiments/random/randomStream.ts";
import { call, join, trial, trials } from "../../server/client.ts";
import { coffeeStudy, oneQuestion } from "../../server/coffeeStudy.ts";
import type { Proof } from "../proof.ts";
import { newCanary } from "../support/canaries.ts";
import { served } from "../support/served.ts";

const WITHIN_MS = 10_000;
const study = "coffee-brands";

/** Copies of everything about a person, for the person to have, among many other people: by the code of the end page,
 *  without an account. */
export const ownDataByCode: Proof = {
  id: "F3",
  promise:
    "A person has everything stored about them, and nothing about anybody else, by a code and without an account.",
  async run({ seed, scale }) {
    const people = scale === "short" ? 15 : 300;
    const { below } = randomStream(seed);
    const place = await served({ studies: [await coffeeStudy({ flow: oneQuestion })] });
    const canaries = Array.from({ length: people }, newCanary);
    const sent: number[] = [];
    const codes: string[] = [];
    for (const canary of canaries) {
      const person = await join(place.origin, { study, panelId: `${canary}-id` }, { linkPurchases: true });
      const count = 1 + below(20);
      await person.send([...trials(count), trial(count, { note: canary }), trial(count + 1, { value: canary })]);
      sent.push(count + 1);
      const { body } = await person.post("finish", { trialCount: count + 2 });
      codes.push(String(body.ownDataCode));
    }
    const found = { incomplete: 0, ofOthers: 0, slowestMs: 0, missing: 0, shortCodes: 0 };
    for (const [number, canary] of canaries.entries()) {
      const from = performance.now();
      const { status, body } = await call(place.origin, "/api/v1/own-data", { body: { code: codes[number] } });
      found.slowestMs = Math.max(found.slowestMs, Math.round(performance.now() - from));
      if (status !== 200) found.missing += 1;
      const text = JSON.stringify(body?.data ?? {});
      const csv = String(body?.csv);
      const stored = text.split('"receivedAt"').length - 1;
      const isWhole = text.includes(`${canary}-id`) && text.includes('"purposes"') && stored >= (sent[number] ?? 0);
      const isTable = csv.includes(`${canary}-id`) && csv.split("receivedAt").length - 1 >= (sent[number] ?? 0);
      if (!isWhole || !isTable || text.split(canary).length - 1 < 3) found.incomplete += 1;
      if (canaries.some((other) => other !== canary && (text + csv).includes(other))) found.ofOthers += 1;
      // The first 16 bytes only say which session.
      if (Buffer.from(codes[number] ?? "", "base64url").length - 16 < 16) found.shortCodes += 1;
    }
    const guessed = await wrongCodesTaken(place.origin, codes);
    await place.remove();
    const wrong = found.incomplete + found.ofOthers + found.missing + found.shortCodes + guessed;
    return {
      isMet: wrong === 0 && found.slowestMs < WITHIN_MS,
      figures: { copies: people, ...found, wrongCodesTaken: guessed },
    };
  },
};

/** Each code with another's secret: none may open anything. */
async function wrongCodesTaken(origin: string, codes: readonly string[]): Promise<number> {
  let taken = 0;
  for (const [number, code] of codes.entries()) {
    const other = codes[(number + 1) % codes.length] ?? "";
    const [session, secret] = [Buffer.from(code, "base64url"), Buffer.from(other, "base64url")];
    const mixed = Buffer.concat([session.subarray(0, 16), secret.subarray(16)]).toString("base64url");
    if ((await call(origin, "/api/v1/own-data", { body: { code: mixed } })).status === 200) taken += 1;
  }
  return taken;
}
