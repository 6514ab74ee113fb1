import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { openSqliteHandle } from "../../../server/database/sqliteHandle.ts";
import type { Proof } from "../proof.ts";
import { filesIn } from "../support/canaries.ts";
import { frozenShapes, thawSqlite } from "../support/frozenStores.ts";
import { inScratch } from "../support/scratch.ts";

/** A store that has been through a step which this program does not know. */
export const downgradeIsRefused: Proof = {
  id: "G6",
  promise: "An older program refuses a newer store with a clear sentence and changes nothing.",
  async run() {
    return await inScratch(async (folder) => {
      const data = join(folder, "store");
      mkdirSync(data);
      thawSqlite(frozenShapes.at(-1) ?? "", data);
      const store = openSqliteHandle(join(data, "saydo.db"));
      store.exec("insert into migrations values ('999-later', '2030-01-01T00:00:00.000Z')");
      store.exec("pragma wal_checkpoint(truncate)");
      store.close();
      const before = contentOf(data);
      const { code, told } = await start(data);
      const isUnchanged = contentOf(data) === before;
      const isClear = told.includes("store-newer") && told.includes("999-later");
      return { isMet: code !== 0 && isClear && isUnchanged, figures: { exitCode: code, isClear, isUnchanged } };
    });
  },
};

function contentOf(data: string): string {
  const kept = filesIn(data).filter(({ path }) => !/lock\.db|-wal$|-shm$/.test(path));
  return kept.map(({ path, content }) => `${path} ${content.toString("base64")}`).join("\n");
}

async function start(data: string): Promise<{ readonly code: number; readonly told: string }> {
  const main = JSON.stringify(pathToFileURL(join(process.cwd(), "dist/server/main.js")).href);
  const script = `
    import { startServer } from ${main};
    try {
      await startServer({ data: ${JSON.stringify(data)}, port: 0, consolePort: 0, studies: [] });
    } catch (error) {
      console.error(JSON.stringify(error.details ?? String(error)));
      process.exit(3);
    }`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", script], { stdio: ["ignore", "ignore", "pipe"] });
  let told = "";
  child.stderr.on("data", (chunk: Buffer) => {
    told += chunk.toString();
  });
  const [code] = await once(child, "close");
  return { code: Number(code), told };
}
