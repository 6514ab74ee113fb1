import { join as path } from "node:path";
import { createApp } from "../../../server/app.ts";
import { listen, originOf, stop } from "../../../server/http/listen.ts";
import { groupCommit } from "../../../server/ingest/groupCommit.ts";
import { openStore, withStore } from "../../../server/store/openStore.ts";
import { type Json, join, type Person, trial } from "../../server/client.ts";
import { coffeeStudy } from "../../server/coffeeStudy.ts";
import { consoleWorld } from "../../server/consoleWorld.ts";
import { placesOf, type StoreKind, storeKinds } from "../../server/stores.ts";
import type { Proof } from "../proof.ts";
import { auditLedger } from "../support/ledger.ts";
import { peopleAt } from "../support/load.ts";
import { inScratch } from "../support/scratch.ts";
import { ledgerOf, sendFrom } from "../support/sendFrom.ts";
import { shareServer, shareStudies } from "../support/shareServer.ts";

const GOODPUT = 0.8;
const ADMITTED_P99_MS = 2000;
const BACK_WITHIN_S = 5;
const PEAK_S = 15;
const OVERLOAD_S = 120;
/** What is offered, as a multiple of what the server can take. */
const OFFERED = 3;
const THINK_MS = 300;
// Short, so that fewer connections overfill it.
const QUEUE_LENGTH = 1000;

/** More at once than may wait, in rounds; at full size also three times what the server can take, for two minutes, from
 *  people who come back when they are told to. */
export const overloadIsRefused: Proof = {
  id: "C2",
  promise: "Overload is refused with the time to come back, and costs those who were admitted nothing.",
  async run({ scale }) {
    const figures: Record<string, number | string> = {};
    let isMet = true;
    for (const kind of storeKinds) {
      const counted = await counts(kind, scale === "short" ? [200, 5, 20] : [400, 40, 40]);
      for (const [name, figure] of Object.entries(counted.figures)) figures[`${kind} ${name}`] = figure;
      isMet = isMet && counted.isMet;
    }
    const signingIn = await consoleFlood(scale === "short" ? 40 : 400);
    isMet = isMet && signingIn.isMet;
    if (scale === "short") return { isMet, figures: { ...figures, ...signingIn.figures } };
    const timed = await times();
    return { isMet: isMet && timed.isMet, figures: { ...figures, ...signingIn.figures, ...timed.figures } };
  },
};

/** The queue is made short so that few connections are enough. */
async function counts(kind: StoreKind, [people, rounds, queueLength]: readonly [number, number, number]) {
  const places = await placesOf(kind);
  const place = await places.fresh();
  try {
    const opened = await openStore(place, "serve");
    await opened.store.studies.publish(await coffeeStudy());
    const ingest = groupCommit({ append: opened.store.appendTrials, queueLength });
    const server = await listen(createApp(opened.store, { ingest }), 0, "127.0.0.1");
    const origin = originOf(server, "127.0.0.1");
    const everyone: Person[] = [];
    for (let person = 0; person < people; person += 1) everyone.push(await join(origin, { study: "coffee-brands" }));
    const seen = { admitted: 0, refused: 0, other: 0, withoutRetryAfter: 0 };
    const acked = new Set<string>();
    for (let seq = 0; seq < rounds; seq += 1) {
      const replies = await Promise.all(everyone.map((person) => person.send([trial(seq)])));
      for (const [place, { status, body, headers }] of replies.entries()) {
        const isCreated = status === 200 && (body as Json).results[0].status === "created";
        if (isCreated) acked.add(`${everyone[place]?.sessionId}/${seq}`);
        seen[status === 200 ? "admitted" : status === 503 ? "refused" : "other"] += 1;
        if (status === 503 && !headers.get("retry-after")) seen.withoutRetryAfter += 1;
      }
    }
    const rows = await opened.context.database.query.selectFrom("trials").selectAll().execute();
    const stored = new Set(rows.map((row) => `${row.session_id}/${row.seq}`));
    const lost = [...acked].filter((key) => !stored.has(key)).length;
    const afterwards = (await everyone[0]?.send([trial(rounds)]))?.status ?? 0;
    await stop(server);
    await opened.close();
    const isOrderly = seen.other === 0 && seen.withoutRetryAfter === 0 && seen.refused > 0;
    return {
      isMet: lost === 0 && isOrderly && afterwards === 200 && rows.length === acked.size,
      figures: { people, requests: people * rounds, ...seen, stored: rows.length, lost, afterwards },
    };
  } finally {
    await places.clear();
  }
}

/** The dearest that anybody may ask of the console: so many passwords judged at once, while one person takes part. */
async function consoleFlood(guesses: number) {
  const world = await consoleWorld();
  try {
    const person = await join(world.server.participantOrigin, { study: world.study });
    const guess = async (number: number) => {
      const body = new URLSearchParams({ email: `${number}@example.org`, password: `no-${number}` });
      const { status, headers } = await fetch(`${world.server.consoleOrigin}/sign-in`, { method: "POST", body });
      return { status, isTold: headers.has("retry-after") };
    };
    const all = Promise.all(Array.from({ length: guesses }, (_, number) => guess(number)));
    let stored = 0;
    for (let seq = 0; seq < 20; seq += 1) stored += (await person.send([trial(seq)])).status === 200 ? 1 : 0;
    const answers = await all;
    const failed = answers.filter(({ status }) => status >= 500 && status !== 503).length;
    const later = answers.filter(({ status }) => status === 503 || status === 429);
    const untold = later.filter(({ isTold }) => !isTold).length;
    return {
      isMet: failed === 0 && untold === 0 && later.length > 0 && stored === 20,
      figures: {
        consoleGuesses: guesses,
        consoleLater: later.length,
        consoleUntold: untold,
        consoleFailed: failed,
        storedBeside: stored,
      },
    };
  } finally {
    await world.remove();
  }
}

/** The peak with few senders, the overload, and how soon few senders are served again as before. */
async function times() {
  return await inScratch(async (folder) => {
    const data = path(folder, "store");
    const server = await shareServer({ data, queueLength: QUEUE_LENGTH, lanes: "by study" });
    const { origin } = server;
    const files = ["warm", "peak", "overload", "after"].map((name) => path(folder, name));
    const [warmFile = "", peakFile = "", overloadFile = "", afterFile = ""] = files;
    const few = {
      origin,
      people: await peopleAt(origin, 200, shareStudies[0]),
      thinkMs: [0, 0],
      patience: "none",
    } as const;
    await sendFrom({ ...few, seconds: 5, ledgerFile: warmFile });
    const peak = await sendFrom({ ...few, seconds: PEAK_S, ledgerFile: peakFile });
    const crowd = Math.max(Math.ceil((OFFERED * peak.perSecond * THINK_MS) / 1000), 3 * QUEUE_LENGTH);
    const people = await peopleAt(origin, crowd, shareStudies[0]);
    const many = { origin, people, thinkMs: [0, 2 * THINK_MS], patience: "retry-after" } as const;
    const overload = await sendFrom({ ...many, seconds: OVERLOAD_S, ledgerFile: overloadFile });
    const after = await sendFrom({ ...few, seconds: BACK_WITHIN_S + 5, ledgerFile: afterFile });
    await server.stop();
    const { lost, doubled } = await withStore({ data }, (opened) => auditLedger(ledgerOf(...files), opened));
    const goodput = overload.perSecond / peak.perSecond;
    const backAfterS = after.bySecond.findIndex((count) => count >= GOODPUT * peak.perSecond);
    const errors = peak.errors + overload.errors + after.errors + overload.withoutRetryAfter;
    const isBack = backAfterS !== -1 && backAfterS <= BACK_WITHIN_S;
    return {
      isMet: lost + doubled + errors === 0 && goodput >= GOODPUT && overload.admittedP99 <= ADMITTED_P99_MS && isBack,
      figures: {
        ...{ peakPerSecond: Math.round(peak.perSecond), overloadPeople: crowd, goodput: goodput.toFixed(2) },
        ...{ overloadRefused: overload.refused, admittedP99Ms: Math.round(overload.admittedP99), backAfterS },
        ...{ overloadErrors: errors, overloadLost: lost + doubled },
      },
    };
  });
}
