import type { Page } from "playwright-core";
import { takePart } from "../../journeys/participant.ts";
import { shorter } from "../../journeys/studyServer.ts";
import type { Proof } from "../proof.ts";
import { type BrowserRun, withBrowser } from "../support/browserRun.ts";

/** What a device still holds of a session once it is over. */
export const nothingLeftOnDevice: Proof = {
  id: "B9",
  promise: "After the end and after an erasure nothing of the session is left on the device.",
  run: () =>
    withBrowser(shorter, async (run) => {
      const finished = await leftAfter(run, "finish");
      const erased = await leftAfter(run, "erase");
      const isClean = [finished, erased].every(
        ({ duringRows, rows, local, caches }) => duringRows > 0 && rows + local + caches === 0,
      );
      return {
        // The tab itself may show the end page again until it is closed; after an erasure it knows nothing either.
        isMet: isClean && erased.tab === 0,
        figures: {
          rowsWhilePlaying: finished.duringRows,
          rowsAfterFinish: finished.rows,
          rowsAfterErasure: erased.rows,
          localStorage: finished.local + erased.local,
          caches: finished.caches + erased.caches,
          tabAfterErasure: erased.tab,
        },
      };
    }),
};

async function leftAfter({ arrive }: BrowserRun, end: "finish" | "erase") {
  const { context, page } = await arrive();
  let duringRows = 0;
  const over = new Error("over");
  const playing = takePart(page, {
    by: "keyboard",
    before: async ({ kind, number }) => {
      if (kind !== "trial" || number !== 10) return undefined;
      duringRows = (await left(page)).rows;
      if (end === "finish") return undefined;
      await page.click("text=Stop");
      await page.click("text=Stop and erase my answers");
      await page.waitForSelector("text=your answers are erased");
      throw over;
    },
  });
  await playing.catch((error: unknown) => {
    if (error !== over) throw error;
  });
  const found = await left(page);
  await context.close();
  return { ...found, duringRows };
}

/** Rows in IndexedDB, entries in the other storages. */
function left(page: Page) {
  return page.evaluate(async () => {
    const rowsOf = (name: string) =>
      new Promise<number>((resolve) => {
        const request = indexedDB.open(name);
        request.onsuccess = () => {
          const stores = [...request.result.objectStoreNames];
          const transaction = request.result.transaction(stores);
          const counts = stores.map((store) => transaction.objectStore(store).count());
          transaction.oncomplete = () => resolve(counts.reduce((sum, { result }) => sum + result, 0));
        };
      });
    const databases = await indexedDB.databases();
    const rows = await Promise.all(databases.map(({ name }) => rowsOf(name ?? "")));
    const kept = "caches" in window ? (await caches.keys()).length : 0;
    return {
      rows: rows.reduce((sum, n) => sum + n, 0),
      local: localStorage.length,
      tab: sessionStorage.length,
      caches: kept,
    };
  });
}
