import type { RequestListener } from "node:http";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Study } from "../experiments/contract/study.ts";
import { createApp } from "./app.ts";
import { type ExportRequest, exportStudy } from "./exports/exportStudy.ts";
import { groupCommit } from "./ingest/groupCommit.ts";
import type { ImportReport } from "./purchases/importReport.ts";
import { type ImportRequest, importTable } from "./purchases/runImport.ts";
import { type KeyRequest, keyColumn } from "./purchases/runKey.ts";
import { type OpenedStore, openStore, type StorePlace } from "./store/openStore.ts";

export type ServedStudy = { readonly study: Study; readonly hash: string; readonly folder: string };

export type ServerOptions = StorePlace & {
  /** 0 picks a free one. */
  readonly port: number;
  readonly consolePort: number;
  readonly host?: string;
  readonly studies: readonly ServedStudy[];
  /** The built participant pages. */
  readonly pagesFolder?: string;
  readonly onFailure?: (error: unknown, errorId?: string) => void;
};

export type RunningServer = {
  readonly participantOrigin: string;
  readonly consoleOrigin: string;
  readonly studies: readonly { readonly id: string; readonly url: string }[];
  readonly firstRunUrl?: string;
  /** Takes no new requests, answers those it has, and closes the store. */
  close(): Promise<void>;
};

/** Starts the server on a store: participants at one origin, researchers at another. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const opened = await openStore(options, "serve");
  const { store } = opened;
  for (const { study, hash } of options.studies) await store.studies.publish({ study, hash });
  const onFailure = options.onFailure ?? (() => {});
  const ingest = groupCommit({ append: store.appendTrials, onFailure });
  const folders = new Map(options.studies.map(({ study, folder }) => [study.id, folder]));
  const host = options.host ?? "127.0.0.1";
  const app = createApp(store, {
    ingest,
    onFailure,
    studyFolder: (id) => folders.get(id),
    ...(options.pagesFolder === undefined ? {} : { pagesFolder: options.pagesFolder }),
  });
  const participant = await listen(app, options.port, host);
  const participantOrigin = originOf(participant, host);
  return {
    participantOrigin,
    consoleOrigin: participantOrigin,
    studies: options.studies.map(({ study }) => ({ id: study.id, url: `${participantOrigin}/s/${study.id}/` })),
    async close() {
      await stop(participant);
      await ingest.drained();
      await opened.close();
    },
  };
}

async function listen(handler: RequestListener, port: number, host: string): Promise<Server> {
  const server = createServer(handler);
  server.headersTimeout = 10_000;
  server.requestTimeout = 30_000;
  server.keepAliveTimeout = 15_000;
  return await new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => resolve(server));
  });
}

function originOf(server: Server, host: string): string {
  // A server that listens on a port has an address of this form.
  const { port } = server.address() as AddressInfo;
  return `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
}

// Requests already accepted are answered; whoever holds a connection open longer is cut off.
const GRACE_MS = 8_000;

async function stop(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const cut = setTimeout(() => server.closeAllConnections(), GRACE_MS);
  await closed;
  clearTimeout(cut);
}

/** `saydo export`: writes a study's tables into a new folder, from one consistent snapshot. */
export async function runExport(options: StorePlace & ExportRequest): Promise<void> {
  await withStore(options, ({ store, context }) => exportStudy(store, options, context.now()));
}

/** `saydo import purchases|coverage|conditions|predictors`: what was, or in a dry run would be, imported. */
export async function runImport(options: StorePlace & ImportRequest): Promise<ImportReport> {
  return await withStore(options, ({ store }) => importTable(store, options));
}

/** `saydo key`: replaces one column of a file by the study's keyed hash; returns the number of rows. */
export async function runKey(options: StorePlace & KeyRequest): Promise<number> {
  return await withStore(options, async ({ store }) => {
    return await keyColumn(await store.records.keyHasher(options.study), options);
  });
}

async function withStore<T>(place: StorePlace, work: (opened: OpenedStore) => Promise<T>): Promise<T> {
  const opened = await openStore(place, "work");
  try {
    return await work(opened);
  } finally {
    await opened.close();
  }
}
