import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join as path } from "node:path";
import { brotliCompressSync, constants, deflateSync, gzipSync } from "node:zlib";
import { Problem } from "../../../experiments/contract/problem.ts";
import { runImport } from "../../../server/main.ts";
import { type StorePlace, withStore } from "../../../server/store/openStore.ts";
import { call, join } from "../../server/client.ts";
import { Browser } from "../../server/consoleBrowser.ts";
import { secondFactorFor } from "../../server/secondFactor.ts";
import { placesOf, storeKinds } from "../../server/stores.ts";
import { studyFile } from "../kept/crashLosesNothing.ts";
import type { Proof } from "../proof.ts";
import { filesIn } from "../support/canaries.ts";
import { memoryOf } from "../support/load.ts";
import { pause } from "../support/senders.ts";
import { type Supervised, supervise } from "../support/supervisor.ts";

const study = "coffee-brands";

const WITHIN_MS = 1000;
const MEMORY_MB = 64;
const MB = 1024 * 1024;
const header = "participant_key,purchased_at,product";

/** Tables that are small to send and large to read, or no tables at all. */
const tables: Readonly<Record<string, (size: number) => Buffer>> = {
  "one line without an end": (size) => Buffer.alloc(size * MB, "x"),
  "a quote that is never closed": (size) => Buffer.concat([Buffer.from(`${header}\n"`), Buffer.alloc(size * MB, "y")]),
  "one field of many megabytes": (size) => Buffer.from(`${header}\n"${"z".repeat(size * MB)}",2026-01-01,velmora\n`),
  "two million columns": () => Buffer.from(`${"c,".repeat(2_000_000)}c\n1\n`),
  "rows and rows of nothing": (size) => Buffer.from(`${header}\n${",,\n".repeat(43_000 * size)}`),
  "a gzip file": (size) => gzipSync(Buffer.alloc(size * MB)),
  "a zip file": () => Buffer.from("504b0304140000000800", "hex"),
  "not UTF-8": () => Buffer.from([0xff, 0xfe, 0x41, 0x00]),
  nothing: () => Buffer.alloc(0),
  "a header that means something": () => Buffer.from(`${header},__proto__,constructor\na,2026-01-01,velmora,1,2\n`),
  "doubled columns": () => Buffer.from(`${header},product\na,2026-01-01,velmora,velmora\n`),
};
// What is merely long is read up to the two million rows a table may have.
const mayTakeLonger = new Set(["rows and rows of nothing"]);
/** What is a table after all is shown as such: its rows are refused one by one in the third step. */
const mayBeShown = new Set([
  ...["rows and rows of nothing", "a header that means something", "one field of many megabytes"],
]);
const PAGE_BYTES = 200_000;
const READ_MS = 30_000;
/** Of participants' looks at the server while a file is sent and read. */
const LOOK_MS = 1000;
const quickly = { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } };

/** Bombs into every door that takes files or packed bodies: the participants' API, the console's forms and uploads, the
 *  command. Memory is that of the process which serves participants, or of the command. */
export const smallToSendLargeToRead: Proof = {
  id: "D3",
  promise: "What is small to send and large to read is refused at once and costs little memory.",
  async run({ scale }) {
    const size = scale === "short" ? 2 : 49;
    const found: Record<string, string | number> = {};
    let isMet = true;
    // biome-ignore lint/complexity/useMaxParams: as Judge
    const judge: Judge = async (name, pid, bomb, within = WITHIN_MS) => {
      const before = memoryOf(pid);
      const from = performance.now();
      const isRefused = await bomb();
      const ms = Math.round(performance.now() - from);
      const grown = Math.max(0, memoryOf(pid) - before);
      const isCheap = scale === "short" || (ms <= within && grown <= MEMORY_MB);
      if (!isRefused || !isCheap) isMet = false;
      found[name] = `${isRefused ? "refused" : "TAKEN"} in ${ms} ms, ${grown} MB`;
    };
    for (const kind of storeKinds) {
      const places = await placesOf(kind);
      const beside = await places.fresh();
      const place = { ...beside, data: path(beside.data, "store") };
      const server = await supervise({ place, studyFile });
      await packedBodies(server, (name, ...rest) => judge(`${kind}: ${name}`, ...rest));
      const uploaded = await uploads({ server, place, size }, (name, ...rest) => judge(`${kind}: ${name}`, ...rest));
      const added = await withStore(place, async ({ context }) => {
        return (await context.database.query.selectFrom("purchases").selectAll().execute()).length;
      });
      const exit = await server.stop();
      isMet = isMet && exit === 0 && added === 0 && uploaded.longestReadyMs < LOOK_MS;
      found[`${kind}: purchases added`] = added;
      found[`${kind}: longest that /ready took beside uploads, ms`] = uploaded.longestReadyMs;
      const isClean = await commands({ place, folder: beside.data, size }, (name, ...rest) =>
        judge(`${kind}: command: ${name}`, ...rest),
      );
      isMet = isMet && isClean;
      found[`${kind}: commands left nothing`] = String(isClean);
      found[`${kind}: server ended with`] = String(exit);
      await places.clear();
    }
    return { isMet, figures: found };
  },
};

// biome-ignore lint/complexity/useMaxParams: what it is, whose memory, and what to do
type Judge = (name: string, pid: number, bomb: () => Promise<boolean>, within?: number) => Promise<void>;

async function packedBodies(server: Supervised, judge: Judge): Promise<void> {
  const person = await join(server.origin, { study });
  const blanks = Buffer.alloc(200 * MB, " ");
  const packed = { gzip: gzipSync(blanks), deflate: deflateSync(blanks), br: brotliCompressSync(blanks, quickly) };
  for (const [encoding, body] of Object.entries(packed)) {
    const headers = { "content-encoding": encoding };
    await judge(`200 MB of blanks as ${encoding}`, server.pid(), async () => {
      const at = `/api/v1/sessions/${person.sessionId}/trials`;
      const { status } = await call(server.origin, at, { token: person.token, headers, body });
      return status === 413 || status === 415;
    });
    await judge(`the same as ${encoding} to the console`, server.pid(), async () => {
      const type = { "content-type": "application/x-www-form-urlencoded" };
      const { status } = await call(server.consoleOrigin, "/sign-in", { headers: { ...headers, ...type }, body });
      return status === 413 || status === 415;
    });
  }
}

type Uploading = { readonly server: Supervised; readonly place: StorePlace; readonly size: number };

/** Each table through the console's first step, which keeps it, and the second, which reads it in a process of its own. */
async function uploads({ server, place, size }: Uploading, judge: Judge) {
  const browser = new Browser(server.consoleOrigin);
  browser.keepSession(
    await withStore(place, async ({ store: { accounts } }) => {
      const account = await accounts.create({ email: "a@example.org", name: "a", password: "", isAdmin: true });
      if (!account) throw new RangeError("the account exists");
      await secondFactorFor(accounts, account.id);
      return await accounts.openSession(account.id);
    }),
  );
  await browser.get("/studies");
  const seen = { longestReadyMs: 0 };
  for (const [name, make] of Object.entries(tables)) {
    const file = new Uint8Array(make(size));
    await judge(
      `upload: ${name}`,
      server.pid(),
      async () => {
        let isOver = false;
        const looking = looks(server.origin, () => isOver);
        const status = await browser.upload(
          `/studies/${study}/purchases`,
          { kind: "purchases" },
          { "table.csv": file },
        );
        isOver = true;
        seen.longestReadyMs = Math.max(seen.longestReadyMs, await looking);
        if (browser.text.length > PAGE_BYTES) return false;
        return status === 422 || (status === 200 && mayBeShown.has(name));
      },
      READ_MS,
    );
  }
  return seen;
}

/** The longest that a look at the server took until it is over, ms. */
async function looks(origin: string, isOver: () => boolean): Promise<number> {
  let longest = 0;
  while (!isOver()) {
    const from = performance.now();
    await fetch(`${origin}/ready`);
    longest = Math.max(longest, Math.round(performance.now() - from));
    await pause(20);
  }
  return longest;
}

type Commands = { readonly place: StorePlace; readonly folder: string; readonly size: number };

/** Each table to the command; whether nothing was left beside them and nothing became of a name. */
async function commands({ place, folder, size }: Commands, judge: Judge): Promise<boolean> {
  const tablesFolder = path(folder, "tables");
  mkdirSync(tablesFolder);
  for (const [name, make] of Object.entries(tables)) {
    const file = path(tablesFolder, "table.csv");
    writeFileSync(file, make(size));
    const request = { ...place, study, kind: "purchases", in: file, dryRun: true } as const;
    const within = mayTakeLonger.has(name) ? READ_MS : WITHIN_MS;
    await judge(name, process.pid, () => runImport(request).then(hasAddedNothing, isRefusal), within);
  }
  const known = [tablesFolder, path(folder, "store")];
  const outside = filesIn(folder).filter(({ path: at }) => !known.some((one) => at.startsWith(one)));
  return readdirSync(tablesFolder).length === 1 && Reflect.get({}, "1") === undefined && outside.length === 0;
}

function hasAddedNothing({ counts }: { readonly counts: { readonly added: number } }): boolean {
  return counts.added === 0;
}

function isRefusal(error: unknown): boolean {
  if (error instanceof Problem) return true;
  throw error;
}
