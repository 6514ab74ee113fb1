import { execFileSync } from "node:child_process";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { randomStream } from "../../experiments/random/randomStream.ts";
import { openStore } from "../../server/store/openStore.ts";
import { studyFile } from "./a1.ts";
import { auditLedger, newLedger } from "./ledger.ts";
import { load, memoryOf, peopleAt } from "./load.ts";
import type { Proof } from "./proof.ts";
import { inScratch } from "./scratch.ts";
import { supervise } from "./supervisor.ts";

// Ten minutes in the table of targets; a minute shows the same rate, and that is as long as a proof should take.
const sizes = {
  short: { people: 100, seconds: 4, senders: 20, saturatedSeconds: 2, perSecond: 0, saturated: 0 },
  full: { people: 5000, seconds: 60, senders: 200, saturatedSeconds: 20, perSecond: 2300, saturated: 5000 },
};
const P99_MS = 500;
const MEMORY_MB = 400;

/** Everyone of a panel at once: trials of 2 kB, one to three seconds apart; then senders who do not think. */
export const c1: Proof = {
  id: "C1",
  promise: "A whole panel at once is served without an error or a loss, by one core.",
  async run({ seed, scale }) {
    const size = sizes[scale];
    const { uniform } = randomStream(seed);
    return await inScratch(async (folder) => {
      const place = { data: join(folder, "store") };
      const server = await supervise({ place, studyFile, under: onOneCore() });
      const { origin } = server;
      const ledger = newLedger();
      const note = "x".repeat(1500);
      const people = await peopleAt(origin, size.people);
      const thinkMs = () => 1000 + 2000 * uniform();
      const paced = await load({ origin, people, ledger, seconds: size.seconds, thinkMs, note });
      const memory = memoryOf(server.pid());
      const senders = await peopleAt(origin, size.senders);
      const seconds = size.saturatedSeconds;
      const flooded = await load({ origin, people: senders, ledger, seconds, thinkMs: () => 0, note });
      await server.stop();
      const opened = await openStore(place, "work");
      const { stored, lost, doubled } = await auditLedger(ledger, opened);
      await opened.close();
      const isWhole = lost + doubled + paced.errors + flooded.errors === 0 && ledger.acks > 0;
      // A short run shares its machine with other tests: it counts, it does not time.
      const isFast = paced.perSecond >= size.perSecond && flooded.perSecond >= size.saturated;
      const isKept = isFast && paced.p99 <= P99_MS && memory <= MEMORY_MB;
      return {
        isMet: isWhole && (scale === "short" || isKept),
        figures: {
          ...{ people: size.people, seconds: size.seconds, perSecond: paced.perSecond, p50Ms: paced.p50 },
          ...{ p99Ms: paced.p99, memoryMb: memory, saturatedPerSecond: flooded.perSecond, saturatedP99Ms: flooded.p99 },
          ...{ errors: paced.errors + flooded.errors, stored, lost, doubled, oneCore: onOneCore().length > 0 },
        },
      };
    });
  },
};

/** A program that keeps the server on one core, so that whoever sends has the other; none where there is none. */
function onOneCore(): readonly string[] {
  if (availableParallelism() < 2) return [];
  try {
    execFileSync("taskset", ["-V"], { stdio: "ignore" });
    return ["taskset", "-c", "0"];
  } catch {
    return [];
  }
}
