import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rename, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Problem } from "../../experiments/contract/problem.ts";
import { tarGz } from "../exports/tarGz.ts";
import type { ReportState } from "./pages/studyPages.tsx";

/** Makes reports and exports by running the command as a process of its own. */
export type ReportDesk = {
  make(studyId: string): void;
  stateOf(studyId: string): Promise<ReportState>;
  /** The finished report's HTML. */
  read(studyId: string): Promise<string | null>;
  /** Deletes a report that no longer holds, because someone in it was erased. */
  forget(studyId: string): Promise<void>;
  exportOf(
    studyId: string,
    how: { readonly format: string; readonly isSafe: boolean },
  ): Promise<AsyncIterable<Uint8Array>>;
};

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
  const fileOf = (studyId: string) => join(folder, `${studyId}.html`);
  const execute = (parameters: readonly string[]) => run(command, [...parameters, ...place]);
  const write = async (studyId: string) => {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const draft = `${fileOf(studyId)}.part`;
    await execute(["report", studyId, "--html", draft]);
    await rename(draft, fileOf(studyId));
    running.delete(studyId);
  };
  return {
    make(studyId) {
      if (running.get(studyId) === "running") return;
      running.set(studyId, "running");
      void write(studyId).catch((error: unknown) => {
        running.set(studyId, "failed");
        onFailure(error);
      });
    },
    async stateOf(studyId) {
      const state = running.get(studyId);
      if (state) return { state };
      if (!existsSync(fileOf(studyId))) return { state: "none" };
      return { state: "ready", madeAt: (await stat(fileOf(studyId))).mtime.toISOString() };
    },
    read: async (studyId) => (existsSync(fileOf(studyId)) ? await readFile(fileOf(studyId), "utf8") : null),
    forget: (studyId) => rm(fileOf(studyId), { force: true }),
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
