import { describe, expect, test } from "vitest";
import { rescueFile } from "../../../experiments/browser/leaving/rescue.ts";
import { rescueKeys } from "../../../server/rescue/rescueKeys.ts";

const studyKey = new Uint8Array(32).fill(7);
const rescued = {
  sessionId: "6f1c1f0e-5b1f-4f4e-9d50-0d9d4d1f0a11",
  token: "secret",
  trialCount: 1,
  trials: [{ seq: 0, id: "0b0c4d1e-6f5a-4b3c-8d2e-1f0a9b8c7d6e", body: { text: "Ünïcode, 日本語, 🫖" } }],
};

async function sealedFor(study: string) {
  const { publicKey } = rescueKeys(studyKey);
  const file = JSON.parse(await (await rescueFile(rescued, { study, rescueKey: publicKey })).text());
  return { study, key: Buffer.from(file.key, "base64url"), sealed: Buffer.from(file.sealed, "base64url") };
}

describe("a rescue file", () => {
  test("says to the study's server exactly what the browser sealed", async () => {
    const opened = rescueKeys(studyKey).open(await sealedFor("coffee"));
    expect(JSON.parse(opened ?? "")).toEqual(rescued);
  });

  test("is noise to another study, another server, and after any change", async () => {
    const file = await sealedFor("coffee");
    const changed = Buffer.from(file.sealed);
    changed[20] = (changed[20] ?? 0) ^ 1;
    expect(rescueKeys(studyKey).open({ ...file, study: "tea" })).toBeNull();
    expect(rescueKeys(new Uint8Array(32).fill(8)).open(file)).toBeNull();
    expect(rescueKeys(studyKey).open({ ...file, sealed: changed })).toBeNull();
    expect(rescueKeys(studyKey).open({ ...file, sealed: file.sealed.subarray(0, 9) })).toBeNull();
    expect(rescueKeys(studyKey).open({ ...file, key: Buffer.alloc(65, 4) })).toBeNull();
  });

  test("is different each time, with one and the same key of the study", async () => {
    const [first, second] = [await sealedFor("coffee"), await sealedFor("coffee")];
    expect(first.sealed.equals(second.sealed)).toBe(false);
    expect(rescueKeys(studyKey).publicKey).toBe(rescueKeys(studyKey).publicKey);
    expect(Buffer.from(rescueKeys(studyKey).publicKey, "base64url")).toHaveLength(65);
  });
});
