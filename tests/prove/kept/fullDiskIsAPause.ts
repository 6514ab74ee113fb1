import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { randomStream } from "../../../experiments/random/randomStream.ts";
import { createApp } from "../../../server/app.ts";
import { listen, originOf, stop } from "../../../server/http/listen.ts";
import { openStore } from "../../../server/store/openStore.ts";
import { call } from "../../server/client.ts";
import { coffeeStudy } from "../../server/coffeeStudy.ts";
import type { Proof } from "../proof.ts";
import { crowd } from "../support/crowd.ts";
import { auditLedger, newLedger } from "../support/ledger.ts";
import { pause, until } from "../support/senders.ts";

const MOST_SMALL_ROWS = 2000;

const start = (origin: string) => call(origin, "/api/v1/sessions", { body: { study: "coffee-brands" } });

/** The store may not grow any more, then it may again. The limit is SQLite's own, which fails as a full disk does. */
export const fullDiskIsAPause: Proof = {
  id: "A5",
  promise: "A full disk is a pause, not a loss: refusals say when to come back, reading works, and so does going on.",
  async run({ seed, scale }) {
    const people = scale === "short" ? 30 : 200;
    const folder = mkdtempSync(join(tmpdir(), "saydo-a5-"));
    const opened = await openStore({ data: join(folder, "store") }, "serve");
    const { query } = opened.context.database;
    await opened.store.studies.publish(await coffeeStudy());
    const server = await listen(createApp(opened.store), 0, "127.0.0.1");
    const origin = originOf(server, "127.0.0.1");
    const ledger = newLedger();
    const all = crowd(people, { origin: () => origin, ledger, random: randomStream(seed).uniform, pauseMs: 10 });
    await until(() => ledger.acks >= people);
    const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(query);
    await sql`pragma max_page_count = ${sql.lit((rows[0]?.page_count ?? 0) + 20)}`.execute(query);
    const ackedBefore = ledger.acks;
    await until(() => ledger.refused >= people);
    // What is left of a page takes small rows for a while.
    let probe = await start(origin);
    for (let tries = 0; probe.status < 300 && tries < MOST_SMALL_ROWS; tries += 1) probe = await start(origin);
    const refusedWhileFull = ledger.refused;
    const reads = (await call(origin, "/api/v1/studies/coffee-brands")).status === 200;
    await sql`pragma max_page_count = 1073741823`.execute(query);
    const from = performance.now();
    const acks = ledger.acks;
    while (ledger.acks === acks && performance.now() - from < 5000) await pause(10);
    const backAfterMs = Math.round(performance.now() - from);
    await pause(500);
    await all.stop();
    await stop(server);
    const { stored, lost, doubled } = await auditLedger(ledger, opened);
    await opened.close();
    rmSync(folder, { recursive: true, force: true });
    const isTold =
      probe.status === 503 && probe.headers.get("retry-after") !== null && probe.body.code === "store-busy";
    return {
      isMet: lost === 0 && doubled === 0 && refusedWhileFull > 0 && isTold && reads && backAfterMs < 5000,
      figures: {
        ...{ acks: ledger.acks, ackedBefore, refusedWhileFull, stored, lost, doubled, reads, backAfterMs },
        told: `${probe.status} ${probe.body?.code}, Retry-After ${probe.headers.get("retry-after")}`,
      },
    };
  },
};
