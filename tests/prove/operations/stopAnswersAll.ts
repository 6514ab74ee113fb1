import { join } from "node:path";
import { randomStream } from "../../../experiments/random/randomStream.ts";
import { openStore } from "../../../server/store/openStore.ts";
import { studyFile } from "../kept/crashLosesNothing.ts";
import type { Proof } from "../proof.ts";
import { crowd } from "../support/crowd.ts";
import { auditLedger, newLedger } from "../support/ledger.ts";
import { inScratch } from "../support/scratch.ts";
import { pause, until } from "../support/senders.ts";
import { supervise } from "../support/supervisor.ts";

const WITHIN_MS = 10_000;

/** SIGTERM while everyone sends. */
export const stopAnswersAll: Proof = {
  id: "G7",
  promise: "A server told to stop answers what it has accepted, loses nothing and ends within ten seconds.",
  async run({ seed, scale }) {
    const [people, stops] = scale === "short" ? [20, 3] : [100, 50];
    const draw = randomStream(seed).uniform;
    return await inScratch(async (folder) => {
      const ledger = newLedger();
      const place = { data: join(folder, "store") };
      const exits: (number | null)[] = [];
      let slowestMs = 0;
      for (let stop = 0; stop < stops; stop += 1) {
        const server = await supervise({ place, studyFile });
        const { acks } = ledger;
        const all = crowd(people, { origin: () => server.origin, ledger, random: draw, pauseMs: 5 });
        await until(() => ledger.acks > acks + people);
        await pause(draw() * 200);
        const from = performance.now();
        exits.push(await server.stop());
        slowestMs = Math.max(slowestMs, performance.now() - from);
        await all.stop();
      }
      const opened = await openStore(place, "work");
      const { stored, lost, doubled } = await auditLedger(ledger, opened);
      await opened.close();
      // Stored, and whoever sent it was never told.
      const unanswered = stored - ledger.acked.size;
      const cleanExits = exits.filter((code) => code === 0).length;
      const isMet = lost + doubled + unanswered === 0 && cleanExits === stops && slowestMs < WITHIN_MS;
      return {
        isMet,
        figures: {
          ...{ stops, cleanExits, acks: ledger.acks, stored, lost, doubled, unanswered },
          slowestStopMs: Math.round(slowestMs),
        },
      };
    });
  },
};
