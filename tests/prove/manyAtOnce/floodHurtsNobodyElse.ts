import { join as path } from "node:path";
import { withStore } from "../../../server/store/openStore.ts";
import type { Proof } from "../proof.ts";
import { fullQueue } from "../support/fullQueue.ts";
import { auditLedger } from "../support/ledger.ts";
import { peopleAt } from "../support/load.ts";
import { inScratch } from "../support/scratch.ts";
import { ledgerOf, sendFrom } from "../support/sendFrom.ts";
import { type ShareOptions, shareServer, shareStudies } from "../support/shareServer.ts";

const [flooding, quiet] = shareStudies;
const sizes = {
  short: { flooding: 60, quiet: 10, queueLength: 30 },
  full: { flooding: 1500, quiet: 200, queueLength: 500 },
};
const SECONDS = 20;
const VICTIMS = 50;
const VICTIM_THINK_MS = [100, 500] as const;
const FLOOD_THINK_MS = 200;
/** What is offered, as a multiple of what the server can take. */
const OFFERED = 3;
// Short, so that fewer connections fill it.
const QUEUE_LENGTH = 1000;
/** Faster than this nobody notices, whatever it is a multiple of. */
const UNNOTICED_MS = 50;

/** A queue filled by one study, with a whole class at one address in the other; at full size also a server offered three
 *  times what it can take, for its times. The control is the same with one line for all. */
export const floodHurtsNobodyElse: Proof = {
  id: "C6",
  promise: "A study that floods the server costs another study's people nothing; nobody is judged by their address.",
  async run({ scale }) {
    const burst = await fullQueue({ ...sizes[scale], lanes: "by study" });
    const control = await fullQueue({ ...sizes[scale], lanes: "one" });
    const isFair = burst.isWhole && burst.refusedQuiet === 0 && burst.refusedFlood > 0;
    const timed = scale === "full" ? await timedFigures() : { isMet: true, figures: {} };
    return {
      isMet: isFair && control.refusedQuiet > 0 && timed.isMet,
      figures: {
        ...sizes[scale],
        ...{ refusedFlood: burst.refusedFlood, refusedQuiet: burst.refusedQuiet, stored: burst.isWhole },
        ...{ controlRefusedQuiet: control.refusedQuiet, ...timed.figures },
      },
    };
  },
};

async function timedFigures() {
  const fair = await flooded("by study");
  const control = await flooded("one");
  const isQuick = fair.besideP99Ms <= Math.max(2 * fair.aloneP99Ms, UNNOTICED_MS);
  return {
    isMet: fair.isWhole && fair.victimRefused === 0 && isQuick,
    figures: { ...fair, controlVictimRefused: control.victimRefused, controlP99Ms: control.besideP99Ms },
  };
}

/** The people of one study, alone and beside people of another who send three times what the server can take. */
async function flooded(lanes: ShareOptions["lanes"]) {
  return await inScratch(async (folder) => {
    const data = path(folder, "store");
    const server = await shareServer({ data, queueLength: QUEUE_LENGTH, lanes });
    const { origin } = server;
    const files = ["capacity", "alone", "flood", "beside"].map((name) => path(folder, name));
    const [capacityFile = "", aloneFile = "", floodFile = "", besideFile = ""] = files;
    const rush = { origin, patience: "none", thinkMs: [0, 0] } as const;
    const few = await peopleAt(origin, 100, flooding);
    // A server that has just started is not at its best.
    await sendFrom({ ...rush, people: few, seconds: 5, ledgerFile: capacityFile });
    const capacity = await sendFrom({ ...rush, people: few, seconds: 5, ledgerFile: capacityFile });
    const victims = await peopleAt(origin, VICTIMS, quiet);
    const usual = { origin, people: victims, thinkMs: VICTIM_THINK_MS, patience: "retry-after" } as const;
    const alone = await sendFrom({ ...usual, seconds: SECONDS, ledgerFile: aloneFile });
    const offered = Math.ceil((OFFERED * capacity.perSecond * FLOOD_THINK_MS) / 1000);
    const crowd = await peopleAt(origin, Math.max(offered, 2 * QUEUE_LENGTH), flooding);
    const thinkMs = [0, 2 * FLOOD_THINK_MS] as const;
    const flood = sendFrom({ ...rush, thinkMs, people: crowd, seconds: SECONDS + 4, ledgerFile: floodFile });
    const beside = await sendFrom({ ...usual, seconds: SECONDS, ledgerFile: besideFile });
    const { created, refused, errors } = await flood;
    await server.stop();
    const { lost, doubled } = await withStore({ data }, (opened) => auditLedger(ledgerOf(...files), opened));
    return {
      ...{ capacityPerSecond: Math.round(capacity.perSecond), floodPeople: crowd.length, floodStored: created },
      ...{ floodRefused: refused, victimStored: beside.created, victimRefused: beside.refused },
      ...{ aloneP50Ms: Math.round(alone.p50), besideP50Ms: Math.round(beside.p50) },
      ...{ aloneP99Ms: Math.round(alone.p99), besideP99Ms: Math.round(beside.p99) },
      isWhole: lost + doubled + errors + alone.errors + beside.errors === 0 && beside.created > 0,
    };
  });
}
