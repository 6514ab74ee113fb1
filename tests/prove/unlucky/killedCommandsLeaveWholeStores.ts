import { existsSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join as path } from "node:path";
import { Problem } from "../../../experiments/contract/problem.ts";
import { randomStream } from "../../../experiments/random/randomStream.ts";
import { checkBackup } from "../../../server/backup/backup.ts";
import { runBackup, runImport, runRestore, runVerify, startServer } from "../../../server/main.ts";
import { type StorePlace, withStore } from "../../../server/store/openStore.ts";
import { join, trials } from "../../server/client.ts";
import { coffeeStudy } from "../../server/coffeeStudy.ts";
import { type Places, placesOf, storeKinds } from "../../server/stores.ts";
import type { Proof } from "../proof.ts";
import { digestIn } from "../support/frozenStores.ts";
import { killedAt } from "../support/killedCommand.ts";
import { inScratch } from "../support/scratch.ts";
import { shimOf } from "../support/shim.ts";

const study = "coffee-brands";
const PEOPLE = 6;
const ERASED = 2;

/** Commands that are killed at each of their writes, or at some drawn by the seed; then everyone looks at what is left, and
 *  the same command is given again. */
export const killedCommandsLeaveWholeStores: Proof = {
  id: "I3",
  promise:
    "A restore, backup, restore of a copy or import that is killed at any write leaves the old state, the new one, or a store that is refused in words; the same command again works.",
  async run({ seed, scale }) {
    const kills = scale === "short" ? 4 : Number.POSITIVE_INFINITY;
    const figures: Record<string, number> = {};
    let isMet = true;
    await inScratch(async (folder) => {
      const shim = await shimOf("killsAtWrite", folder);
      for (const kind of storeKinds) {
        const places = await placesOf(kind);
        const world = await worldOf(path(folder, kind), await places.fresh());
        for (const [name, work] of Object.entries(worksOf(world, places, kind === "sqlite" ? [] : ["socket:"]))) {
          const found = await killEverywhere(work, { shim, kills, seed });
          isMet =
            isMet && found.wrong === 0 && found.kills > 0 && found.refused + found.old + found.new === found.kills;
          for (const [what, count] of Object.entries(found)) figures[`${kind} ${name} ${what}`] = count;
        }
        await places.clear();
      }
    });
    return { isMet, figures };
  },
};

type World = {
  readonly folder: string;
  readonly source: StorePlace;
  readonly backup: string;
  readonly copy: string | undefined;
  readonly purchases: string;
  /** What a restore must hold, people erased since left out. */
  readonly digest: string;
};

/** A store of a few people, a backup of it and a copy, two of whom were erased since. */
async function worldOf(folder: string, source: StorePlace & { readonly data: string }): Promise<World> {
  const { mkdirSync } = await import("node:fs");
  const [backup, copy, purchases] = ["all.backup", "copy", "purchases.csv"].map((name) => path(folder, name));
  if (!backup || !copy || !purchases) throw new RangeError("three names");
  mkdirSync(copy, { recursive: true });
  const isCopied = source.database === undefined;
  const kept = isCopied ? { copy: { folder: copy, acknowledge: "after copy" as const } } : {};
  const server = await startServer({ ...source, ...kept, port: 0, consolePort: 0, studies: [await coffeeStudy()] });
  const people = [];
  for (let number = 0; number < PEOPLE; number += 1) {
    const start = { study, panelId: `person-${number}` };
    const person = await join(server.participantOrigin, start, { linkPurchases: true });
    await person.send(trials(20));
    people.push(person);
  }
  await runBackup({ ...source, out: backup });
  for (const person of people.slice(0, ERASED)) await person.post("withdraw", { erase: true });
  await server.close();
  const soon = new Date(Date.now() + 86_400_000).toISOString();
  const rows = people.map((_, number) => `person-${number},${soon},velmora`);
  writeFileSync(purchases, ["participant_key,purchased_at,product", ...rows].join("\n"));
  return { folder, source, backup, copy: isCopied ? copy : undefined, purchases, digest: await digestIn(source) };
}

type State = "old" | "new" | "refused" | "wrong";
type Work = {
  readonly name: string;
  /** A request for a fresh place, and where its writes are. */
  next(): Promise<{ readonly request: Readonly<Record<string, unknown>>; readonly below: readonly string[] }>;
  /** What is there after the kill. */
  judge(request: Readonly<Record<string, unknown>>): Promise<State>;
  again(request: Readonly<Record<string, unknown>>): Promise<void>;
};

function worksOf(world: World, places: Places, sockets: readonly string[]): Readonly<Record<string, Work>> {
  const restoring = (from: string): Work => restoreWork(world, { places, sockets, from });
  return {
    restore: restoring(world.backup),
    ...(world.copy === undefined ? {} : { "copy restored": restoring(world.copy) }),
    backup: backupWork(world),
    import: importWork(world, { places, sockets }),
  };
}

type Where = { readonly places: Places; readonly sockets: readonly string[] };

function restoreWork(world: World, { places, sockets, from }: Where & { readonly from: string }): Work {
  const placeIn = ({ data, database }: Readonly<Record<string, unknown>>): StorePlace => ({
    data: String(data),
    ...(database === undefined ? {} : { database: String(database) }),
  });
  const isWhole = async (place: StorePlace) => {
    const faults = (await runVerify(place)).flatMap((check) => check.faults);
    const erased = await withStore(place, ({ store }) => store.people.erased());
    return faults.length === 0 && erased.length === ERASED && (await digestIn(place)) === world.digest;
  };
  return {
    name: "runRestore",
    async next() {
      const fresh = await places.fresh();
      const place = { ...fresh, data: path(fresh.data, "store") };
      return { request: { ...place, in: from, after: [world.source] }, below: [fresh.data, ...sockets] };
    },
    async judge(request) {
      const place = placeIn(request);
      try {
        if (await isWhole(place)) return "new";
        const trialsThere = await withStore(place, async ({ context }) => {
          const rows = await context.database.query.selectFrom("sessions").select("id").execute();
          return rows.length;
        });
        return trialsThere === 0 ? "old" : "wrong";
      } catch (error) {
        if (!(error instanceof Problem)) return "wrong";
        return error.details.code === "file-not-found" ? "old" : "refused";
      }
    },
    async again(request) {
      const place = placeIn(request);
      const isDone = await isWhole(place).catch(() => false);
      if (!isDone) await runRestore({ ...place, in: from, after: [world.source] });
      if (!(await isWhole(place))) throw new Error("the second restore is not whole");
      const beside = readdirSync(path(String(request["data"]), "..")).filter(
        (name) => name !== "store" && name !== "keys.db",
      );
      const left = beside.filter((name) => name.startsWith(".saydo"));
      if (left.length > 0) throw new Error(`left beside: ${left.join(", ")}`);
    },
  };
}

function backupWork(world: World): Work {
  let number = 0;
  return {
    name: "runBackup",
    async next() {
      number += 1;
      const home = path(world.folder, `backup-${number}`);
      const { mkdirSync } = await import("node:fs");
      mkdirSync(home);
      const request = { ...world.source, out: path(home, "one.backup"), keys: path(home, "keys.json") };
      return { request, below: [home] };
    },
    async judge({ out, keys }) {
      if (!existsSync(String(out))) return "old";
      return await checkBackup({ file: String(out), keys: String(keys) }).then(
        () => "new" as const,
        () => "wrong" as const,
      );
    },
    async again({ out, keys }) {
      const file = String(out);
      const wasWhole = existsSync(file);
      await runBackup({ ...world.source, out: file, keys: String(keys) }).catch((error: unknown) => {
        // Refused because the first one was whole; what it left beside is gone then, too.
        if (!wasWhole) throw error;
      });
      await checkBackup({ file, keys: String(keys) });
      const left = readdirSync(path(file, "..")).filter((name) => /part/.test(name));
      if (left.length > 0) throw new Error(`left beside: ${left.join(", ")}`);
      rmSync(path(file, ".."), { recursive: true, force: true });
    },
  };
}

function importWork(world: World, { places, sockets }: Where): Work {
  const stored = (place: StorePlace) =>
    withStore(place, async ({ context }) => {
      return (await context.database.query.selectFrom("purchases").selectAll().execute()).length;
    });
  const placeIn = ({ data, database }: Readonly<Record<string, unknown>>): StorePlace => ({
    data: String(data),
    ...(database === undefined ? {} : { database: String(database) }),
  });
  const all = PEOPLE - ERASED;
  return {
    name: "runImport",
    async next() {
      const fresh = await places.fresh();
      const place = { ...fresh, data: path(fresh.data, "store") };
      await runRestore({ ...place, in: world.backup, after: [world.source] });
      const request = { ...place, study, kind: "purchases", in: world.purchases };
      return { request, below: [fresh.data, ...sockets] };
    },
    async judge(request) {
      const count = await stored(placeIn(request));
      if (count === 0) return "old";
      return count === all ? "new" : "wrong";
    },
    async again(request) {
      const place = placeIn(request);
      await runImport({ ...place, study, kind: "purchases", in: world.purchases });
      if ((await stored(place)) !== all) throw new Error("the second import is not whole");
    },
  };
}

type How = { readonly shim: string; readonly kills: number; readonly seed: number };

async function killEverywhere(work: Work, { shim, kills, seed }: How) {
  const found = { writes: 0, kills: 0, old: 0, new: 0, refused: 0, wrong: 0, again: 0 };
  const counted = await work.next();
  const whole = await killedAt({ name: work.name, request: counted.request }, { shim, below: counted.below, at: 0 });
  if (whole.changes === 0) throw new Error(`nothing was counted: ${whole.told}`);
  found.writes = whole.changes;
  for (const at of pointsOf(whole.changes, { kills, seed })) {
    const { request, below } = await work.next();
    const { isKilled } = await killedAt({ name: work.name, request }, { shim, below, at });
    // The last writes of a run that is shorter than the one counted.
    if (!isKilled) continue;
    found.kills += 1;
    const state = await work.judge(request);
    found[state] += 1;
    if (state === "wrong") console.log(`${work.name} killed at change ${at} leaves a wrong state`);
    await work.again(request).then(
      () => {
        found.again += 1;
      },
      (error: unknown) => {
        console.log(`${work.name} killed at change ${at}: ${String(error)}`);
        found.wrong += 1;
      },
    );
  }
  return found;
}

/** Every change, or so many drawn from equal stretches of them. */
function pointsOf(changes: number, { kills, seed }: { readonly kills: number; readonly seed: number }): number[] {
  const count = Math.min(kills, changes);
  const { uniform } = randomStream(seed);
  return Array.from({ length: count }, (_, place) => {
    return 1 + Math.floor(count === changes ? place : ((place + uniform()) / count) * changes);
  });
}
