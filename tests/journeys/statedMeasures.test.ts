import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { TrialBody } from "../../experiments/contract/trial.ts";
import { measureNamed, measures } from "../../experiments/measures/registry.ts";
import { launchChromium } from "../chromium.ts";
import { scoresOf } from "../experiments/measures/play.ts";
import { picture } from "./looked.ts";
import { takePart } from "./participant.ts";
import { partOf, type StudyServer, studyServer } from "./studyServer.ts";

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const names = Object.values(measures)
  .filter(({ kind }) => kind === "stated")
  .map(({ name }) => name);

let browser: Browser;
let server: StudyServer;
beforeAll(async () => {
  browser = await launchChromium();
  const questions = names.map((measure) => ({ measure, product: "velmora", mayDecline: true }));
  server = await studyServer(await partOf("stated", questions));
});
afterAll(async () => {
  await browser?.close();
  await server?.remove();
});

/** Answers every item at its last step, so that nothing was bought; a count comes before the four prices, which rise. */
function answering(page: Page, by: "keyboard" | "touch") {
  const numbers = ["3", "1", "2", "4", "6"];
  const choose = async (selector: string) => {
    if (by === "touch") return page.tap(selector);
    await page.focus(selector);
    return page.keyboard.press("Space");
  };
  const type = async (selector: string, text: string) => {
    if (by === "touch") await page.tap(selector);
    await page.keyboard.type(text);
  };
  return async () => {
    if (await page.isVisible(".number-input")) await type(".number-input", numbers.shift() ?? "");
    else if (await page.isVisible(".text-area")) await type(".text-area", "Warm, familiar");
    else if (await page.isVisible(".choice")) await choose(".choice-input");
    else if (by === "touch") await page.tap(".rating-cell:last-of-type");
    else await page.keyboard.press("End");
    if (by === "touch") return page.tap(".item-continue");
    if (await page.isVisible(".text-area")) await page.keyboard.press("Tab");
    if (await page.isVisible(".text-area")) await page.keyboard.press("Tab");
    return page.keyboard.press("Enter");
  };
}

/** What a person would be stopped by on this screen: accessibility faults, and a page wider than the screen. */
async function faultsOf(page: Page): Promise<readonly string[]> {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axeSource);
  return page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run(): Promise<{ violations: { id: string }[] }> } };
    // A finger's target, and what WCAG 2.5.8 asks of any other.
    const leastPx = matchMedia("(pointer: coarse)").matches ? 44 : 24;
    const wide = document.documentElement.scrollWidth > window.innerWidth ? ["wider than the screen"] : [];
    const small = [...document.querySelectorAll(".rating-cell, .choice, .item-continue, .number-input")]
      .filter((target) => target.getBoundingClientRect().height < leastPx)
      .map((target) => `${target.className} is under ${leastPx} px`);
    return [...(await axe.run()).violations.map(({ id }) => id), ...wide, ...small];
  });
}

async function play(options: BrowserContextOptions, by: "keyboard" | "touch") {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  const answer = answering(page, by);
  const faults: string[] = [];
  await page.goto(server.address);
  await takePart(page, {
    by,
    before: async ({ kind, sign }) => {
      if (kind === "page") throw new Error(`an unexpected page: ${sign}`);
      if (kind !== "item") return undefined;
      await picture(page, `questions by ${by}`, sign.slice(0, 60));
      faults.push(...(await faultsOf(page)).map((fault) => `${sign}: ${fault}`));
      const form = await page.$(".saydo-item");
      await answer();
      await page.waitForFunction((shown) => !shown?.isConnected, form);
      return "again";
    },
  });
  await context.close();
  return faults;
}

const expected = {
  likelihoodToRecommend: 10,
  purchaseIntent: 1,
  purchaseProbability: 0,
  satisfaction: 5,
  effort: 7,
  extraSpend: 25,
  priceSensitivity: 3,
  priceLadder: 0,
  touchpoints: 5,
  brandValues: 7,
  socialResponsibility: 5,
  serviceEmployees: 7,
  employeeEngagement: 7,
  openText: 2,
  familiarity: 5,
  pastPurchase: 3,
  purchaseReport: 0,
  screener: 1,
};

describe("every stated measure in Chromium", () => {
  test.each([
    ["keyboard", { viewport: { width: 1280, height: 800 }, locale: "en", colorScheme: "light" }],
    [
      "touch",
      { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, locale: "nl", colorScheme: "dark" },
    ],
  ] as const)(
    "is played to its end by %s without a fault, stored whole and scored",
    async (by, options) => {
      const before = new Set((await server.sessions()).map(({ id }) => id));
      expect(await play(options, by)).toEqual([]);
      const session = (await server.sessions()).find(({ id }) => !before.has(id));
      expect(session).toMatchObject({ isFinished: true, quarantined: 0 });
      const bodies = (await server.stored())
        .filter(({ sessionId }) => sessionId === session?.id)
        .map(({ body }) => body);
      for (const name of names) {
        const measure = measureNamed(name);
        if (measure === undefined) throw new Error(`no measure ${name}`);
        const own = bodies.filter((body) => body["measure"] === name);
        const asked = name === "purchaseReport" ? 1 : measure.effort(measure.parameters.parse({})).trials;
        expect([name, own.length]).toEqual([name, asked]);
        for (const body of own) {
          expect(TrialBody.parse(body).inputModality).toBe(by);
          const fields = Object.fromEntries(Object.entries(body).filter(([key]) => key in measure.trial.shape));
          expect(Object.keys(fields).toSorted()).toEqual(Object.keys(measure.trial.shape).toSorted());
          expect(measure.trial.strict().safeParse(fields).error).toBeUndefined();
        }
        expect([name, scoresOf(measure, own).map(({ value, excluded }) => excluded ?? value)]).toEqual([
          name,
          [expected[name as keyof typeof expected]],
        ]);
      }
    },
    180_000,
  );
});
