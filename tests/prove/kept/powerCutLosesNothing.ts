import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Problem } from "../../../experiments/contract/problem.ts";
import { randomStream } from "../../../experiments/random/randomStream.ts";
import { openStore } from "../../../server/store/openStore.ts";
import type { Proof } from "../proof.ts";
import { crowd } from "../support/crowd.ts";
import { auditLedger, newLedger } from "../support/ledger.ts";
import { pause } from "../support/senders.ts";
import { shimOf } from "../support/shim.ts";
import { supervise } from "../support/supervisor.ts";
import { studyFile } from "./crashLosesNothing.ts";

const MOST_CONTROLS = 10;

/** The power goes; the disk holds what was synced. */
export const powerCutLosesNothing: Proof = {
  id: "A3",
  promise: "A power cut loses nothing acknowledged; a store that does not wait for the disk is seen to lose.",
  async run({ seed, scale }) {
    const cuts = scale === "short" ? 3 : 50;
    const folder = mkdtempSync(join(tmpdir(), "saydo-a3-"));
    const shim = await shimOf("powerCut", folder);
    const kept = { acks: 0, lost: 0, doubled: 0 };
    for (let cut = 0; cut < cuts; cut += 1) {
      const found = await cutPower({ folder: join(folder, `cut-${cut}`), shim, seed: seed + cut, skip: undefined });
      kept.acks += found.acks;
      kept.lost += found.lost;
      kept.doubled += found.doubled;
    }
    const control = { acks: 0, lost: 0 };
    // A cut right after a checkpoint loses nothing even then; one of several is bound to fall between two.
    for (let cut = 0; cut < MOST_CONTROLS && control.lost === 0; cut += 1) {
      const found = await cutPower({ folder: join(folder, `control-${cut}`), shim, seed: seed + cut, skip: "40" });
      control.acks += found.acks;
      control.lost += found.lost;
    }
    rmSync(folder, { recursive: true, force: true });
    return {
      isMet: kept.lost === 0 && kept.doubled === 0 && kept.acks > 0 && control.lost > 0,
      figures: { cuts, ...kept, controlAcks: control.acks, controlLost: control.lost },
    };
  },
};

type Cut = { readonly folder: string; readonly shim: string; readonly seed: number; readonly skip: string | undefined };

async function cutPower({ folder, shim, seed, skip }: Cut) {
  const [data, shadow] = [join(folder, "store"), join(folder, "shadow")];
  mkdirSync(data, { recursive: true });
  mkdirSync(shadow, { recursive: true });
  const draw = randomStream(seed).uniform;
  const ledger = newLedger();
  const env = { LD_PRELOAD: shim, SHADOW_OF: data, SHADOW_TO: shadow, ...(skip ? { SHADOW_SKIP: skip } : {}) };
  const server = await supervise({ place: { data }, studyFile, env });
  const people = crowd(20, { origin: () => server.origin, ledger, random: draw, pauseMs: 5 });
  await pause(1500 + draw() * 1000);
  // What the disk holds at this instant; everything acknowledged before it must be in there.
  const acked = new Map(ledger.acked);
  const isWhole = (path: string) => !path.endsWith(".draft");
  // File after file takes a while; what was synced meanwhile would stand beside what was not.
  server.frozen(() => cpSync(shadow, join(folder, "disk"), { recursive: true, filter: isWhole }));
  await people.stop();
  await server.stop();
  const found = await foundIn(join(folder, "disk"), { ...ledger, acked }).catch((error: unknown) => {
    // Without the disk's word a store's keys may be gone; it is refused, and with it all that it acknowledged is lost.
    if (skip !== undefined && error instanceof Problem) return { lost: acked.size, doubled: 0 };
    throw error;
  });
  return { acks: acked.size, lost: found.lost, doubled: found.doubled };
}

async function foundIn(data: string, ledger: Parameters<typeof auditLedger>[0]) {
  const opened = await openStore({ data }, "work");
  const { lost, doubled } = await auditLedger(ledger, opened);
  await opened.close();
  return { lost, doubled };
}
