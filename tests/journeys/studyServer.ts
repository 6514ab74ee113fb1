import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "vite";
import type { FlowMeasure, FlowPart, Study } from "../../experiments/contract/study.ts";
import { loadStudy } from "../../experiments/studyFile/commands.ts";
import { resolveFlow } from "../../experiments/studyFile/flow.ts";
import { contentHash } from "../../experiments/studyFile/readStudyFile.ts";
import { type RunningServer, type ServedStudy, startServer } from "../../server/main.ts";
import { openStore } from "../../server/store/openStore.ts";
import type { Store } from "../../server/store/store.ts";

/** A real server on a folder of its own with the real pages, which can be stopped and started again on the same port. */
export type StudyServer = {
  /** Of the first study. */
  readonly address: string;
  addressOf(studyId: string): string;
  store<T>(use: (store: Store) => Promise<T>): Promise<T>;
  stop(): Promise<void>;
  start(): Promise<void>;
  /** Every stored trial, by session and number. */
  stored(): Promise<readonly StoredTrial[]>;
  sessions(): Promise<readonly StoredSession[]>;
  remove(): Promise<void>;
};
export type StoredTrial = {
  readonly sessionId: string;
  readonly seq: number;
  readonly id: string;
  readonly body: Readonly<Record<string, unknown>>;
};
export type StoredSession = {
  readonly id: string;
  readonly isFinished: boolean;
  readonly isWithdrawn: boolean;
  readonly quarantined: number;
  readonly completionCode: string | null;
};

let pages: Promise<string> | null = null;

/** Builds the participant's pages once for a test file. */
export function builtPages(): Promise<string> {
  pages ??= (async () => {
    const folder = mkdtempSync(join(tmpdir(), "saydo-pages-"));
    process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
    await build({ configFile: join(process.cwd(), "vite.config.ts"), logLevel: "warn", build: { outDir: folder } });
    return folder;
  })();
  return pages;
}

/** The demo study, with the changes a journey needs. */
export async function demoStudy(change: (study: Study) => Study = (study) => study): Promise<ServedStudy> {
  const { study, folder } = await loadStudy(join(process.cwd(), "experiments/studies/coffee-brands/study.yaml"));
  const changed = change(study);
  return { study: changed, hash: contentHash(changed), folder };
}

/** The demo with one part of these measures only, nothing randomised. */
export function partOf(part: FlowPart["part"], entries: readonly FlowMeasure[]): Promise<ServedStudy> {
  const randomise = { partOrder: false, itemOrder: false };
  return demoStudy((demo) => resolveFlow({ ...demo, randomise, flow: [{ part, measures: [...entries] }] }));
}

/** The demo with fewer trials a block and shorter pauses between them, so that a journey takes seconds. */
export function shorter(study: Study): Study {
  const trials = { targets: 4, attributes: 4, combinedPractice: 4, combinedTest: 6, reversedTargets: 4 };
  const flow = study.flow.map((part) => ({
    ...part,
    measures: part.measures.map((entry) => (entry.measure === "iat" ? { ...entry, trials, interTrialMs: 100 } : entry)),
  }));
  return { ...study, flow };
}

export async function studyServer(...studies: readonly ServedStudy[]): Promise<StudyServer> {
  const pagesFolder = await builtPages();
  const data = mkdtempSync(join(tmpdir(), "saydo-journey-"));
  let port = 0;
  let server: RunningServer | null = null;
  const start = async (): Promise<void> => {
    server = await startServer({ data, port, consolePort: 0, studies, pagesFolder });
    port = Number(new URL(server.participantOrigin).port);
  };
  await start();
  const addressOf = (id: string) => `http://127.0.0.1:${port}/s/${id}/`;
  const stop = async (): Promise<void> => {
    await server?.close();
    server = null;
  };
  return {
    address: addressOf(studies[0]?.study.id ?? ""),
    addressOf,
    store: async (use) => {
      const { store, close } = await openStore({ data }, "work");
      return use(store).finally(close);
    },
    start,
    stop,
    stored: () => storedTrials(data),
    sessions: () => storedSessions(data),
    async remove() {
      await stop();
      rmSync(data, { recursive: true, force: true });
    },
  };
}

export async function storedTrials(data: string): Promise<readonly StoredTrial[]> {
  const { context, close } = await openStore({ data }, "work");
  const rows = await context.database.query.selectFrom("trials").selectAll().orderBy("seq").execute();
  await close();
  return rows.map(({ session_id, seq, id, body }) => ({
    sessionId: session_id,
    seq,
    id,
    body: JSON.parse(Buffer.from(body).toString("utf8")),
  }));
}

export async function storedSessions(data: string): Promise<readonly StoredSession[]> {
  const { context, close } = await openStore({ data }, "work");
  const rows = await context.database.query.selectFrom("sessions").selectAll().orderBy("started_at").execute();
  await close();
  return rows.map((row) => ({
    id: row.id,
    isFinished: row.finished_at !== null,
    isWithdrawn: row.withdrawn_at !== null,
    quarantined: Number(row.quarantined),
    completionCode: row.completion_code,
  }));
}
