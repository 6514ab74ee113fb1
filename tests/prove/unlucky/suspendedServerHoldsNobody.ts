import { setTimeout as pause } from "node:timers/promises";
import { sql } from "kysely";
import { randomStream } from "../../../experiments/random/randomStream.ts";
import { withStore } from "../../../server/store/openStore.ts";
import { arrive, join, trial } from "../../server/client.ts";
import { placesOf } from "../../server/stores.ts";
import { studyFile } from "../kept/crashLosesNothing.ts";
import type { Proof } from "../proof.ts";
import { type Supervised, supervise } from "../support/supervisor.ts";

const study = "coffee-brands";
const LONGEST_MS = 10_000;
const SENDERS = 8;

/** Two servers on one PostgreSQL: one is suspended in the middle of a transaction, every second time killed before it is
 *  woken; meanwhile somebody begins, agrees and answers at the other. */
export const suspendedServerHoldsNobody: Proof = {
  id: "I4",
  promise:
    "A server that is suspended, or killed while it is, holds up the others of its database for seconds only; nothing acknowledged is lost.",
  async run({ seed, scale }) {
    const rounds = scale === "short" ? 1 : 12;
    const places = await placesOf("postgres");
    const place = await places.fresh();
    const shared = { place: { database: place.database ?? "" }, studyFile };
    const [first, second] = [await supervise(shared), await supervise(shared)];
    const { uniform } = randomStream(seed);
    const begun: string[] = [];
    const found = { inTransaction: 0, refused: 0, longestMs: 0 };
    try {
      for (let round = 0; round < rounds; round += 1) {
        const load = startsAt(first, begun);
        await pause(300 + 400 * uniform());
        if (await suspendedInTransaction(first, place)) found.inTransaction += 1;
        const from = performance.now();
        const id = await begins(second);
        found.longestMs = Math.max(found.longestMs, Math.round(performance.now() - from));
        if (id === null) found.refused += 1;
        else begun.push(id);
        load.stop();
        if (round % 2 === 1) await first.kill();
        else process.kill(first.pid(), "SIGCONT");
        await load.ended;
      }
      const lost = await withStore({ database: place.database ?? "" }, async ({ context }) => {
        const rows = await context.database.query.selectFrom("sessions").select("id").execute();
        const there = new Set(rows.map((row) => row.id));
        return begun.filter((one) => !there.has(one)).length;
      });
      const isSoon = found.longestMs <= LONGEST_MS && found.refused === 0;
      return {
        isMet: isSoon && lost === 0 && found.inTransaction > 0,
        figures: { rounds, ...found, begun: begun.length, lost },
      };
    } finally {
      await Promise.all([first.stop(), second.stop()]);
      await places.clear();
    }
  },
};

/** People who begin one after another, until told to stop. */
function startsAt({ origin }: Supervised, begun: string[]): { stop(): void; readonly ended: Promise<unknown> } {
  let isOn = true;
  const sender = async () => {
    while (isOn) {
      const person = await arrive(origin, { study }).catch(() => null);
      if (person) begun.push(person.sessionId);
      else await pause(50);
    }
  };
  const ended = Promise.all(Array.from({ length: SENDERS }, sender));
  return {
    stop() {
      isOn = false;
    },
    ended,
  };
}

/** Somebody begins, agrees and answers; null when one of these was refused. */
async function begins({ origin }: Supervised): Promise<string | null> {
  const person = await join(origin, { study }).catch(() => null);
  if (person === null) return null;
  return (await person.send([trial(0)])).status === 200 ? person.sessionId : null;
}

/** Suspends a server, at the moment when it holds a transaction open where one is found in some tries. */
async function suspendedInTransaction({ pid }: Supervised, { database = "" }: { readonly database?: string }) {
  return await withStore({ database }, async ({ context }) => {
    for (let tries = 0; tries < 40; tries += 1) {
      process.kill(pid(), "SIGSTOP");
      await pause(60);
      const { rows } = await sql<{ held: number }>`select count(*)::int as held from pg_stat_activity
        where datname = current_database() and state = 'idle in transaction'`.execute(context.database.query);
      if ((rows[0]?.held ?? 0) > 0) return true;
      process.kill(pid(), "SIGCONT");
      await pause(30);
    }
    process.kill(pid(), "SIGSTOP");
    return false;
  });
}
