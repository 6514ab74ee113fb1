import type { Browser, BrowserContext, Page } from "playwright-core";
import type { Study } from "../../../experiments/contract/study.ts";
import { launchChromium } from "../../chromium.ts";
import { keepLedger } from "../../journeys/participant.ts";
import { demoStudy, type StoredTrial, type StudyServer, studyServer } from "../../journeys/studyServer.ts";

/** A study on a server of its own, and a browser to take part with. */
export type BrowserRun = {
  readonly server: StudyServer;
  readonly browser: Browser;
  /** A participant with a fresh browser; `ledger` fills with every trial the page keeps. */
  arrive(context?: BrowserContext): Promise<Arrived>;
  /** What the store has of a ledger's session, by number. */
  storedOf(ledger: readonly StoredTrial[]): Promise<readonly StoredTrial[]>;
};
export type Arrived = { readonly context: BrowserContext; readonly page: Page; readonly ledger: StoredTrial[] };

/** Runs some work with the demo study, its parts in one fixed order, and takes everything away afterwards. */
export async function withBrowser<T>(
  change: (study: Study) => Study,
  work: (run: BrowserRun) => Promise<T>,
): Promise<T> {
  const study = await demoStudy((one) => change({ ...one, randomise: { ...one.randomise, partOrder: false } }));
  const server = await studyServer(study);
  const browser = await launchChromium();
  const run: BrowserRun = {
    server,
    browser,
    async arrive(given) {
      const context = given ?? (await browser.newContext({ locale: "en-GB" }));
      const ledger: StoredTrial[] = [];
      return { context, ledger, page: await visit(server, context, ledger) };
    },
    storedOf: async (ledger) => (await server.stored()).filter(({ sessionId }) => sessionId === ledger[0]?.sessionId),
  };
  try {
    return await work(run);
  } finally {
    await browser.close();
    await server.remove();
  }
}

/** Opens the study in a new tab that tells a ledger what it keeps. */
export async function visit(server: StudyServer, context: BrowserContext, ledger: StoredTrial[]): Promise<Page> {
  const page = await context.newPage();
  await keepLedger(page, ledger);
  await page.goto(server.address);
  return page;
}

/** Trials of a ledger that are not stored exactly as they were kept, and stored ones the ledger does not know. */
export function differences(ledger: readonly StoredTrial[], stored: readonly StoredTrial[]) {
  const texts = new Set(stored.map((trial) => JSON.stringify(trial)));
  const known = new Set(ledger.map((trial) => JSON.stringify(trial)));
  return {
    lost: [...known].filter((text) => !texts.has(text)).length,
    unknown: [...texts].filter((text) => !known.has(text)).length,
    doubled: stored.length - new Set(stored.map(({ id }) => id)).size,
  };
}
