import { randomUUID } from "node:crypto";
import { createReadStream, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join as path } from "node:path";
import { createInterface } from "node:readline";
import canonicalize from "canonicalize";
import fc from "fast-check";
import { runReport } from "../../../analysis/commands/report.ts";
import { runScoreExport } from "../../../analysis/commands/scoreExport.ts";
import type { Study } from "../../../experiments/contract/study.ts";
import { measureNamed, measureNames } from "../../../experiments/measures/registry.ts";
import { exportFormats } from "../../../server/exports/packExport.ts";
import { runExport, runImport, type ServedStudy, startServer } from "../../../server/main.ts";
import { type StorePlace, withStore } from "../../../server/store/openStore.ts";
import { digestOf } from "../../../server/store/trials/storedTrial.ts";
import { anyTrial, spoiled } from "../../experiments/measures/anyTrial.ts";
import { join, type Person } from "../../server/client.ts";
import { coffeeStudy } from "../../server/coffeeStudy.ts";
import { placesOf, storeKinds } from "../../server/stores.ts";
import type { Proof } from "../proof.ts";
import { inScratch } from "../support/scratch.ts";

const study = "coffee-brands";
const products = ["velmora", "quenby"];
const PER_PERSON = 200;
const DAMAGED = 3;
/** What a number that is none looks like in a table or a report. */
const NO_NUMBER = /\b(NaN|Infinity|undefined|\[object Object\])\b/;
/** Every table that is written by numbers of ours alone, as against what was sent. */
const OWN_TABLES = ["scores", "codebook", "outcomes"];

/** Random trials of every measure, half of them spoiled, through every door out; then three rows of the store are damaged. */
export const acceptedCanBeRead: Proof = {
  id: "I1",
  promise:
    "What is acknowledged can be read: every accepted trial is exported in every format, scored and reported; a row that is damaged afterwards costs itself, counted.",
  async run({ seed, scale }) {
    const trials = scale === "short" ? 600 : 100_000;
    const figures: Record<string, number> = {};
    let isMet = true;
    for (const kind of storeKinds) {
      const found = await inScratch(async (folder) => await onStore(kind, { folder, trials, seed }));
      for (const [what, count] of Object.entries(found.figures)) figures[`${kind} ${what}`] = count;
      isMet = isMet && found.isMet;
    }
    return { isMet, figures };
  },
};

type How = { readonly folder: string; readonly trials: number; readonly seed: number };

async function onStore(kind: (typeof storeKinds)[number], { folder, trials, seed }: How) {
  const places = await placesOf(kind);
  try {
    const place = await places.fresh();
    const sent = await collected(place, { folder, trials, seed });
    const read = await readBack(place, path(folder, "sound"), sent.bodies);
    const damaged = await damage(place);
    const after = await readBack(place, path(folder, "damaged"), new Map());
    const isWhole = read.wrong + read.failed + read.noNumbers + read.leftOut + read.unscored === 0;
    const isCounted = after.failed === 0 && after.leftOut === damaged && after.isSaid && damaged === DAMAGED;
    return {
      isMet: isWhole && !read.isSaid && read.lines === sent.bodies.size && isCounted,
      figures: {
        ...{ sent: sent.sent, accepted: sent.bodies.size, exported: read.lines, wrong: read.wrong },
        ...{ failed: read.failed, noNumbers: read.noNumbers, unscored: read.unscored, exportMs: read.exportMs },
        ...{ damaged, leftOut: after.leftOut, failedAfter: after.failed, said: Number(after.isSaid) },
      },
    };
  } finally {
    await places.clear();
  }
}

/** The coffee study with every measure there is in its flow. */
async function everyMeasure(): Promise<ServedStudy> {
  const parts = new Map<string, Study["flow"][number]["measures"]>();
  const { study: coffee } = await coffeeStudy();
  const already = new Set(coffee.flow.flatMap(({ measures }) => measures.map(({ measure }) => measure)));
  for (const measure of measureNames) {
    if (already.has(measure)) continue;
    const kind = measureNamed(measure)?.kind ?? "stated";
    parts.set(kind, [...(parts.get(kind) ?? []), { measure, product: "velmora" }]);
  }
  const more = [...parts].map(([part, measures]) => ({ part, measures }) as Study["flow"][number]);
  return await coffeeStudy({ flow: [...coffee.flow, ...more] });
}

type Collected = { readonly sent: number; readonly bodies: ReadonlyMap<string, string> };

/** Sends trials until so many are accepted; the body of each as canonical JSON, by its id. */
async function collected(place: StorePlace, { folder, trials, seed }: How): Promise<Collected> {
  const server = await startServer({ ...place, port: 0, consolePort: 0, studies: [await everyMeasure()] });
  const bodies = new Map<string, string>();
  const buyers: string[] = [];
  const any = anyBody();
  let sent = 0;
  try {
    for (let number = 0; bodies.size < trials; number += 1) {
      const panelId = `person-${number}`;
      const agreed = { linkPurchases: true, linkHistory: true };
      const person = await join(server.participantOrigin, { study, panelId }, agreed).catch(() => null);
      if (person === null) continue;
      if (number % 2 === 0) buyers.push(panelId);
      sent += await sendAny(person, { seed: seed + number, bodies, any });
    }
  } finally {
    await server.close();
  }
  await importPurchases(place, { folder, buyers });
  return { sent, bodies };
}

type Sending = {
  readonly seed: number;
  readonly bodies: Map<string, string>;
  readonly any: ReturnType<typeof anyBody>;
};

function anyBody() {
  // Of each measure trials that name products of the study, and trials that name anything where they name one.
  const all = measureNames.flatMap((name) => {
    const measure = measureNamed(name);
    const fixed = { measure: name, instance: name, product: "velmora" };
    return measure ? [anyTrial(measure, fixed, products), anyTrial(measure, fixed)] : [];
  });
  return fc.oneof(...all).chain((body) => fc.oneof(fc.constant(body), spoiled(body)));
}

async function sendAny(person: Person, { seed, bodies, any }: Sending): Promise<number> {
  const items = fc.sample(any, { seed, numRuns: PER_PERSON }).map((body, seq) => ({ seq, id: randomUUID(), body }));
  const { status, body: reply } = await againOnce(() => person.send(items));
  if (status !== 200) throw new Error(`trials were answered with ${status}: ${JSON.stringify(reply).slice(0, 200)}`);
  for (const [at, { id, body }] of items.entries()) {
    if (reply.results[at].problem === undefined) bodies.set(id, canonical(JSON.parse(JSON.stringify(body))));
  }
  return items.length;
}

/** A connection that was closed while this process drew its trials is opened again. */
async function againOnce<T>(work: () => Promise<T>): Promise<T> {
  return await work().catch(work);
}

async function importPurchases(place: StorePlace, { folder, buyers }: { folder: string; buyers: readonly string[] }) {
  const file = path(folder, "purchases.csv");
  const soon = new Date(Date.now() + 86_400_000).toISOString();
  writeFileSync(
    file,
    ["participant_key,purchased_at,product", ...buyers.map((id) => `${id},${soon},velmora`)].join("\n"),
  );
  await runImport({ ...place, study, kind: "purchases", in: file });
}

/** Three trials as a failing disk may leave them: other letters, no JSON, and JSON that is no object. */
async function damage(place: StorePlace): Promise<number> {
  return await withStore(place, async ({ context }) => {
    const { query } = context.database;
    const rows = await query.selectFrom("trials").select(["session_id", "seq", "body"]).limit(DAMAGED).execute();
    const changes = [{ body: Buffer.from("{}") }, both("{"), both("[1]")];
    for (const [at, row] of rows.entries()) {
      const change = changes[at];
      if (change === undefined) continue;
      const update = query.updateTable("trials").set(change).where("session_id", "=", row.session_id);
      await update.where("seq", "=", row.seq).execute();
    }
    return rows.length;
  });
}

function both(text: string) {
  return { body: Buffer.from(text), digest: digestOf(text) };
}

/** Exports in every format with scores, reports, and compares each line with what was sent. */
async function readBack(place: StorePlace, out: string, sent: ReadonlyMap<string, string>) {
  const found = {
    lines: 0,
    wrong: 0,
    failed: 0,
    noNumbers: 0,
    leftOut: 0,
    unscored: 0,
    exportMs: 0,
    isSaid: false,
    unscoredOf: [] as string[],
  };
  for (const format of exportFormats) {
    const folder = `${out}-${format}`;
    const from = performance.now();
    const addScores = (dir: string) => runScoreExport({ dir, splits: 20 });
    const made = runExport({ ...place, study, format, out: folder, addScores });
    const isMade = await made.then(
      () => true,
      (error: unknown) => {
        console.log(`export ${format}: ${String(error)}`);
        return false;
      },
    );
    found.exportMs += Math.round(performance.now() - from);
    if (!isMade) found.failed += 1;
    else if (format === "jsonl") await compareLines(path(folder, "trials.jsonl"), { sent, found });
    else if (format === "csv") await judgeTables(folder, found);
  }
  console.log(`  not scored: ${found.unscoredOf.join(", ") || "none"}`);
  return found;
}

type Found = Awaited<ReturnType<typeof readBack>>;

async function compareLines(file: string, { sent, found }: { sent: ReadonlyMap<string, string>; found: Found }) {
  for await (const line of createInterface({ input: createReadStream(file) })) {
    const { id, body } = JSON.parse(line);
    found.lines += 1;
    if (sent.size > 0 && sent.get(id) !== canonical(body)) found.wrong += 1;
  }
}

async function judgeTables(folder: string, found: Found): Promise<void> {
  for (const name of readdirSync(folder).filter((one) => OWN_TABLES.some((own) => one === `${own}.csv`))) {
    if (NO_NUMBER.test(readFileSync(path(folder, name), "utf8"))) found.noNumbers += 1;
  }
  const manifest = JSON.parse(readFileSync(path(folder, "manifest.json"), "utf8"));
  found.leftOut = manifest.unreadable?.trials ?? 0;
  for (const { measure, unreadable = 0 } of manifest.scoring) {
    found.unscored += unreadable;
    if (unreadable > 0) found.unscoredOf.push(`${measure} ${unreadable}`);
  }
  const html = path(folder, "..", `${found.leftOut}.html`);
  try {
    await runReport({ dir: folder, html, madeAt: new Date().toISOString() });
    const text = readFileSync(html, "utf8");
    if (NO_NUMBER.test(text)) found.noNumbers += 1;
    found.isSaid = text.includes(`${found.leftOut} stored trials are damaged in the store and left out`);
  } catch (error) {
    console.log(`report: ${String(error)} ${JSON.stringify(Reflect.get(Object(error), "details"))}`);
    found.failed += 1;
  }
}

function canonical(value: unknown): string {
  return canonicalize(value) ?? "";
}
