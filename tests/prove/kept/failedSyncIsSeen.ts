import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { randomStream } from "../../../experiments/random/randomStream.ts";
import { openStore } from "../../../server/store/openStore.ts";
import type { Proof } from "../proof.ts";
import { crowd } from "../support/crowd.ts";
import { auditLedger, newLedger } from "../support/ledger.ts";
import { inScratch } from "../support/scratch.ts";
import { pause, until } from "../support/senders.ts";
import { shimOf } from "../support/shim.ts";
import { supervise } from "../support/supervisor.ts";
import { studyFile } from "./crashLosesNothing.ts";

/** Syncs of the store fail with an I/O error under load; then the disk is whole again, and the server is restarted. */
export const failedSyncIsSeen: Proof = {
  id: "A6",
  promise: "A disk that fails to sync is never a silent success: the server says so and takes nothing until restarted.",
  async run({ seed, scale }) {
    const [people, failures] = scale === "short" ? [20, 2] : [100, 20];
    const draw = randomStream(seed).uniform;
    return await inScratch(async (folder) => {
      const shim = await shimOf("syncFails", folder);
      const data = join(folder, "store");
      const failing = join(folder, "the-disk-fails");
      const env = { LD_PRELOAD: shim, FAIL_BELOW: data, FAIL_WHILE: failing };
      const server = await supervise({ place: { data }, studyFile, env });
      const ledger = newLedger();
      const all = crowd(people, { origin: () => server.origin, ledger, random: draw, pauseMs: 10 });
      const found = { ackedWhileFailing: 0, readyWhileFailing: 0, ackedAfterFailing: 0, readyAfterFailing: 0 };
      const isReady = async () => (await fetch(`${server.origin}/ready`)).ok;
      for (let failure = 0; failure < failures; failure += 1) {
        const acks = ledger.acks;
        await until(() => ledger.acks > acks + people);
        await pause(draw() * 200);
        writeFileSync(failing, "");
        const refused = ledger.refused;
        await until(() => ledger.refused > refused + people);
        const whileFailing = ledger.acks;
        await pause(300);
        found.ackedWhileFailing += ledger.acks - whileFailing;
        found.readyWhileFailing += (await isReady()) ? 1 : 0;
        rmSync(failing);
        // A sync that succeeds after one that failed says nothing of what the failed one was to keep.
        const afterFailing = ledger.acks;
        await pause(300);
        found.ackedAfterFailing += ledger.acks - afterFailing;
        found.readyAfterFailing += (await isReady()) ? 1 : 0;
        await server.kill();
      }
      await pause(300);
      await all.stop();
      await server.stop();
      const opened = await openStore({ data }, "work");
      const { stored, lost, doubled } = await auditLedger(ledger, opened);
      await opened.close();
      const wrong = Object.values(found).reduce((sum, count) => sum + count, 0);
      return {
        isMet: wrong + lost + doubled === 0 && ledger.refused > 0 && ledger.acks > 0,
        figures: { failures, acks: ledger.acks, refused: ledger.refused, ...found, stored, lost, doubled },
      };
    });
  },
};
