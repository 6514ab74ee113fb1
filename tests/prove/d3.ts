import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join as path } from "node:path";
import { deflateSync, gzipSync } from "node:zlib";
import { Problem } from "../../experiments/contract/problem.ts";
import { runImport, startServer } from "../../server/main.ts";
import { call, join } from "../server/client.ts";
import { coffeeStudy } from "../server/coffeeStudy.ts";
import { filesIn } from "./canaries.ts";
import { memoryOf } from "./load.ts";
import type { Proof } from "./proof.ts";
import { inScratch } from "./scratch.ts";

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

/** Bombs into both doors that take files or packed bodies. */
export const d3: Proof = {
  id: "D3",
  promise: "What is small to send and large to read is refused at once and costs little memory.",
  async run({ scale }) {
    const size = scale === "short" ? 2 : 49;
    return await inScratch(async (folder) => {
      const data = path(folder, "store");
      const server = await startServer({ data, port: 0, consolePort: 0, studies: [await coffeeStudy()] });
      const found: Record<string, string> = {};
      let isMet = true;
      const judge = async (name: string, bomb: () => Promise<boolean>, within = WITHIN_MS) => {
        const before = memoryOf(process.pid);
        const from = performance.now();
        const isRefused = await bomb();
        const ms = Math.round(performance.now() - from);
        const grown = Math.max(0, memoryOf(process.pid) - before);
        const isCheap = scale === "short" || (ms <= within && grown <= MEMORY_MB);
        if (!isRefused || !isCheap) isMet = false;
        found[name] = `${isRefused ? "refused" : "TAKEN"} in ${ms} ms, ${grown} MB`;
      };
      const person = await join(server.participantOrigin, { study: "coffee-brands" });
      const packed = {
        gzip: gzipSync(Buffer.alloc(200 * MB, " ")),
        deflate: deflateSync(Buffer.alloc(200 * MB, " ")),
      };
      for (const [encoding, body] of Object.entries(packed)) {
        await judge(`200 MB of blanks as ${encoding}`, async () => {
          const headers = { "content-encoding": encoding };
          const at = `/api/v1/sessions/${person.sessionId}/trials`;
          const { status } = await call(server.participantOrigin, at, { token: person.token, headers, body });
          return status === 413;
        });
      }
      const uploads = path(folder, "uploads");
      mkdirSync(uploads);
      for (const [name, make] of Object.entries(tables)) {
        const file = path(uploads, "table.csv");
        writeFileSync(file, make(size));
        const request = { data, study: "coffee-brands", kind: "purchases", in: file } as const;
        const within = mayTakeLonger.has(name) ? 30_000 : WITHIN_MS;
        await judge(name, () => runImport({ ...request, dryRun: true }).then(hasAddedNothing, isRefusal), within);
      }
      const isClean = readdirSync(uploads).length === 1 && Reflect.get({}, "1") === undefined;
      const outside = filesIn(folder).filter(({ path: at }) => !at.startsWith(data) && !at.startsWith(uploads)).length;
      await server.close();
      return { isMet: isMet && isClean && outside === 0, figures: { ...found, filesOutside: outside } };
    });
  },
};

function hasAddedNothing({ counts }: { readonly counts: { readonly added: number } }): boolean {
  return counts.added === 0;
}

function isRefusal(error: unknown): boolean {
  if (error instanceof Problem) return true;
  throw error;
}
