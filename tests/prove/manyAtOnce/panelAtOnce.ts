import { join } from "node:path";
import { withStore } from "../../../server/store/openStore.ts";
import { studyFile } from "../kept/crashLosesNothing.ts";
import type { Proof } from "../proof.ts";
import { auditLedger } from "../support/ledger.ts";
import { memoryOf, peopleAt } from "../support/load.ts";
import { inScratch } from "../support/scratch.ts";
import { ledgerOf, onCore, sendFrom } from "../support/sendFrom.ts";
import { supervise } from "../support/supervisor.ts";

// Ten minutes in the table of targets; two show the same rate. People who think two seconds and wait for their answer send
// a little less than one trial in two seconds each: hence two hundred more of them.
const sizes = {
  short: { people: 100, seconds: 4, senders: 20, saturatedSeconds: 2 },
  full: { people: 5200, seconds: 120, senders: 200, saturatedSeconds: 20 },
};
const PER_SECOND = 2500;
const SATURATED_PER_SECOND = 5000;
const P99_MS = 500;
const MEMORY_MB = 400;
const THINK_MS = [1000, 3000] as const;
/** Makes a trial two kilobytes. */
const NOTE = "x".repeat(1500);

/** Everyone of a panel at once: trials of 2 kB, one to three seconds apart; then senders who do not think. */
export const panelAtOnce: Proof = {
  id: "C1",
  promise: "A whole panel at once is served without an error or a loss, by one core.",
  async run({ scale }) {
    const size = sizes[scale];
    return await inScratch(async (folder) => {
      const place = { data: join(folder, "store") };
      const server = await supervise({ place, studyFile, under: onCore(0) });
      const files = [join(folder, "paced"), join(folder, "flooded")] as const;
      const sending = { origin: server.origin, note: NOTE, patience: "none" } as const;
      const people = await peopleAt(server.origin, size.people);
      const ofPeople = { people, seconds: size.seconds, thinkMs: THINK_MS, ledgerFile: files[0] };
      const paced = await sendFrom({ ...sending, ...ofPeople });
      const memory = memoryOf(server.pid());
      const senders = await peopleAt(server.origin, size.senders);
      const ofSenders = {
        people: senders,
        seconds: size.saturatedSeconds,
        thinkMs: [0, 0],
        ledgerFile: files[1],
      } as const;
      const flooded = await sendFrom({ ...sending, ...ofSenders });
      const largest = Math.max(memory, memoryOf(server.pid()));
      await server.stop();
      const ledger = ledgerOf(...files);
      const { stored, lost, doubled } = await withStore(place, (opened) => auditLedger(ledger, opened));
      const errors = paced.errors + flooded.errors;
      const refused = paced.refused + flooded.refused;
      const isWhole = lost + doubled + errors + refused === 0 && ledger.acks > 0;
      // A short run shares its machine with other tests: it counts, it does not time.
      const isFast = paced.perSecond >= PER_SECOND && flooded.perSecond >= SATURATED_PER_SECOND;
      const isKept = isFast && paced.p99 <= P99_MS && largest <= MEMORY_MB;
      return {
        isMet: isWhole && (scale === "short" || isKept),
        figures: {
          ...{ people: size.people, seconds: size.seconds, perSecond: Math.round(paced.perSecond) },
          ...{ p50Ms: Math.round(paced.p50), p99Ms: Math.round(paced.p99), memoryMb: memory, largestMb: largest },
          ...{ saturatedPerSecond: Math.round(flooded.perSecond), saturatedP99Ms: Math.round(flooded.p99) },
          ...{ errors, refused, stored, lost, doubled, oneCore: onCore(0).length > 0 },
        },
      };
    });
  },
};
