import { randomStream } from "../../../experiments/random/randomStream.ts";
import { startServer } from "../../../server/main.ts";
import { openStore } from "../../../server/store/openStore.ts";
import { coffeeStudy } from "../../server/coffeeStudy.ts";
import { placesOf } from "../../server/stores.ts";
import type { Proof } from "../proof.ts";
import { crowd } from "../support/crowd.ts";
import { auditLedger, newLedger } from "../support/ledger.ts";
import { pause } from "../support/senders.ts";

/** PostgreSQL is restarted and crashed under load. */
export const databaseRestartCostsARetry: Proof = {
  id: "A7",
  promise: "A restart or crash of PostgreSQL costs participants a retry and nothing else.",
  async run({ seed, scale }) {
    const [people, restarts] = scale === "short" ? [30, 4] : [300, 20];
    const places = await placesOf("postgres");
    const place = await places.fresh();
    const server = await startServer({ ...place, port: 0, consolePort: 0, studies: [await coffeeStudy()] });
    const draw = randomStream(seed).uniform;
    const ledger = newLedger();
    const all = crowd(people, { origin: () => server.participantOrigin, ledger, random: draw, pauseMs: 20 });
    const backAfterMs: number[] = [];
    for (let restart = 0; restart < restarts; restart += 1) {
      await pause(500 + draw() * 500);
      await places.cluster?.restart(restart % 2 === 0 ? "fast" : "immediate");
      const [from, acks] = [performance.now(), ledger.acks];
      while (ledger.acks === acks && performance.now() - from < 10_000) await pause(10);
      backAfterMs.push(Math.round(performance.now() - from));
    }
    await pause(500);
    await all.stop();
    await server.close();
    const opened = await openStore(place, "work");
    const { stored, lost, doubled } = await auditLedger(ledger, opened);
    await opened.close();
    await places.clear();
    const slowestBackMs = Math.max(...backAfterMs);
    const { acks, refused, failed } = ledger;
    return {
      isMet: lost === 0 && doubled === 0 && failed === 0 && slowestBackMs <= 5000,
      figures: { people, restarts, acks, stored, lost, doubled, refused, brokenReplies: failed, slowestBackMs },
    };
  },
};
