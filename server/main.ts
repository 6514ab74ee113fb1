import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Study } from "../experiments/contract/study.ts";
import { packageRoot } from "../experiments/studyFile/packageRoot.ts";
import { createApp } from "./app.ts";
import { type Erased, type EraseOptions, erasePerson } from "./backup/maintenance.ts";
import { commandsOf } from "./console/commandsOf.ts";
import { exportDesk, type OpenDesk } from "./console/exportDesk.ts";
import { importDesk } from "./console/importDesk.ts";
import { keptUploads } from "./console/keptUploads.ts";
import { draftJobs } from "./design/draftJobs.ts";
import type { ExportRequest } from "./exports/exportStudy.ts";
import type { LeftOut } from "./exports/exportUnreadable.ts";
import type { Fulfilled, FulfilRequest } from "./fulfilment/fulfil.ts";
import { listen, originOf, stop } from "./http/listen.ts";
import type { TrialImport } from "./imports/importTrials.ts";
import { groupCommit } from "./ingest/groupCommit.ts";
import { jobRunner, type RunnerOptions } from "./jobs/jobRunner.ts";
import { keepIdentifiers } from "./operations/keepIdentifiers.ts";
import type { Logger } from "./operations/logger.ts";
import type { ImportReport } from "./purchases/importReport.ts";
import type { ImportRequest } from "./purchases/runImport.ts";
import type { KeyRequest } from "./purchases/runKey.ts";
import type { RescueImport } from "./rescue/importRescue.ts";
import { reportWork } from "./results/reportWork.ts";
import { type OpenedStore, openStore, type StorePlace, withExistingStore } from "./store/openStore.ts";
import { REPORT_KIND, type Store, type WinningEnd } from "./store/store.ts";
import type { Invited, InviteRequest } from "./waves/invite.ts";

export type ServedStudy = { readonly study: Study; readonly hash: string; readonly folder: string };

export type ServerOptions = StorePlace & {
  /** 0 picks a free one. */
  readonly port: number;
  readonly consolePort: number;
  /** The address to listen on; this computer alone unless told otherwise. */
  readonly host?: string;
  /** The origins as people type them, where a proxy stands in front. */
  readonly participantUrl?: string;
  readonly consoleUrl?: string;
  /** Proxies whose word on who asks is taken (X-Forwarded-For); nobody's when absent. */
  readonly trustedProxies?: readonly string[];
  /** Origins beside the console's that may show the participant's page in a frame, such as a panel's. */
  readonly frameAncestors?: readonly string[];
  readonly studies: readonly ServedStudy[];
  /** The built participant pages. */
  readonly pagesFolder?: string;
  readonly log?: "info" | "silent";
  /** After how many days the panel's ids are erased by themselves; kept until someone erases them when absent. */
  readonly identifierDays?: number;
  readonly onFailure?: (error: unknown, errorId?: string) => void;
};

export type RunningServer = {
  readonly participantOrigin: string;
  readonly consoleOrigin: string;
  readonly studies: readonly { readonly id: string; readonly url: string }[];
  /** Makes the first account; there only while there is none. */
  readonly firstRunUrl?: string;
  /** Where participants are answered on this computer, whatever stands in front. */
  readonly listensAt: string;
  /** Lets simulated people take part. */
  readonly simulationKey: string;
  /** Takes no new requests, answers those it has, and closes the store. */
  close(): Promise<void>;
};

/** Starts the server on a store: participants at one origin, researchers at another. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const log = await loggerOf(options.log);
  const onFailure = (error: unknown, errorId?: string): void => {
    log.failure(error, errorId);
    options.onFailure?.(error, errorId);
  };
  const desk = deskOf(options);
  const told = { onLostConnection: onFailure, onCopyTrouble: onFailure };
  const opened = await openStore({ ...told, ...options, onFailure }, "serve");
  try {
    await desk.begin();
    return await serve(options, { opened, desk }, onFailure);
  } catch (error) {
    await desk.close();
    await opened.close();
    throw error;
  }
}

async function serve(
  options: ServerOptions,
  { opened, desk }: { readonly opened: OpenedStore; readonly desk: OpenDesk },
  onFailure: (error: unknown, errorId?: string) => void,
): Promise<RunningServer> {
  const { store, context } = opened;
  for (const { study, hash } of options.studies) await store.studies.publish({ study, hash });
  const commits = heldBack();
  const ingest = groupCommit({ append: timed(store.appendTrials, commits.add), onFailure });
  const host = options.host ?? "127.0.0.1";
  let [participantOrigin, consoleOrigin] = [options.participantUrl ?? "", options.consoleUrl ?? ""];
  const frameAncestors = () => [consoleOrigin, ...(options.frameAncestors ?? [])];
  const app = participantApp(options, store, { ingest, onFailure, frameAncestors, now: context.now });
  const first = await firstInvitation(store);
  const simulationKey = await store.studies.simulationKey();
  const participant = await listen(app, options.port, host);
  participantOrigin ||= originOf(participant, host);
  // The console and what it needs is half of what there is to load; participants are not kept waiting for it.
  const [{ createConsole }, { metricsOf }] = await Promise.all([
    import("./console/consoleApp.ts"),
    import("./operations/metrics.ts"),
  ]);
  const { copy } = opened;
  const metrics = metricsOf(() => ingest.waiting, copy && (() => copy.secondsBehind()));
  commits.handTo(metrics.committed);
  const runner = runnerOf(options, { store, now: context.now, onFailure });
  const [uploads, importFile] = [keptUploads(tmpdir()), importDesk(commandOf(options))];
  const console = createConsole(store, {
    origins: { participant: () => participantOrigin, console: () => consoleOrigin },
    ...{ desk, importFile, uploads, workSoon: runner.lookSoon, now: context.now, onFailure, metrics: metrics.text },
    trustedProxies: options.trustedProxies ?? [],
  });
  const retention = await keepIdentifiers(store, { days: options.identifierDays, now: context.now, onFailure });
  const researcher = await listen(console, options.consolePort, host);
  consoleOrigin ||= originOf(researcher, host);
  return {
    ...{ participantOrigin, consoleOrigin, studies: addressesOf(options.studies, participantOrigin) },
    ...(first === undefined ? {} : { firstRunUrl: `${consoleOrigin}/join/${first}` }),
    listensAt: originOf(participant, host),
    simulationKey,
    async close() {
      retention.stop();
      await runner.close();
      // What is in the making is asked for anew after the restart; nobody waits for it now.
      await desk.close();
      uploads.close();
      await Promise.all([stop(participant), stop(researcher)]);
      await ingest.drained();
      await opened.close();
    },
  };
}

function addressesOf(studies: readonly ServedStudy[], origin: string) {
  return studies.map(({ study }) => ({ id: study.id, url: `${origin}/s/${study.id}/` }));
}

type Serving = Pick<Parameters<typeof createApp>[1] & object, "ingest" | "onFailure" | "frameAncestors" | "now">;

function participantApp({ studies, pagesFolder, trustedProxies = [] }: ServerOptions, store: Store, serving: Serving) {
  const folders = new Map(studies.map(({ study, folder }) => [study.id, folder]));
  return createApp(store, {
    ...serving,
    trustedProxies,
    studyFolder: (id) => folders.get(id),
    ...(pagesFolder === undefined ? {} : { pagesFolder }),
  });
}

async function loggerOf(log: ServerOptions["log"]): Promise<Pick<Logger, "failure">> {
  if (log !== "info") return { failure: () => {} };
  const { logger } = await import("./operations/logger.ts");
  return logger();
}

type Committed = (seconds: number, batches: number) => void;

/** Keeps the commits of the first moments until there is somebody to count them. */
function heldBack(): { readonly add: Committed; handTo(counter: Committed): void } {
  const early: Parameters<Committed>[] = [];
  let counted: Committed = (...commit) => void early.push(commit);
  return {
    add: (...commit) => counted(...commit),
    handTo(counter) {
      counted = counter;
      for (const commit of early) counter(...commit);
    },
  };
}

function timed(append: Store["appendTrials"], committed: Committed): typeof append {
  return async (batches) => {
    const from = performance.now();
    const outcomes = await append(batches);
    committed((performance.now() - from) / 1000, batches.length);
    return outcomes;
  };
}

function deskOf({ data, database }: ServerOptions): OpenDesk {
  const former = data === undefined ? {} : { formerReports: join(data, "reports") };
  return exportDesk({ ...former, ...commandOf({ data, database }), making: data ?? tmpdir() });
}

/** Does the jobs that researchers ask for, each by the command as a process of its own. */
function runnerOf({ data, database }: ServerOptions, around: Pick<RunnerOptions, "store" | "now" | "onFailure">) {
  const commands = commandsOf({ ...commandOf({ data, database }), making: data ?? tmpdir() });
  const works = { ...draftJobs(around.store, commands), [REPORT_KIND]: reportWork(around.store, commands) };
  const { lookSoon, close } = jobRunner({ ...around, works });
  return {
    lookSoon,
    async close() {
      await close();
      await commands.close();
    },
  };
}

/** The command that this server runs for what takes long, and where its store is. */
function commandOf({ data, database }: { readonly data?: string | undefined; readonly database?: string | undefined }) {
  const built = join(packageRoot(), "dist", "saydo.js");
  return {
    command: existsSync(built) ? [process.execPath, built] : undefined,
    place: [
      ...(data === undefined ? [] : ["--data", resolve(data)]),
      ...(database === undefined ? [] : ["--database", database]),
    ],
  };
}

async function firstInvitation(store: Store): Promise<string | undefined> {
  if ((await store.accounts.count()) > 0) return undefined;
  await store.accounts.clearServerInvitations();
  return await store.accounts.invite({ studyId: null, role: "owner", by: null });
}

/** `saydo export`: writes a study's tables into a new folder, from one consistent snapshot; the audit says for whom. Returns
 *  what a damaged store made it leave out. */
export async function runExport(
  options: StorePlace & ExportRequest & { readonly recipient?: string },
): Promise<LeftOut | null> {
  const { exportStudy } = await import("./exports/exportStudy.ts");
  return await withExistingStore(options, async ({ store, context }) => {
    const { study: studyId, format, recipient } = options;
    const details = { format, ...(recipient === undefined ? {} : { recipient }) };
    const note = () => store.audit.add({ actor: "command line", action: "exported", studyId, details });
    return await exportStudy(store, { ...options, note }, context.now());
  });
}

/** `saydo import purchases|coverage|conditions|predictors`: what was, or in a dry run would be, imported. */
export async function runImport(options: StorePlace & ImportRequest & { readonly by?: string }): Promise<ImportReport> {
  const { importTable } = await import("./purchases/runImport.ts");
  return await imported(options, (store) => importTable(store, options));
}

/** `saydo import trials`: exported trials read back, with their sessions and, where it is not there, their study. */
export async function runImportTrials(options: StorePlace & TrialImport): Promise<ImportReport> {
  const { importTrials } = await import("./imports/importTrials.ts");
  return await imported(options, (store) => importTrials(store, options));
}

/** `saydo import rescue`: the file a participant saved while the server stayed away. */
export async function runImportRescue(options: StorePlace & RescueImport): Promise<ImportReport> {
  const { importRescue } = await import("./rescue/importRescue.ts");
  return await imported(options, (store) => importRescue(store, options));
}

async function imported(
  options: StorePlace & { readonly study: string; readonly by?: string },
  work: (store: Store) => Promise<ImportReport>,
): Promise<ImportReport> {
  return await withExistingStore(options, async ({ store }) => {
    const report = await work(store);
    if (report.isDryRun) return report;
    const details = { kind: report.kind, added: report.counts.added, rowsRead: report.counts.rowsRead };
    await store.audit.add({
      actor: options.by ?? "command line",
      action: "records imported",
      studyId: options.study,
      details,
    });
    return report;
  });
}

/** `saydo key`: replaces one column of a file by the study's keyed hash; returns the number of rows. */
export async function runKey(options: StorePlace & KeyRequest): Promise<number> {
  const { keyColumn } = await import("./purchases/runKey.ts");
  return await withExistingStore(options, async ({ store }) => {
    return await keyColumn(await store.records.keyHasher(options.study), options);
  });
}

/** `saydo simulation-key`: what lets simulated people take part on the servers of a store. */
export async function runSimulationKey(place: StorePlace): Promise<string> {
  return await withExistingStore(place, ({ store }) => store.studies.simulationKey());
}

/** `saydo fulfil --out`: a list of what is owed, or an earlier list once more; null when nothing is owed. */
export async function runFulfil(options: StorePlace & FulfilRequest): Promise<Fulfilled> {
  const { fulfil } = await import("./fulfilment/fulfil.ts");
  return await withExistingStore(options, ({ store }) => fulfil(store, options));
}

/** `saydo invite`: a list of people to ask for a wave. */
export async function runWaveList(options: StorePlace & InviteRequest): Promise<Invited> {
  const { invite } = await import("./waves/invite.ts");
  return await withExistingStore(options, ({ store }) => invite(store, options));
}

/** `saydo fulfil --done` and `--void`: how one winning ended. */
export async function runEndWinning(
  options: StorePlace & { readonly study: string; readonly claimCode: string; readonly end: WinningEnd },
): Promise<"ended" | "same"> {
  return await withExistingStore(options, async ({ store }) => {
    const { study: studyId, claimCode, end } = options;
    const { outcome, id } = await store.winnings.end(studyId, claimCode, end);
    if (outcome === "same") return outcome;
    // Neither the code nor the reason, which may name the winner: lines of the audit outlive an erasure.
    const details = { state: end.state };
    await store.audit.add({ actor: "command line", action: "winning ended", studyId, subject: id, details });
    return outcome;
  });
}

/** `saydo erase`: erases one person for good, and with them the reports of their study. */
export async function runErase(options: EraseOptions): Promise<Erased> {
  return await erasePerson(options);
}

export {
  runBackup,
  runVerify,
} from "./backup/maintenance.ts";
export { runRestore } from "./backup/restore.ts";
export { holdPorts } from "./http/holdPorts.ts";
export { localKeyOf, noteLocalKey } from "./operations/localKeys.ts";
export {
  runDisable,
  runEnable,
  runInvite,
  runResetFactor,
  runResetPassword,
  runUsers,
} from "./store/accounts/users.ts";
