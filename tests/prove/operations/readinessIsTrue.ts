import { join } from "node:path";
import { sql } from "kysely";
import { randomStream } from "../../../experiments/random/randomStream.ts";
import { createApp } from "../../../server/app.ts";
import { listen, originOf, stop } from "../../../server/http/listen.ts";
import { startServer } from "../../../server/main.ts";
import { openStore } from "../../../server/store/openStore.ts";
import { coffeeStudy } from "../../server/coffeeStudy.ts";
import { placesOf } from "../../server/stores.ts";
import type { Proof } from "../proof.ts";
import { crowd } from "../support/crowd.ts";
import { newLedger } from "../support/ledger.ts";
import { inScratch } from "../support/scratch.ts";
import { pause, until } from "../support/senders.ts";

const WITHIN_MS = 2000;
type Flips = { readonly notReadyAfterMs: number; readonly readyAfterMs: number };

/** The database stops, the disk fills up, a setting is changed behind the server's back; and all is well again. */
export const readinessIsTrue: Proof = {
  id: "G8",
  promise: "Readiness tells the truth: it is gone within two seconds of trouble and back when that is over.",
  async run({ seed, scale }) {
    const found = { stopped: await databaseStops(), full: await diskFills(seed), setting: await settingChanges() };
    const flips = Object.values(found);
    // A loaded machine may take longer to stop and start PostgreSQL; what is shown in a short run is that it flips.
    const within = scale === "short" ? 10 * WITHIN_MS : WITHIN_MS;
    return {
      isMet: flips.every(({ notReadyAfterMs, readyAfterMs }) => notReadyAfterMs < within && readyAfterMs < 2 * within),
      figures: Object.fromEntries(
        Object.entries(found).map(([name, { notReadyAfterMs, readyAfterMs }]) => {
          return [name, `not ready after ${notReadyAfterMs} ms, ready again after ${readyAfterMs} ms`];
        }),
      ),
    };
  },
};

async function isReady(origin: string): Promise<boolean> {
  const answer = await fetch(`${origin}/ready`, { signal: AbortSignal.timeout(WITHIN_MS) }).catch(() => null);
  return answer?.ok === true;
}

/** Milliseconds until readiness is as wanted; infinite when it never is. */
async function readyIs(origin: string, wanted: boolean): Promise<number> {
  const from = performance.now();
  for (let looks = 0; looks < 600; looks += 1) {
    if ((await isReady(origin)) === wanted) return Math.round(performance.now() - from);
    await pause(20);
  }
  return Number.POSITIVE_INFINITY;
}

async function databaseStops(): Promise<Flips> {
  const places = await placesOf("postgres");
  const place = await places.fresh();
  const server = await startServer({ ...place, port: 0, consolePort: 0, studies: [] });
  await places.cluster?.stop();
  const notReadyAfterMs = await readyIs(server.participantOrigin, false);
  await places.cluster?.start();
  const readyAfterMs = await readyIs(server.participantOrigin, true);
  await server.close();
  await places.clear();
  return { notReadyAfterMs, readyAfterMs };
}

async function diskFills(seed: number): Promise<Flips> {
  return await inScratch(async (folder) => {
    const opened = await openStore({ data: join(folder, "store") }, "serve");
    const { query } = opened.context.database;
    await opened.store.studies.publish(await coffeeStudy());
    const server = await listen(createApp(opened.store), 0, "127.0.0.1");
    const origin = originOf(server, "127.0.0.1");
    const ledger = newLedger();
    const random = randomStream(seed).uniform;
    const all = crowd(20, { origin: () => origin, ledger, random, pauseMs: 10 });
    await until(() => ledger.acks >= 40);
    const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(query);
    await sql`pragma max_page_count = ${sql.lit((rows[0]?.page_count ?? 0) + 2)}`.execute(query);
    await until(() => ledger.refused >= 20);
    const notReadyAfterMs = await readyIs(origin, false);
    await sql`pragma max_page_count = 1073741823`.execute(query);
    const readyAfterMs = await readyIs(origin, true);
    await all.stop();
    await stop(server);
    await opened.close();
    return { notReadyAfterMs, readyAfterMs };
  });
}

async function settingChanges(): Promise<Flips> {
  return await inScratch(async (folder) => {
    const opened = await openStore({ data: join(folder, "store") }, "serve");
    const server = await listen(createApp(opened.store), 0, "127.0.0.1");
    const origin = originOf(server, "127.0.0.1");
    await sql`pragma synchronous = normal`.execute(opened.context.database.query);
    const notReadyAfterMs = await readyIs(origin, false);
    await sql`pragma synchronous = full`.execute(opened.context.database.query);
    const readyAfterMs = await readyIs(origin, true);
    await stop(server);
    await opened.close();
    return { notReadyAfterMs, readyAfterMs };
  });
}
