import type { BrowserContext } from "playwright-core";
import { framingPanel } from "../../journeys/framingPanel.ts";
import { takePart } from "../../journeys/participant.ts";
import { refuseCookies, refuseStorage } from "../../journeys/refusals.ts";
import { shorter } from "../../journeys/studyServer.ts";
import type { Proof } from "../proof.ts";
import { type BrowserRun, withBrowser } from "../support/browserRun.ts";

/** Three answers and 32 timed trials. */
const TRIALS = 35;
const storages = ["indexedDB", "sessionStorage", "localStorage"];

/** Browsers that keep nothing, in each way they can refuse to. */
export const noStorageNeeded: Proof = {
  id: "B8",
  promise: "No third-party cookie and no storage is needed to take part.",
  run: ({ scale }) =>
    withBrowser(shorter, async (run) => {
      const each = scale === "short" ? 1 : 25;
      const figures = { framed: 0, private: 0, noIndexedDb: 0, noRoom: 0 };
      for (let number = 0; number < each; number += 1) {
        figures.framed += await framed(run);
        figures.private += await alone(run, async () => undefined);
        figures.noIndexedDb += await alone(run, (context) => refuseStorage(context, ["indexedDB"]));
        figures.noRoom += await alone(run, noRoom);
      }
      const completed = Object.values(figures).reduce((sum, count) => sum + count, 0);
      return { isMet: completed === 4 * each, figures: { runs: 4 * each, completed, ...figures } };
    }),
};

/** Takes part in a window of its own; 1 when every trial is stored and the session finished. */
async function alone(
  { server, browser }: BrowserRun,
  prepare: (context: BrowserContext) => Promise<unknown>,
): Promise<number> {
  const context = await browser.newContext({ locale: "en-GB" });
  await prepare(context);
  const page = await context.newPage();
  const before = await server.stored();
  await page.goto(server.address);
  await takePart(page, { by: "keyboard" });
  await context.close();
  const [stored, sessions] = [await server.stored(), await server.sessions()];
  const session = sessions.at(-1);
  return stored.length - before.length === TRIALS && session?.isFinished === true && session.quarantined === 0 ? 1 : 0;
}

/** A profile without a byte of room: every write fails as it does on a full device. */
async function noRoom(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const full = () => {
      throw new DOMException("There is no room.", "QuotaExceededError");
    };
    IDBObjectStore.prototype.put = full;
    Storage.prototype.setItem = full;
  });
}

async function framed({ browser }: BrowserRun): Promise<number> {
  const context = await browser.newContext({ locale: "en-GB" });
  await refuseStorage(context, storages);
  await refuseCookies(context);
  const panel = await framingPanel();
  const page = await context.newPage();
  await page.goto(panel.address);
  const frame = page.frames().find((one) => one.url().includes("/s/"));
  if (!frame) throw new RangeError("the panel's page has no frame");
  await takePart(frame, { by: "mouse" });
  const [trials, sessions] = [await panel.trials(), await panel.sessions()];
  await context.close();
  await panel.close();
  return trials.length === TRIALS && sessions.length === 1 && sessions[0]?.isFinished === true ? 1 : 0;
}
