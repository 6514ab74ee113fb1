import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join as path } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { Problem } from "../../../experiments/contract/problem.ts";
import { randomStream } from "../../../experiments/random/randomStream.ts";
import { runBackup, runExport, runRestore, runVerify, startServer } from "../../../server/main.ts";
import type { StorePlace } from "../../../server/store/openStore.ts";
import { join, trial, trials } from "../../server/client.ts";
import { coffeeStudy, oneQuestion } from "../../server/coffeeStudy.ts";
import { placesOf, type StoreKind, storeKinds } from "../../server/stores.ts";
import type { Proof } from "../proof.ts";
import { filesIn } from "../support/canaries.ts";
import { inScratch } from "../support/scratch.ts";

const study = "coffee-brands";

/** A backup of each kind of database, restored into both kinds, encrypted too; and backups that are not whole. */
export const restoreIsEqual: Proof = {
  id: "G2",
  promise: "A restored backup is equal, in either kind of database, and one that is not whole is refused.",
  async run({ seed, scale }) {
    const [people, damages] = scale === "short" ? [8, 12] : [1000, 200];
    const figures: Record<string, number> = { people };
    let isMet = true;
    for (const kind of storeKinds) {
      const found = await inScratch((folder) => backUpAndRestore(folder, kind, { people, damages, seed }));
      isMet =
        isMet && found.equal === 3 && found.faults === 0 && found.refused === found.damaged && found.touched === 0;
      for (const [name, count] of Object.entries(found)) figures[`${kind} ${name}`] = count;
    }
    return { isMet, figures };
  },
};

type Size = { readonly people: number; readonly damages: number; readonly seed: number };

async function backUpAndRestore(folder: string, kind: StoreKind, size: Size) {
  const [places, other] = [await placesOf(kind), await placesOf(kind === "sqlite" ? "postgres" : "sqlite")];
  try {
    const place = await places.fresh();
    await fill(place, size.people);
    const backup = path(folder, "backup.gz");
    await runBackup({ ...place, out: backup });
    const before = await exported(place, path(folder, "before"));
    const found = { equal: 0, faults: 0, damaged: 0, refused: 0, touched: 0 };
    for (const [name, target] of [["same", await places.fresh()] as const, ["other", await other.fresh()] as const]) {
      await runRestore({ ...target, in: backup });
      if ((await exported(target, path(folder, name))) === before) found.equal += 1;
      found.faults += (await runVerify(target)).flatMap(({ faults }) => faults).length;
    }
    const sealed = { in: path(folder, "sealed"), keys: path(folder, "keys.json") };
    await runBackup({ ...place, out: sealed.in, keys: sealed.keys });
    const [target, otherKeys] = [await places.fresh(), path(folder, "other-keys.json")];
    await runBackup({ ...place, out: path(folder, "another"), keys: otherKeys });
    await runRestore({ ...target, ...sealed });
    if ((await exported(target, path(folder, "sealed-export"))) === before) found.equal += 1;
    const bad = [
      ...[...damaged(readFileSync(backup), size)].map((bytes) => ({ bytes, keys: undefined })),
      ...[...broken(readFileSync(sealed.in), size)].map((bytes) => ({ bytes, keys: sealed.keys })),
      ...[otherKeys, undefined].map((keys) => ({ bytes: readFileSync(sealed.in), keys })),
    ];
    for (const { bytes, keys } of bad) {
      const empty = { data: path(folder, `target-${found.damaged}`) };
      mkdirSync(empty.data);
      const file = path(folder, "damaged.gz");
      writeFileSync(file, bytes);
      found.damaged += 1;
      const request = { ...empty, in: file, ...(keys === undefined ? {} : { keys }) };
      found.refused += await runRestore(request).then(() => 0, isRefusal);
      if (filesIn(empty.data).length > 0) found.touched += 1;
    }
    return found;
  } finally {
    await places.clear();
    await other.clear();
  }
}

function isRefusal(error: unknown): number {
  return error instanceof Problem && error.details.code === "backup-invalid" ? 1 : 0;
}

/** The backup with its end cut off by one byte or more, or with one bit turned inside, packed and unpacked. */
function* damaged(whole: Buffer, { damages, seed }: Size): Generator<Buffer> {
  const { below } = randomStream(seed);
  const content = gunzipSync(whole);
  yield whole.subarray(0, -1);
  yield gzipSync("");
  yield gzipSync("{}\n");
  yield gzipSync(content.subarray(0, -1));
  for (let damage = 4; damage < damages; damage += 1) {
    const isPacked = damage % 2 === 0;
    const bytes = Buffer.from(isPacked ? whole : content);
    // The first ten bytes of gzip name the time and system of packing: nothing of ours.
    const at = 10 + below(bytes.length - 10);
    bytes[at]! ^= 1 << below(8);
    yield isPacked ? bytes : gzipSync(bytes);
  }
}

/** An encrypted backup cut off, or with one bit turned anywhere. */
function* broken(whole: Buffer, { damages, seed }: Size): Generator<Buffer> {
  const { below } = randomStream(seed + 1);
  yield whole.subarray(0, -1);
  for (let damage = 1; damage < damages / 2; damage += 1) {
    const bytes = Buffer.from(whole);
    bytes[below(bytes.length)]! ^= 1 << below(8);
    yield bytes;
  }
}

async function fill(place: StorePlace, people: number): Promise<void> {
  const server = await startServer({
    ...place,
    port: 0,
    consolePort: 0,
    studies: [await coffeeStudy({ flow: oneQuestion })],
  });
  for (let number = 0; number < people; number += 1) {
    const start = { study, panelId: `person ${number}` };
    const person = await join(server.participantOrigin, start, { linkPurchases: true });
    await person.send([...trials(5), trial(5, { value: "not a number" }), trial(6, { note: "naïve 😀 \u0000" })]);
    if (number % 2 === 0) await person.post("finish", { trialCount: 7 });
  }
  await server.close();
}

/** SHA-256 over every table and line of both lossless exports. */
export async function exported(place: StorePlace, folder: string): Promise<string> {
  const hash = createHash("sha256");
  for (const format of ["jsonl", "csv"] as const) {
    const out = path(folder, format);
    await runExport({ ...place, study, format, out });
    const names = readdirSync(out, { recursive: true }).map(String).sort();
    // The manifest names the time of the export.
    for (const name of names.filter((one) => /\.(csv|jsonl|json)$/.test(one) && !one.includes("manifest"))) {
      hash.update(name).update(readFileSync(path(out, name)));
    }
  }
  return hash.digest("hex");
}
