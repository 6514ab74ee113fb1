import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Problem } from "../../experiments/contract/problem.ts";
import { tarGz } from "../exports/tarGz.ts";
import type { ReportState } from "./pages/resultsPage.tsx";

/** Makes reports and exports by running the command as a process of its own. A report is of a study with so many people
 *  erased from it: once one more is, on whichever server, it is no report of that study any more. */
export type ReportDesk = {
  make(study: Reported): void;
  stateOf(study: Reported): Promise<ReportState>;
  /** The finished report's HTML. */
  read(study: Reported): Promise<string | null>;
  /** Deletes a study's reports. */
  forget(studyId: string): Promise<void>;
  exportOf(
    studyId: string,
    how: { readonly format: string; readonly isSafe: boolean },
  ): Promise<AsyncIterable<Uint8Array>>;
};

export type Reported = { readonly id: string; readonly erased: number };

export type DeskOptions = {
  /** Where finished reports are kept. */
  readonly folder: string;
  /** The command, such as node and saydo.js; undefined where it has not been built. */
  readonly command: readonly string[] | undefined;
  /** `--data …` or `--database …`, as this server was started. */
  readonly place: readonly string[];
  readonly onFailure: (error: unknown) => void;
};

export function reportDesk({ folder, command, place, onFailure }: DeskOptions): ReportDesk {
  const running = new Map<string, "running" | "failed">();
  const fileOf = ({ id, erased }: Reported) => join(folder, `${id}.${erased}.html`);
  const execute = (parameters: readonly string[]) => run(command, [...parameters, ...place]);
  const write = async (study: Reported) => {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const draft = `${fileOf(study)}.part`;
    await execute(["report", study.id, "--html", draft]);
    await forget(folder, study.id, [draft]);
    await rename(draft, fileOf(study));
    running.delete(study.id);
  };
  return {
    make(study) {
      if (running.get(study.id) === "running") return;
      running.set(study.id, "running");
      void write(study).catch((error: unknown) => {
        running.set(study.id, "failed");
        onFailure(error);
      });
    },
    async stateOf(study) {
      const state = running.get(study.id);
      if (state) return { state };
      const file = fileOf(study);
      if (existsSync(file)) return { state: "ready", madeAt: (await stat(file)).mtime.toISOString() };
      await forget(folder, study.id, []);
      return { state: "none" };
    },
    read: async (study) => (existsSync(fileOf(study)) ? await readFile(fileOf(study), "utf8") : null),
    forget: (studyId) => forget(folder, studyId, []),
    async exportOf(studyId, { format, isSafe }) {
      const place = await mkdtemp(join(tmpdir(), "saydo-export-"));
      const out = join(place, studyId);
      try {
        const safe = isSafe ? ["--spreadsheet-safe"] : [];
        await execute(["export", "--study", studyId, "--format", format, "--out", out, ...safe]);
      } catch (error) {
        await rm(place, { recursive: true, force: true });
        throw error;
      }
      return tarGz(out, () => rm(place, { recursive: true, force: true }));
    },
  };
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

const KEPT_OUTPUT = 4000;

async function run(command: readonly string[] | undefined, parameters: readonly string[]): Promise<void> {
  const [program, ...first] = command ?? [];
  if (program === undefined) {
    throw new Problem({ code: "file-not-found", detail: "The command is not built.", todo: "Run npm run build." });
  }
  const child = spawn(program, [...first, ...parameters, "--quiet"], { stdio: ["ignore", "ignore", "pipe"] });
  let told = "";
  child.stderr.on("data", (chunk: Buffer) => {
    told = `${told}${chunk.toString("utf8")}`.slice(-KEPT_OUTPUT);
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  if (code === 0) return;
  if (code === 1) throw new Problem({ code: "not-analysable", detail: told.trim() || "The command was refused." });
  throw new Error(`${parameters[0]} ended with exit code ${code}: ${told}`);
}
