import { existsSync } from "node:fs";
import { join } from "node:path";
import { Problem } from "../../../experiments/contract/problem.ts";
import { runBackup } from "../../../server/main.ts";
import { openStore } from "../../../server/store/openStore.ts";
import type { Proof } from "../proof.ts";
import { filesIn } from "../support/canaries.ts";
import { frozenShapes, thawSqlite } from "../support/frozenStores.ts";
import { inScratch } from "../support/scratch.ts";

/** The oldest kept store on a disk that says it is nearly full: an upgrade and a backup, then the same with room. */
export const noUpgradeFillsTheDisk: Proof = {
  id: "G5",
  promise: "An upgrade or a backup that could fill the disk is refused before a byte is written.",
  async run() {
    return await inScratch(async (folder) => {
      const data = join(folder, "store");
      const out = join(folder, "backup.gz");
      thawSqlite(frozenShapes[0] ?? "", data);
      const before = contentOf(data);
      const free = () => 1000;
      const upgrade = await refusalOf(async () => (await openStore({ data, free }, "serve")).close());
      const isSame = contentOf(data) === before;
      // Brought to today's shape, so that it is the backup that is refused.
      await (await openStore({ data }, "serve")).close();
      const backup = await refusalOf(() => runBackup({ data, out, free }));
      const isNothingWritten = !existsSync(out);
      await runBackup({ data, out });
      const isTold = [upgrade, backup].every((text) => text.includes("too little room"));
      return {
        isMet: isTold && isSame && isNothingWritten && existsSync(out),
        figures: {
          upgrade,
          backup,
          storeUnchanged: isSame,
          nothingWritten: isNothingWritten,
          madeWithRoom: existsSync(out),
        },
      };
    });
  },
};

function contentOf(data: string): string {
  const kept = filesIn(data).filter(({ path }) => !/lock\.db|-wal$|-shm$/.test(path));
  return kept.map(({ path, content }) => `${path} ${content.toString("base64")}`).join("\n");
}

async function refusalOf(work: () => Promise<unknown>): Promise<string> {
  return await work().then(
    () => "not refused",
    (error: unknown) =>
      error instanceof Problem ? error.details.detail.replace(/ in \/.* for/, " for") : String(error),
  );
}
