import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { tarGz } from "../exports/tarGz.ts";
import { sweepScratch } from "../files/scratch.ts";
import { fewAtOnce } from "../http/fewAtOnce.ts";
import { type CommandOptions, type Commands, commandsOf } from "./commandsOf.ts";
import { type Reported, whileItHolds } from "./whileItHolds.ts";

/** Makes exports by running the command as a process of its own. */
export type ExportDesk = {
  exportOf(
    study: Reported,
    how: { readonly format: string; readonly isSafe: boolean },
  ): Promise<AsyncIterable<Uint8Array>>;
};

/** What the server that owns it does with it. */
export type OpenDesk = ExportDesk & {
  /** Once the data folder is this server's: takes away what a killed one left. */
  begin(): Promise<void>;
  /** Ends what is in the making and removes it. */
  close(): Promise<void>;
};

/** `formerReports`: where servers before this one kept reports, outside of the store. */
export type DeskOptions = CommandOptions & { readonly formerReports?: string };

/** Each takes a processor and some hundred megabytes, and participants come first. */
const MOST_AT_ONCE = 2;
const MOST_WAITING = 20;

export function exportDesk({ formerReports, ...options }: DeskOptions): OpenDesk {
  const { run, ...commands } = commandsOf(options);
  const inTurn = fewAtOnce(MOST_AT_ONCE, MOST_WAITING);
  const jobs: Commands = { ...commands, run: (parameters, how) => inTurn(() => run(parameters, how)) };
  return {
    exportOf: (study, how) => packedExport(jobs, study, how),
    async begin() {
      sweepScratch(options.making);
      if (formerReports !== undefined && existsSync(formerReports)) {
        await rm(formerReports, { recursive: true, force: true });
      }
    },
    close: jobs.close,
  };
}

type HowExported = { readonly format: string; readonly isSafe: boolean };

async function packedExport(
  jobs: Commands,
  study: Reported,
  { format, isSafe }: HowExported,
): Promise<AsyncIterable<Uint8Array>> {
  const safe = isSafe ? ["--spreadsheet-safe"] : [];
  const archives: AsyncIterable<Uint8Array>[] = [];
  await whileItHolds(study, async () => {
    const home = await mkdtemp(join(jobs.folder(), "export-"));
    const drop = () => rm(home, { recursive: true, force: true });
    const out = join(home, study.id);
    try {
      await jobs.run(["export", "--study", study.id, "--format", format, "--out", out, ...safe]);
    } catch (error) {
      await drop();
      throw error;
    }
    return { drop, keep: () => void archives.push(tarGz(out, drop)) };
  });
  const [archive] = archives;
  if (!archive) throw new RangeError("an export is kept or refused");
  return archive;
}
