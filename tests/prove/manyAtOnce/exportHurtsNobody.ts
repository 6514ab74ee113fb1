import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join as path } from "node:path";
import { pathToFileURL } from "node:url";
import { withStore } from "../../../server/store/openStore.ts";
import { studyFile } from "../kept/crashLosesNothing.ts";
import type { Proof } from "../proof.ts";
import { fillStore } from "../support/bulk.ts";
import { auditLedger, newLedger } from "../support/ledger.ts";
import { type LoadOptions, load, memoryOf, peopleAt } from "../support/load.ts";
import { inScratch } from "../support/scratch.ts";
import { pause } from "../support/senders.ts";
import { supervise } from "../support/supervisor.ts";

const GROWTH_MB = 100;
/** Faster than this nobody notices, whatever it is a multiple of. */
const UNNOTICED_MS = 50;
const sizes = {
  short: { trials: 4000, people: 10, thinkMs: 500, aborts: 2, seconds: 3, formats: ["jsonl"] },
  // About a gigabyte, beside 500 trials a second.
  full: {
    trials: 1_000_000,
    people: 500,
    thinkMs: 1000,
    aborts: 20,
    seconds: 120,
    formats: ["jsonl", "csv", "psych-ds"],
  },
} as const;

/** Exports as the console makes them, in a process of their own, while people send; some are killed half-way. */
export const exportHurtsNobody: Proof = {
  id: "C4",
  promise: "An export never hurts collection: nobody notices it, and one that is cut off can be told from a whole one.",
  async run({ scale }) {
    const { trials, people, thinkMs, aborts, seconds, formats } = sizes[scale];
    return await inScratch(async (folder) => {
      const data = path(folder, "store");
      const server = await supervise({ place: { data }, studyFile });
      // Before this process has its hands full for minutes and does not see its connections closed.
      const senders = await peopleAt(server.origin, people);
      await withStore({ data }, (opened) => fillStore(opened, trials, () => "x".repeat(600)));
      const ledger = newLedger();
      const sending: Omit<LoadOptions, "seconds"> = {
        ...{ origin: server.origin, people: senders, ledger, thinkMs: () => thinkMs },
      };
      const alone = await load({ ...sending, seconds });
      const memory = memoryOf(server.pid());
      let largest = 0;
      const watching = setInterval(() => {
        largest = Math.max(largest, memoryOf(server.pid()));
      }, 200);
      const exporting = exportsWhile({ data, folder, aborts, formats });
      const beside = await load({ ...sending, seconds });
      const { whole, cutOff, exportMb, firstBytesS, wholeS } = await exporting;
      clearInterval(watching);
      const descriptors = readdirSync(`/proc/${server.pid()}/fd`).length;
      await server.stop();
      const { lost, doubled } = await withStore({ data }, (opened) => auditLedger(ledger, opened));
      const errors = alone.errors + beside.errors;
      const grown = largest - memory;
      const isUnhurt = scale === "short" || (beside.p99 <= Math.max(2 * alone.p99, UNNOTICED_MS) && grown <= GROWTH_MB);
      return {
        isMet: whole === formats.length && cutOff === aborts && lost + doubled + errors === 0 && isUnhurt,
        figures: {
          ...{
            trials,
            people,
            perSecond: beside.perSecond,
            aloneP99Ms: alone.p99,
            besideP99Ms: beside.p99,
            errors,
            lost,
            doubled,
          },
          ...{ serverGrewMb: grown, exporterMb: exportMb, aborted: aborts, knownAsIncomplete: cutOff, descriptors },
          ...{ whole, firstBytesAfterS: firstBytesS.toFixed(1), wholeAfterS: wholeS.toFixed(0) },
        },
      };
    });
  },
};

type Exports = {
  readonly data: string;
  readonly folder: string;
  readonly aborts: number;
  readonly formats: readonly string[];
};

/** One whole export in each format after some that are killed; an export without a manifest is incomplete. */
async function exportsWhile({ data, folder, aborts, formats }: Exports) {
  let cutOff = 0;
  for (let abort = 0; abort < aborts; abort += 1) {
    const out = path(folder, `aborted-${abort}`);
    const child = exporter({ data, out, format: "jsonl" });
    while (!existsSync(path(out, "trials.csv")) && child.exitCode === null) await pause(5);
    child.kill("SIGKILL");
    if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
    if (!existsSync(path(out, "manifest.json"))) cutOff += 1;
  }
  const made: Awaited<ReturnType<typeof wholeExport>>[] = [];
  for (const format of formats) made.push(await wholeExport({ data, out: path(folder, `whole-${format}`), format }));
  const largest = (of: (one: (typeof made)[number]) => number) => Math.max(...made.map(of));
  return {
    cutOff,
    whole: made.filter(({ isWhole }) => isWhole).length,
    exportMb: largest(({ mb }) => mb),
    firstBytesS: largest((one) => one.firstBytesS),
    wholeS: largest(({ seconds }) => seconds),
  };
}

type Export = {
  readonly data: string;
  readonly database?: string;
  readonly out: string;
  readonly format: string;
};

async function wholeExport(one: Export) {
  const from = performance.now();
  const seconds = () => (performance.now() - from) / 1000;
  const child = exporter(one);
  const trials = path(one.out, "trials.csv");
  let [mb, firstBytesS] = [0, Number.POSITIVE_INFINITY];
  const watching = setInterval(() => {
    mb = Math.max(mb, memoryOf(child.pid ?? 0));
    if (existsSync(trials) && statSync(trials).size > 0) firstBytesS = Math.min(firstBytesS, seconds());
  }, 20);
  await once(child, "exit");
  clearInterval(watching);
  return {
    isWhole: existsSync(path(one.out, "manifest.json")),
    mb,
    firstBytesS: Math.min(firstBytesS, seconds()),
    seconds: seconds(),
  };
}

/** An export in a process of its own, as the console makes it. */
export function exporter({ out, format, ...place }: Export) {
  const main = JSON.stringify(pathToFileURL(`${process.cwd()}/dist/server/main.js`).href);
  const request = JSON.stringify({ ...place, study: "coffee-brands", format, out });
  const script = `const { runExport } = await import(${main}); await runExport(${request});`;
  return spawn(process.execPath, ["--input-type=module", "-e", script], { stdio: ["ignore", "ignore", "inherit"] });
}
