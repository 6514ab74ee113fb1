import type { Browser, BrowserContextOptions } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launchChromium } from "../chromium.ts";
import { keepLedger, type Manner, takePart } from "./participant.ts";
import { demoStudy, type StoredTrial, type StudyServer, shorter, studyServer } from "./studyServer.ts";

let browser: Browser;
let server: StudyServer;

beforeAll(async () => {
  browser = await launchChromium();
  server = await studyServer(await demoStudy(shorter));
});

afterAll(async () => {
  await browser?.close();
  await server?.remove();
});

const laptop: BrowserContextOptions = { viewport: { width: 1280, height: 800 }, locale: "en-GB" };
const phone: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  hasTouch: true,
  isMobile: true,
  locale: "nl",
};

/** Takes part from a fresh browser; returns what the page recorded beside what the store holds of it. */
async function journey(options: BrowserContextOptions, manner: Manner) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const ledger: StoredTrial[] = [];
  await keepLedger(page, ledger);
  await page.goto(server.address);
  const screens = await takePart(page, manner);
  const code = await page.innerText(".code-box code");
  await context.close();
  const sessionId = ledger[0]?.sessionId;
  const stored = (await server.stored()).filter((trial) => trial.sessionId === sessionId);
  const session = (await server.sessions()).find(({ id }) => id === sessionId);
  return { ledger, stored, session, screens, code };
}

describe("a participant", () => {
  test.each([
    ["by keyboard on a laptop", laptop, "keyboard"],
    ["by mouse on a laptop", laptop, "mouse"],
    ["by touch on a phone", phone, "touch"],
  ] as const)("finishes %s, and the store has exactly what the page recorded", async (_how, options, by) => {
    const { ledger, stored, session, screens, code } = await journey(options, { by });
    expect(stored).toEqual(ledger);
    // Three answers and 4 + 4 + 4 + 6 + 4 + 4 + 6 trials.
    expect(stored).toHaveLength(35);
    expect(stored.every(({ body }) => body["inputModality"] === by)).toBe(true);
    expect(session).toMatchObject({ isFinished: true, quarantined: 0, completionCode: code });
    expect(screens.get("trial")).toBe(32);
  });
});
