import { randomStream } from "../../../experiments/random/randomStream.ts";
import { openStore } from "../../../server/store/openStore.ts";
import { call } from "../../server/client.ts";
import { coffeeStudy } from "../../server/coffeeStudy.ts";
import { placesOf } from "../../server/stores.ts";
import type { Proof } from "../proof.ts";
import { crowd } from "../support/crowd.ts";
import { auditLedger, newLedger } from "../support/ledger.ts";
import { pause } from "../support/senders.ts";
import { supervise } from "../support/supervisor.ts";
import { studyFile } from "./crashLosesNothing.ts";

const AT_ONCE = 500;

/** Three servers share one database; requests of one session go to all of them; each is killed in turn. */
export const sharedServersAgree: Proof = {
  id: "A8",
  promise: "Servers that share a PostgreSQL agree: nothing lost or doubled, balance and quota exact.",
  async run({ seed, scale }) {
    const [people, starts] = scale === "short" ? [20, 120] : [200, 10_000];
    const places = await placesOf("postgres");
    const { database } = await places.fresh();
    if (database === undefined) throw new RangeError("this proof needs PostgreSQL");
    const opened = await openStore({ database }, "work");
    const quota = 40;
    const few = await coffeeStudy({ id: "few", quota: { completes: quota } });
    await opened.store.studies.publish(few);
    const place = { database };
    const servers = await Promise.all([1, 2, 3].map(() => supervise({ place, studyFile })));
    const draw = randomStream(seed).uniform;
    const anyOrigin = () => servers[Math.floor(draw() * servers.length)]?.origin ?? "";
    const ledger = newLedger();
    const all = crowd(people, { origin: anyOrigin, ledger, random: draw, pauseMs: 30 });
    for (const server of servers) {
      await pause(800);
      await server.kill();
    }
    await pause(500);
    await all.stop();
    let admitted = 0;
    // More at once than this, and one client's own machine is what is tried.
    for (let done = 0; done < starts; done += AT_ONCE) {
      const replies = await Promise.all(
        Array.from({ length: Math.min(AT_ONCE, starts - done) }, (_, one) => agreeTo(anyOrigin, done + one)),
      );
      admitted += replies.filter(({ status }) => status === 201).length;
    }
    const { query } = opened.context.database;
    const placesByCell = await query
      .selectFrom("sessions")
      .select((is) => ["cell", is.fn.countAll<number>().as("places")])
      .where("study_hash", "=", few.hash)
      .where("takes_part", "=", 1)
      .groupBy("cell")
      .execute();
    // Nobody of the crowd finishes: everyone who started is at work, and is counted so.
    const startsByCell = await query.selectFrom("cells").select("starts").where("study_hash", "!=", few.hash).execute();
    const spreadOfPlaces = spread(placesByCell.map((cell) => Number(cell.places)));
    const spreadOfStarts = spread(startsByCell.map((cell) => cell.starts));
    const { stored, lost, doubled } = await auditLedger(ledger, opened);
    await Promise.all(servers.map((server) => server.stop()));
    await opened.close();
    await places.clear();
    return {
      isMet: lost + doubled === 0 && admitted === quota && spreadOfPlaces === 0 && spreadOfStarts <= 1,
      figures: {
        people,
        acks: ledger.acks,
        stored,
        lost,
        doubled,
        starts,
        quota,
        admitted,
        spreadOfPlaces,
        spreadOfStarts,
      },
    };
  },
};

const CELLS = 8;

/** How far the fullest cell of the design is from the emptiest. */
function spread(counts: readonly number[]): number {
  return Math.max(...counts) - (counts.length < CELLS ? 0 : Math.min(...counts));
}

/** Someone at an address of their own who starts and agrees, each time at any of the servers. */
async function agreeTo(anyOrigin: () => string, number: number) {
  const headers = { "x-forwarded-for": `10.1.${number >> 8}.${number & 255}` };
  const started = await call(anyOrigin(), "/api/v1/sessions", { body: { study: "few" }, headers });
  if (started.status !== 201) return started;
  const { sessionId, token, consentHash } = started.body;
  const body = { consentHash, language: "en", purposes: { takePart: true } };
  return await call(anyOrigin(), `/api/v1/sessions/${sessionId}/consent`, { body, token, headers });
}
