import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launchChromium } from "../chromium.ts";
import { framingPanel } from "./framingPanel.ts";
import { keepLedger, keepSent, takePart } from "./participant.ts";
import { refuseCookies, refuseStorage } from "./refusals.ts";
import { demoStudy, type StoredTrial, type StudyServer, shorter, studyServer } from "./studyServer.ts";

/** Three answers and 4 + 4 + 4 + 6 + 4 + 4 + 6 trials. */
const TRIALS = 35;

let browser: Browser;
let server: StudyServer;

beforeAll(async () => {
  browser = await launchChromium();
  // One fixed order, so that a trial's number tells where it is.
  server = await studyServer(
    await demoStudy((study) => ({ ...shorter(study), randomise: { ...study.randomise, partOrder: false } })),
  );
});

afterAll(async () => {
  await browser?.close();
  await server?.remove();
});

async function freshContext(): Promise<BrowserContext> {
  return browser.newContext({ viewport: { width: 1280, height: 800 }, locale: "en-GB" });
}

async function arrive(context: BrowserContext, ledger: StoredTrial[]): Promise<Page> {
  const page = await context.newPage();
  await keepLedger(page, ledger);
  await page.goto(server.address);
  return page;
}

async function storedOf(ledger: readonly StoredTrial[]): Promise<readonly StoredTrial[]> {
  return (await server.stored()).filter(({ sessionId }) => sessionId === ledger[0]?.sessionId);
}

/** What a block's trials are known by, without when they happened. */
function places(trials: readonly StoredTrial[]): readonly string[] {
  return trials.map(({ body }) => `${body["instance"]} ${body["blockIndex"]} ${body["trialIndex"]}`);
}

async function sessionOf(ledger: readonly StoredTrial[]) {
  return (await server.sessions()).find(({ id }) => id === ledger[0]?.sessionId);
}

describe("a participant in trouble", () => {
  test("goes on for half a minute without a network, and gets the code once all is stored", async () => {
    const context = await freshContext();
    const ledger: StoredTrial[] = [];
    const page = await arrive(context, ledger);
    let back: Promise<void> = Promise.resolve();
    let atEnd: number | null = null;
    await takePart(page, {
      by: "keyboard",
      before: async ({ kind, number }) => {
        if (kind === "end") atEnd = (await storedOf(ledger)).length;
        if (kind !== "trial" || number !== 6) return;
        await context.setOffline(true);
        back = new Promise((resolve) => setTimeout(resolve, 30_000)).then(() => context.setOffline(false));
      },
    });
    await back;
    expect(atEnd).toBe(TRIALS);
    expect(await storedOf(ledger)).toEqual(ledger);
    expect(await sessionOf(ledger)).toMatchObject({ isFinished: true, quarantined: 0 });
    await context.close();
  });

  test("reloads at every block and item, and repeats and skips nothing", async () => {
    const context = await freshContext();
    const ledger: StoredTrial[] = [];
    const page = await arrive(context, ledger);
    let reloads = 0;
    const seen = new Set<string>();
    await takePart(page, {
      by: "keyboard",
      before: async ({ kind, sign }) => {
        const isHalt = kind === "instructions" || kind === "item";
        if (!isHalt || seen.has(sign)) return;
        seen.add(sign);
        reloads += 1;
        await page.reload();
        return "again";
      },
    });
    const stored = await storedOf(ledger);
    expect(reloads).toBeGreaterThanOrEqual(10);
    expect(stored).toEqual(ledger);
    expect(stored).toHaveLength(TRIALS);
    expect(new Set(places(stored)).size).toBe(TRIALS);
    expect(stored.some(({ body }) => "attempt" in body)).toBe(false);
    await context.close();
  });

  test("reloads inside a block, which begins again with the same stimuli and says so", async () => {
    const context = await freshContext();
    const ledger: StoredTrial[] = [];
    const page = await arrive(context, ledger);
    await takePart(page, {
      by: "keyboard",
      before: async ({ kind, number }) => {
        if (kind !== "trial" || number !== 15) return;
        await page.reload();
        return "again";
      },
    });
    const stored = await storedOf(ledger);
    const again = stored.filter(({ body }) => body["attempt"] === 1);
    const blockIndex = again[0]?.body["blockIndex"];
    const first = stored.filter(
      ({ body }) => body["blockIndex"] === blockIndex && body["instance"] === "iat" && !("attempt" in body),
    );
    expect(stored).toEqual(ledger);
    // Trials 13 to 18 are block 3; two of its trials were done before the reload.
    expect([blockIndex, first.length, again.length, stored.length]).toEqual([3, 2, 6, TRIALS + 2]);
    expect(first.map(({ body }) => body["stimulus"])).toEqual(again.slice(0, 2).map(({ body }) => body["stimulus"]));
    await context.close();
  });

  test("closes the tab in mid-task, comes back in a new one and finishes", async () => {
    const context = await freshContext();
    const ledger: StoredTrial[] = [];
    const first = await arrive(context, ledger);
    const leaving = takePart(first, {
      by: "keyboard",
      before: async ({ kind, number }) => {
        if (kind !== "trial" || number !== 9) return;
        await first.close();
        throw new Error("left");
      },
    });
    await expect(leaving).rejects.toThrow("left");
    const finished = ledger.length;
    const second = await arrive(context, ledger);
    await takePart(second, { by: "keyboard" });
    const stored = await storedOf(ledger);
    expect(finished).toBe(3 + 8);
    expect(stored).toEqual(ledger);
    expect(new Set(places(stored)).size).toBe(TRIALS);
    expect(await sessionOf(ledger)).toMatchObject({ isFinished: true, quarantined: 0 });
    await context.close();
  });

  test("does not notice that the server is restarted", async () => {
    const context = await freshContext();
    const ledger: StoredTrial[] = [];
    const page = await arrive(context, ledger);
    let restarted: Promise<void> = Promise.resolve();
    await takePart(page, {
      by: "keyboard",
      before: async ({ kind, number }) => {
        if (kind !== "trial" || number !== 8) return;
        await server.stop();
        restarted = new Promise((resolve) => setTimeout(resolve, 3000)).then(() => server.start());
      },
    });
    await restarted;
    expect(await storedOf(ledger)).toEqual(ledger);
    expect(ledger).toHaveLength(TRIALS);
    expect(await sessionOf(ledger)).toMatchObject({ isFinished: true, quarantined: 0 });
    await context.close();
  });

  test.each([
    ["IndexedDB is refused", ["indexedDB"]],
    ["the browser refuses every storage", ["indexedDB", "sessionStorage", "localStorage"]],
  ])("finishes where %s", async (_what, refused) => {
    const context = await freshContext();
    await refuseStorage(context, refused);
    const ledger: StoredTrial[] = [];
    keepSent(context, ledger);
    const page = await context.newPage();
    await page.goto(server.address);
    await takePart(page, { by: "keyboard" });
    expect(ledger).toHaveLength(TRIALS);
    expect(await storedOf(ledger)).toEqual(ledger);
    expect(await sessionOf(ledger)).toMatchObject({ isFinished: true, quarantined: 0 });
    await context.close();
  });

  test("finishes inside a panel's page on another site, with cookies and storage blocked", async () => {
    const context = await freshContext();
    await refuseStorage(context, ["indexedDB", "sessionStorage", "localStorage"]);
    await refuseCookies(context);
    const panel = await framingPanel();
    const ledger: StoredTrial[] = [];
    keepSent(context, ledger);
    const page = await context.newPage();
    await page.goto(panel.address);
    const frame = page.frames().find((one) => one.url().includes("/s/"));
    if (!frame) throw new Error("the panel's page has no frame");
    await takePart(frame, { by: "mouse" });
    expect(await panel.sessions()).toEqual([expect.objectContaining({ isFinished: true, quarantined: 0 })]);
    expect(ledger).toHaveLength(TRIALS);
    expect(await panel.trials()).toEqual(ledger);
    await context.close();
    await panel.close();
  });

  test("finishes on a machine four times slower", async () => {
    const context = await freshContext();
    const ledger: StoredTrial[] = [];
    const page = await arrive(context, ledger);
    const devtools = await context.newCDPSession(page);
    await devtools.send("Emulation.setCPUThrottlingRate", { rate: 4 });
    await takePart(page, { by: "keyboard" });
    expect(await storedOf(ledger)).toEqual(ledger);
    expect(ledger).toHaveLength(TRIALS);
    await context.close();
  });

  test("stops and erases everything in two clicks, in the middle of the timed task", async () => {
    const context = await freshContext();
    const ledger: StoredTrial[] = [];
    const page = await arrive(context, ledger);
    const stopping = takePart(page, {
      by: "keyboard",
      before: async ({ kind, number }) => {
        if (kind !== "trial" || number !== 5) return;
        await page.click("text=Stop");
        await page.click("text=Stop and erase my answers");
        await page.waitForSelector("text=your answers are erased");
        throw new Error("stopped");
      },
    });
    await expect(stopping).rejects.toThrow("stopped");
    const left = await page.evaluate(async () => {
      const databases = await indexedDB.databases();
      const counts = await Promise.all(
        databases.map(
          ({ name }) =>
            new Promise<number>((resolve) => {
              const request = indexedDB.open(name ?? "");
              request.onsuccess = () => {
                const stores = [...request.result.objectStoreNames];
                const transaction = request.result.transaction(stores);
                const requests = stores.map((store) => transaction.objectStore(store).count());
                transaction.oncomplete = () => resolve(requests.reduce((sum, { result }) => sum + result, 0));
              };
            }),
        ),
      );
      return { rows: counts.reduce((sum, count) => sum + count, 0), tab: sessionStorage.length };
    });
    expect(await storedOf(ledger)).toEqual([]);
    expect(left).toEqual({ rows: 0, tab: 0 });
    await context.close();
  });

  test("leaves the timed part out, and the reason is stored in its place", async () => {
    const context = await freshContext();
    const ledger: StoredTrial[] = [];
    const page = await arrive(context, ledger);
    await takePart(page, {
      by: "keyboard",
      before: async ({ kind, sign }) => {
        if (kind !== "page" || !sign.includes("A sorting task")) return;
        await page.click("text=I cannot do a timed task");
        await page.click("text=I use a screen reader");
        await page.click("text=Leave it out");
        await page.waitForSelector(".code-box");
        return "again";
      },
    });
    const stored = await storedOf(ledger);
    expect(stored).toHaveLength(4);
    expect(stored.at(-1)?.body).toMatchObject({ measure: "iat", product: "velmora", skipped: "screenReader" });
    expect(await sessionOf(ledger)).toMatchObject({ isFinished: true, quarantined: 0 });
    await context.close();
  });
});
