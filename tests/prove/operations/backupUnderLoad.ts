import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { randomStream } from "../../../experiments/random/randomStream.ts";
import { runBackup, runRestore, runVerify } from "../../../server/main.ts";
import { openStore } from "../../../server/store/openStore.ts";
import { studyFile } from "../kept/crashLosesNothing.ts";
import type { Proof } from "../proof.ts";
import { crowd } from "../support/crowd.ts";
import { auditLedger, newLedger } from "../support/ledger.ts";
import { pause } from "../support/senders.ts";
import { supervise } from "../support/supervisor.ts";

/** Backups while everyone sends. */
export const backupUnderLoad: Proof = {
  id: "G1",
  promise: "A backup made under load holds everything acknowledged before it began, and restores whole.",
  async run({ seed, scale }) {
    const [backups, pauseMs] = scale === "short" ? [3, 10] : [100, 100];
    const folder = mkdtempSync(join(tmpdir(), "saydo-g1-"));
    const place = { data: join(folder, "store") };
    // In a process of its own, as it is in life: two connections of one thread would wait for each other.
    const server = await supervise({ place, studyFile });
    const ledger = newLedger();
    const draw = randomStream(seed).uniform;
    const all = crowd(20, { origin: () => server.origin, ledger, random: draw, pauseMs });
    const found = { missing: 0, faults: 0, rows: 0 };
    await pause(500);
    for (let backup = 0; backup < backups; backup += 1) {
      const acked = new Map(ledger.acked);
      const file = join(folder, `${backup}.gz`);
      await runBackup({ ...place, out: file });
      const target = { data: join(folder, `restored-${backup}`) };
      const { rows } = await runRestore({ ...target, in: file });
      found.rows = rows["trials"] ?? 0;
      found.faults += (await runVerify(target)).flatMap(({ faults }) => faults).length;
      const opened = await openStore(target, "work");
      found.missing += (await auditLedger({ ...ledger, acked }, opened)).lost;
      await opened.close();
    }
    await all.stop();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
    return {
      isMet: found.missing === 0 && found.faults === 0 && found.rows > 0,
      figures: { backups, acks: ledger.acks, trialsInLast: found.rows, missing: found.missing, faults: found.faults },
    };
  },
};
