import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync } from "node:fs";
import { join as path } from "node:path";
import { pathToFileURL } from "node:url";
import { withStore } from "../../server/store/openStore.ts";
import { studyFile } from "./a1.ts";
import { fillStore } from "./bulk.ts";
import { auditLedger, newLedger } from "./ledger.ts";
import { type LoadOptions, load, memoryOf, peopleAt } from "./load.ts";
import type { Proof } from "./proof.ts";
import { inScratch } from "./scratch.ts";
import { pause } from "./senders.ts";
import { supervise } from "./supervisor.ts";

const GROWTH_MB = 100;

/** Exports as the console makes them, in a process of their own, while people send; some are killed half-way. */
export const c4: Proof = {
  id: "C4",
  promise: "An export never hurts collection: nobody notices it, and one that is cut off can be told from a whole one.",
  async run({ scale }) {
    const [trials, people, aborts, seconds] = scale === "short" ? [4000, 10, 2, 3] : [300_000, 250, 20, 20];
    return await inScratch(async (folder) => {
      const data = path(folder, "store");
      const server = await supervise({ place: { data }, studyFile });
      await withStore({ data }, (opened) => fillStore(opened, trials, () => "x".repeat(600)));
      const ledger = newLedger();
      const sending: Omit<LoadOptions, "seconds"> = {
        ...{ origin: server.origin, people: await peopleAt(server.origin, people), ledger, thinkMs: () => 500 },
      };
      const alone = await load({ ...sending, seconds });
      const memory = memoryOf(server.pid());
      let largest = 0;
      const watching = setInterval(() => {
        largest = Math.max(largest, memoryOf(server.pid()));
      }, 200);
      const exporting = exportsWhile(data, folder, aborts);
      const beside = await load({ ...sending, seconds });
      const { whole, cutOff, exportMb } = await exporting;
      clearInterval(watching);
      const descriptors = readdirSync(`/proc/${server.pid()}/fd`).length;
      await server.stop();
      const { lost, doubled } = await withStore({ data }, (opened) => auditLedger(ledger, opened));
      const errors = alone.errors + beside.errors;
      const grown = largest - memory;
      const isUnhurt = scale === "short" || (beside.p99 <= Math.max(2 * alone.p99, 50) && grown <= GROWTH_MB);
      return {
        isMet: whole && cutOff === aborts && lost + doubled + errors === 0 && isUnhurt,
        figures: {
          ...{ trials, people, aloneP99Ms: alone.p99, besideP99Ms: beside.p99, errors, lost, doubled },
          ...{ serverGrewMb: grown, exporterMb: exportMb, aborted: aborts, knownAsIncomplete: cutOff, descriptors },
        },
      };
    });
  },
};

/** One whole export after some that are killed; an export without a manifest is incomplete. */
async function exportsWhile(data: string, folder: string, aborts: number) {
  let cutOff = 0;
  for (let abort = 0; abort < aborts; abort += 1) {
    const out = path(folder, `aborted-${abort}`);
    const child = exporter(data, out);
    while (!existsSync(path(out, "trials.csv")) && child.exitCode === null) await pause(5);
    child.kill("SIGKILL");
    if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
    if (!existsSync(path(out, "manifest.json"))) cutOff += 1;
  }
  const out = path(folder, "whole");
  const child = exporter(data, out);
  let exportMb = 0;
  const watching = setInterval(() => {
    exportMb = Math.max(exportMb, memoryOf(child.pid ?? 0));
  }, 100);
  await once(child, "exit");
  clearInterval(watching);
  return { whole: existsSync(path(out, "manifest.json")), cutOff, exportMb };
}

function exporter(data: string, out: string) {
  const main = JSON.stringify(pathToFileURL(`${process.cwd()}/dist/server/main.js`).href);
  const request = JSON.stringify({ data, study: "coffee-brands", format: "jsonl", out });
  const script = `const { runExport } = await import(${main}); await runExport(${request});`;
  return spawn(process.execPath, ["--input-type=module", "-e", script], { stdio: ["ignore", "ignore", "inherit"] });
}
