import { chmodSync, existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { Problem } from "../../experiments/contract/problem.ts";
import { tarGz } from "../exports/tarGz.ts";
import { fewAtOnce } from "../http/fewAtOnce.ts";
import { sweepScratch } from "../store/scratch.ts";
import { type CommandOptions, type Commands, commandsOf } from "./commandsOf.ts";
import type { ReportState } from "./pages/resultsPage.tsx";
import { type Reported, whileItHolds } from "./whileItHolds.ts";

/** Makes reports and exports by running the command as a process of its own. A report is of a study with so many people
 *  erased from it: once one more is, on whichever server, it is no report of that study any more, and one that was begun
 *  before is thrown away. */
export type ReportDesk = {
  make(study: Reported): void;
  stateOf(study: Reported): Promise<ReportState>;
  /** The finished report's HTML. */
  read(study: Reported): Promise<string | null>;
  /** Deletes a study's reports. */
  forget(studyId: string): Promise<void>;
  exportOf(
    study: Reported,
    how: { readonly format: string; readonly isSafe: boolean },
  ): Promise<AsyncIterable<Uint8Array>>;
};

/** What the server that owns it does with it. */
export type OpenDesk = ReportDesk & {
  /** Once the data folder is this server's: takes away what a killed one left. */
  begin(): void;
  /** Ends what is in the making and removes it. */
  close(): Promise<void>;
};

export type DeskOptions = CommandOptions & {
  /** Where finished reports are kept. */
  readonly folder: string;
  readonly onFailure: (error: unknown) => void;
};

/** Each takes a processor and some hundred megabytes, and participants come first. */
const MOST_AT_ONCE = 2;
const MOST_WAITING = 20;

export function reportDesk({ folder, onFailure, ...options }: DeskOptions): OpenDesk {
  const running = new Map<string, ReportState>();
  const { run, ...commands } = commandsOf(options);
  const inTurn = fewAtOnce(MOST_AT_ONCE, MOST_WAITING);
  const jobs: Commands = { ...commands, run: (parameters, how) => inTurn(() => run(parameters, how)) };
  return {
    make(study) {
      if (running.get(study.id)?.state === "running") return;
      running.set(study.id, { state: "running" });
      void writeReport(jobs, folder, study).then(
        (made) => (made === "kept" ? running.delete(study.id) : running.set(study.id, { state: "outdated" })),
        (error: unknown) => {
          running.set(study.id, {
            state: "failed",
            ...(error instanceof Problem ? { reason: error.details.detail } : {}),
          });
          onFailure(error);
        },
      );
    },
    async stateOf(study) {
      const state = running.get(study.id);
      if (state) return state;
      const file = fileOf(folder, study);
      if (existsSync(file)) return { state: "ready", madeAt: (await stat(file)).mtime.toISOString() };
      await forget(folder, study.id, []);
      return { state: "none" };
    },
    async read(study) {
      const file = fileOf(folder, study);
      return existsSync(file) ? await readFile(file, "utf8") : null;
    },
    forget: (studyId) => forget(folder, studyId, []),
    exportOf: (study, how) => packedExport(jobs, study, how),
    begin: () => sweepScratch(options.making),
    close: jobs.close,
  };
}

function fileOf(folder: string, { id, erased }: Pick<Reported, "id" | "erased">): string {
  return join(folder, `${id}.${erased}.html`);
}

/** Puts a new report in place; it is thrown away when someone has been erased from the study meanwhile. */
async function writeReport(jobs: Commands, folder: string, study: Reported): Promise<"kept" | "outdated"> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const erased = await study.erasedNow();
  const file = fileOf(folder, { id: study.id, erased });
  const draft = `${file}.part`;
  try {
    await jobs.run(["report", study.id, "--html", draft]);
    if ((await study.erasedNow()) !== erased) return "outdated";
    chmodSync(draft, 0o600);
    await forget(folder, study.id, [draft]);
    // An erasure from here on deletes the file under either name.
    await rename(draft, file);
    return "kept";
  } catch (error) {
    if (!existsSync(draft) && (await study.erasedNow()) !== erased) return "outdated";
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
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

/** Deletes what was made of a study, but for the files to keep. */
async function forget(folder: string, studyId: string, kept: readonly string[]): Promise<void> {
  if (!existsSync(folder)) return;
  for (const name of await readdir(folder)) {
    const isOurs = name.startsWith(`${studyId}.`) && !kept.includes(join(folder, name));
    if (isOurs) await rm(join(folder, name), { force: true });
  }
}

/** Deletes the reports of a study that a server keeps in its data folder. */
export async function forgetReports(data: string | undefined, studyId: string): Promise<void> {
  if (data !== undefined) await forget(join(data, "reports"), studyId, []);
}
