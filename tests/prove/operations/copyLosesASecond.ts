import { cpSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { randomStream } from "../../../experiments/random/randomStream.ts";
import type { CopyOptions } from "../../../server/database/copy/keepCopy.ts";
import { runRestore, runVerify } from "../../../server/main.ts";
import { withStore } from "../../../server/store/openStore.ts";
import { studyFile } from "../kept/crashLosesNothing.ts";
import type { Proof } from "../proof.ts";
import { crowd } from "../support/crowd.ts";
import { auditLedger, type Ledger, newLedger } from "../support/ledger.ts";
import { inScratch } from "../support/scratch.ts";
import { pause, until } from "../support/senders.ts";
import { supervise } from "../support/supervisor.ts";

const MOST_MS = 1000;

type Loss = {
  acks: number;
  lost: number;
  doubled: number;
  /** Age at the kill of the oldest acknowledgement that is not in the copy. */
  oldestLostMs: number;
  faults: number;
  restored: number;
  /** Of the control: lost from the copy as it was half-way. */
  lostHalfWay: number;
};

/** The server is killed under load and its data folder deleted; the store is restored from the copy. */
export const copyLosesASecond: Proof = {
  id: "G3",
  promise: "With a copy on another disk, losing the store loses at most a second of acknowledgements, or none.",
  async run({ seed, scale }) {
    const [trials, people] = scale === "short" ? [1, 10] : [20, 30];
    const found: Record<CopyOptions["acknowledge"], Loss> = { "at once": nothing(), "after copy": nothing() };
    for (const acknowledge of ["at once", "after copy"] as const) {
      for (let trial = 0; trial < trials; trial += 1) {
        const one = await inScratch((folder) => loseStore(folder, acknowledge, { people, seed: seed + trial }));
        const sum = found[acknowledge];
        for (const name of ["acks", "lost", "doubled", "faults", "restored", "lostHalfWay"] as const)
          sum[name] += one[name];
        sum.oldestLostMs = Math.max(sum.oldestLostMs, one.oldestLostMs);
      }
    }
    const [atOnce, afterCopy] = [found["at once"], found["after copy"]];
    const isWell = [atOnce, afterCopy].every((one) => {
      return one.doubled + one.faults === 0 && one.restored === trials && one.acks > 0;
    });
    return {
      isMet: isWell && atOnce.lostHalfWay > 0 && atOnce.oldestLostMs <= MOST_MS && afterCopy.lost === 0,
      figures: { trials, ...named("atOnce", atOnce), ...named("afterCopy", afterCopy) },
    };
  },
};

function nothing(): Loss {
  return { acks: 0, lost: 0, doubled: 0, oldestLostMs: 0, faults: 0, restored: 0, lostHalfWay: 0 };
}

function named(mode: string, loss: Loss): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(loss).map(([name, value]) => [`${mode} ${name}`, Math.round(value)]));
}

async function loseStore(
  folder: string,
  acknowledge: CopyOptions["acknowledge"],
  { people: count, seed }: { readonly people: number; readonly seed: number },
): Promise<Loss> {
  const [data, copy, half] = [join(folder, "store"), join(folder, "copy"), join(folder, "half")];
  mkdirSync(copy);
  const draw = randomStream(seed).uniform;
  const server = await supervise({ place: { data, copy: { folder: copy, acknowledge } }, studyFile });
  const ledger = newLedger();
  // The ledger is in the order of the replies: how long it was tells when each came.
  const lengths: { readonly at: number; readonly length: number }[] = [];
  const watching = setInterval(() => lengths.push({ at: performance.now(), length: ledger.acked.size }), 5);
  const people = crowd(count, { origin: () => server.origin, ledger, random: draw, pauseMs: 10 });
  await until(() => ledger.acks > 20 * count);
  await pause(draw() * 500);
  cpSync(copy, half, { recursive: true });
  await until(() => ledger.acks > 40 * count);
  await pause(draw() * 500);
  process.kill(server.pid(), "SIGKILL");
  const killedAt = performance.now();
  rmSync(data, { recursive: true, force: true });
  await server.stop();
  await people.stop();
  clearInterval(watching);
  const kept = await restored(copy, join(folder, "restored"), ledger);
  // One control is enough: the copies are of one kind.
  const lostHalfWay =
    acknowledge === "at once" ? (await restored(half, join(folder, "restored-half"), ledger)).lost : 0;
  const at = lengths.findLast(({ length }) => length <= kept.firstLost)?.at ?? killedAt;
  return {
    ...kept,
    acks: ledger.acks,
    oldestLostMs: kept.lost === 0 ? 0 : Math.max(0, killedAt - at),
    lostHalfWay,
  };
}

async function restored(copy: string, data: string, ledger: Ledger) {
  await runRestore({ data, in: copy });
  const faults = (await runVerify({ data })).flatMap((check) => check.faults).length;
  return await withStore({ data }, async (opened) => {
    const { lost, doubled } = await auditLedger(ledger, opened);
    const rows = await opened.context.database.query.selectFrom("trials").select(["session_id", "seq"]).execute();
    const there = new Set(rows.map((row) => `${row.session_id}/${row.seq}`));
    const firstLost = [...ledger.acked.keys()].findIndex((key) => !there.has(key));
    return { lost, doubled, faults, restored: 1, firstLost };
  });
}
