import { existsSync, statSync } from "node:fs";
import { join as path } from "node:path";
import { runExport } from "../../../server/main.ts";
import { withStore } from "../../../server/store/openStore.ts";
import type { Proof } from "../proof.ts";
import { newLedger } from "../support/ledger.ts";
import { load, peopleAt } from "../support/load.ts";
import { inScratch } from "../support/scratch.ts";
import { supervise } from "../support/supervisor.ts";
import { studyFile } from "./crashLosesNothing.ts";

const MOST_MB = 64;

/** People send, one export after another is made, and the console's page of the study is loaded again and again. */
export const logStaysBounded: Proof = {
  id: "A9",
  promise: "The write-ahead log stays bounded while exports and a live page read along.",
  async run({ scale }) {
    const [people, seconds] = scale === "short" ? [20, 4] : [500, 120];
    return await inScratch(async (folder) => {
      const data = path(folder, "store");
      const log = path(data, "saydo.db-wal");
      const server = await supervise({ place: { data }, studyFile });
      const sending = await peopleAt(server.origin, people);
      let [isOver, largest, exports, pages] = [false, 0, 0, 0];
      const watching = setInterval(() => {
        largest = Math.max(largest, existsSync(log) ? statSync(log).size : 0);
      }, 20);
      const exporting = (async () => {
        while (!isOver) {
          await runExport({ data, study: "coffee-brands", format: "jsonl", out: path(folder, `export-${exports}`) });
          exports += 1;
        }
      })();
      const cookie = await withStore({ data }, async ({ store }) => {
        const account = { email: "a@example.org", name: "Ada", password: "", isAdmin: true };
        const made = await store.accounts.create(account);
        return `saydo=${await store.accounts.openSession(made?.id ?? "")}`;
      });
      const looking = (async () => {
        while (!isOver) {
          const page = await fetch(`${server.consoleOrigin}/studies/coffee-brands`, { headers: { cookie } });
          if ((await page.text()).length > 0 && page.ok) pages += 1;
        }
      })();
      const ledger = newLedger();
      const found = await load({ origin: server.origin, people: sending, ledger, seconds, thinkMs: () => 250 });
      isOver = true;
      await Promise.all([exporting, looking]);
      clearInterval(watching);
      await server.stop();
      const largestMb = largest / 2 ** 20;
      return {
        isMet: largestMb <= MOST_MB && largest > 0 && found.errors === 0 && exports > 0 && pages > 0,
        figures: {
          ...{ people, seconds, perSecond: found.perSecond, p99Ms: found.p99, errors: found.errors },
          ...{ exports, pages, largestLogMb: largestMb.toFixed(1) },
        },
      };
    });
  },
};
