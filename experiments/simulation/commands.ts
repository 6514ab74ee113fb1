import { randomInt } from "node:crypto";
import { createWriteStream } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { finished } from "node:stream/promises";
import { loadStudy } from "../studyFile/commands.ts";
import { makeFolder } from "../studyFile/makeFolder.ts";
import { readTruth } from "../studyFile/readTruth.ts";
import { installBrowserGlobals } from "./browserGlobals.ts";
import { coverageCsv, purchasesCsv } from "./purchasesOf.ts";

export type SimulateOptions = {
  readonly studyFile: string;
  readonly participants: number;
  readonly server: string;
  /** The key of whoever runs the server, without which it takes no simulated people. */
  readonly key: string;
  /** A truth file; the default truth when absent. */
  readonly truthFile?: string;
  /** Where requests.jsonl, purchases.csv, coverage.csv and truth.json go; nothing is written when absent. */
  readonly out?: string;
  readonly seed?: number;
  /** When the first session starts and when the last one does; now when absent. */
  readonly from?: Date;
  readonly until?: Date;
  readonly onMoment?: (moment: Date) => void;
  readonly onParticipant?: (done: number) => void;
};

/** `saydo simulate --server`: plays simulated participants against a running server. Returns the seed used. */
export async function runSimulate(options: SimulateOptions): Promise<{ readonly seed: number }> {
  const seed = options.seed ?? randomInt(2 ** 31);
  const { study } = await loadStudy(options.studyFile);
  const truth = await readTruth(options.truthFile);
  installBrowserGlobals();
  // jsPsych looks for the page while it loads, so it may only be loaded once the globals are there.
  const { simulateParticipants } = await import("./simulateParticipants.ts");
  if (options.out) makeFolder(options.out);
  const requests = options.out ? createWriteStream(join(options.out, "requests.jsonl")) : undefined;
  const people = await simulateParticipants({
    study,
    truth,
    participants: options.participants,
    seed,
    server: options.server,
    key: options.key,
    from: options.from ?? new Date(),
    until: options.until ?? new Date(),
    onTrial: (sent) => requests?.write(`${JSON.stringify(sent)}\n`),
    ...(options.onMoment ? { onMoment: options.onMoment } : {}),
    ...(options.onParticipant ? { onParticipant: options.onParticipant } : {}),
  });
  if (options.out) {
    requests?.end();
    if (requests) await finished(requests);
    await writeFile(join(options.out, "purchases.csv"), purchasesCsv(study, people));
    await writeFile(join(options.out, "coverage.csv"), coverageCsv(study, people));
    await writeFile(join(options.out, "truth.json"), `${JSON.stringify({ simulated: true, seed, truth }, null, 2)}\n`);
  }
  return { seed };
}
