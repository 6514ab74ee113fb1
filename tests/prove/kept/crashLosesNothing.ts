import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { randomStream } from "../../../experiments/random/randomStream.ts";
import { openStore } from "../../../server/store/openStore.ts";
import type { Proof } from "../proof.ts";
import { auditLedger, newLedger } from "../support/ledger.ts";
import { pause, sendTrials } from "../support/senders.ts";
import { supervise } from "../support/supervisor.ts";

export const studyFile = join(process.cwd(), "experiments/studies/coffee-brands/study.yaml");

/** kill -9 at random moments while everyone sends. */
export const crashLosesNothing: Proof = {
  id: "A1",
  promise: "A crash loses nothing acknowledged and stores nothing twice.",
  async run({ seed, scale }) {
    const [clients, kills] = scale === "short" ? [50, 20] : [500, 200];
    const data = mkdtempSync(join(tmpdir(), "saydo-a1-"));
    const draw = randomStream(seed).uniform;
    const ledger = newLedger();
    const server = await supervise({ place: { data: join(data, "store") }, studyFile });
    let over = false;
    const everyone = Array.from({ length: clients }, () =>
      sendTrials({
        origin: () => server.origin,
        study: "coffee-brands",
        ledger,
        random: draw,
        isOver: () => over,
        pauseMs: 20,
      }),
    );
    for (let kill = 0; kill < kills; kill += 1) {
      await pause(200 + draw() * 600);
      await server.kill();
    }
    await pause(500);
    over = true;
    await Promise.all(everyone);
    const exit = await server.stop();
    const opened = await openStore({ data: join(data, "store") }, "work");
    const { stored, lost, doubled } = await auditLedger(ledger, opened);
    await opened.close();
    rmSync(data, { recursive: true, force: true });
    const readyP95Ms = Math.round(server.readyAfterMs.toSorted((a, b) => a - b)[Math.floor(kills * 0.95)] ?? 0);
    const { acks, failed, refused } = ledger;
    return {
      isMet: lost === 0 && doubled === 0 && exit === 0 && acks > 0,
      figures: { clients, kills, acks, stored, lost, doubled, failedRequests: failed, refused, readyP95Ms },
    };
  },
};
