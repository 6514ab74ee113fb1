import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { TrialBody } from "../../experiments/contract/trial.ts";
import { measureNamed } from "../../experiments/measures/registry.ts";
import { launchChromium } from "../chromium.ts";
import { keepLedger } from "./participant.ts";
import { partOf, type StoredTrial, type StudyServer, studyServer } from "./studyServer.ts";

/** Every task that is played with keys, with few trials. */
const short: Readonly<Record<string, object>> = {
  briefIat: { warmUpTrials: 4, blocks: 2, prefatoryTrials: 2, trials: 8, interTrialMs: 50 },
  singleCategoryIat: { trials: { practice: 2, test: 12 }, interTrialMs: 50 },
  goNoGoAssociation: { pairings: "focal", trials: { practice: 2, test: 8 }, pilot: null },
  affectMisattribution: { trials: { practice: 2, perProduct: 4, neutral: 2 }, interTrialMs: 50 },
  evaluativePriming: { trials: { practice: 2, perCell: 4 }, interTrialMs: 50 },
  approachAvoidance: { trials: { practice: 2, perCell: 4 }, interTrialMs: 50 },
  speededFit: { baselineTrials: 2, interTrialMs: 50, cueMs: 100 },
};

let browser: Browser;
let server: StudyServer;

beforeAll(async () => {
  browser = await launchChromium();
  const tasks = Object.entries(short).map(([measure, more]) => ({ measure, product: "velmora", ...more }));
  server = await studyServer(await partOf("implicit", tasks));
});

afterAll(async () => {
  await browser?.close();
  await server?.remove();
});

const keys = ["e", "i", " ", "ArrowUp", "ArrowDown"];

/** Presses every key in turn until the study is over: it is not about the answers. */
async function playThrough(page: Page): Promise<void> {
  for (let press = 0; ; press += 1) {
    const at = await page.evaluate(() =>
      [".code-box", "form.consent", ".actions .primary"].find((part) => document.querySelector(part) !== null),
    );
    if (at === ".code-box") return;
    if (at === undefined) await page.keyboard.press(keys[press % keys.length] ?? " ");
    else {
      for (const box of at === "form.consent" ? ["age", "takePart"] : []) await page.check(`input[name=${box}]`);
      const button = await page.waitForSelector(".actions .primary");
      await button.click();
      await button.waitForElementState("hidden");
    }
  }
}

describe("the pages as they are built", () => {
  test("play every timed task, and record what its measure declares and nothing else", async () => {
    const context = await browser.newContext({ locale: "en-GB" });
    const page = await context.newPage();
    const faults: string[] = [];
    page.on("pageerror", (error) => faults.push(String(error)));
    const ledger: StoredTrial[] = [];
    await keepLedger(page, ledger);
    await page.goto(server.address);
    await playThrough(page);
    await context.close();
    const stored = await server.stored();
    expect(faults).toEqual([]);
    expect(stored).toEqual(ledger);
    expect(await server.sessions()).toEqual([expect.objectContaining({ isFinished: true, quarantined: 0 })]);
    expect(new Set(stored.map(({ body }) => body["measure"]))).toEqual(new Set(Object.keys(short)));
    for (const { body } of stored) {
      const measure = measureNamed(String(body["measure"]));
      const declared = new Set([...Object.keys(TrialBody.shape), ...Object.keys(measure?.trial.shape ?? {})]);
      const undeclared = Object.keys(body).filter((name) => !declared.has(name));
      expect(undeclared, String(body["measure"])).toEqual([]);
    }
  }, 300_000);
});
