import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { scoreTable } from "../../../analysis/data/scoring/scoreTable.ts";
import { measureNames, measures } from "../../../experiments/measures/registry.ts";
import { installBrowserGlobals } from "../../../experiments/simulation/browserGlobals.ts";
import { readTrialText } from "../../analysis/data/scoring/readTrialText.ts";
import { launchChromium } from "../../chromium.ts";
import { takePart } from "../measures/implicit/robot.ts";

const folder = join(process.cwd(), "dist", "measures");
const origin = `${pathToFileURL(folder)}/`;
let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});

afterAll(() => browser?.close());

/** A page from the disk, and what went wrong on it. */
async function opened(file: string, screen: BrowserContextOptions = {}) {
  const context = await browser.newContext(screen);
  const page = await context.newPage();
  const trouble: string[] = [];
  page.on("pageerror", (error) => trouble.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") trouble.push(message.text());
  });
  await page.goto(origin + file);
  return { page, trouble, close: () => context.close() };
}

const screens = [
  { size: "1280×800", languages: ["en"], screen: { viewport: { width: 1280, height: 800 } } },
  {
    size: "390×844",
    languages: ["en", "de"],
    screen: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
  },
];

/** How much wider than the screen the page is. */
const overflow = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);

describe.each(screens)("the gallery at $size", ({ languages, screen }) => {
  test("lists every measure with a way to open it", async () => {
    const { page, trouble, close } = await opened("gallery.html", screen);
    const links = await page.locator(".card-link").evaluateAll((all) => all.map((link) => link.getAttribute("href")));
    const listed = links.map((href) => new URLSearchParams(href ?? "").get("measure"));
    expect(listed.toSorted()).toEqual(measureNames.toSorted());
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    expect(trouble).toEqual([]);
    await close();
  });

  test.concurrent.each(measureNames)("opens %s without a fault", async (name) => {
    const { page, trouble, close } = await opened("gallery.html", screen);
    for (const language of languages) {
      await page.goto(`${origin}gallery.html?measure=${name}&language=${language}`);
      await page.waitForSelector("button", { state: "visible" });
      expect(await overflow(page)).toBeLessThanOrEqual(0);
    }
    expect(trouble).toEqual([]);
    await close();
  });
});

test("the gallery shows the trials and the score of a measure that was played", async () => {
  const { page, trouble, close } = await opened("gallery.html?measure=likelihoodToRecommend");
  await page.click("input[value='9']");
  await page.locator("button", { hasText: "Continue" }).click();
  await page.waitForSelector(".result");
  expect(await page.locator("table.score").innerText()).toContain("is promoter\t1");
  expect(await page.locator("table.trials tbody tr").count()).toBe(1);
  expect(await overflow(page)).toBeLessThanOrEqual(0);
  expect(trouble).toEqual([]);
  await close();
});

test("the example plays an IAT from the disk, and its CSV gives the score it shows", async () => {
  const { page, trouble, close } = await opened("example.html");
  await page.click("input[value='4']");
  await page.locator("button", { hasText: "Continue" }).click();
  await takePart({
    page,
    manner: "keyboard",
    delayMs: ({ pairing }) => (pairing === null ? 0 : pairing === "compatible" ? 420 : 720),
  });
  const [download] = await Promise.all([page.waitForEvent("download"), page.click("#csv")]);
  const text = readFileSync(await download.path(), "utf8");
  const groups = readTrialText(measures.iat, { file: download.suggestedFilename(), text });
  const { scored } = scoreTable(measures.iat, groups, { splits: 0, seed: 1 });
  const shown: { readonly iat: readonly { readonly score: unknown }[] } = JSON.parse(await page.innerText("#score"));
  expect(shown.iat.map(({ score }) => score)).toEqual(scored.map(({ score }) => score));
  // 300 ms slower with the incompatible pairing, far beyond the spread of a robot: D comes near its limit of 2.
  expect(scored[0]?.score.value).toBeGreaterThan(1);
  expect(trouble).toEqual([]);
  await close();
});

test("the package entry is what its `exports` promise", async () => {
  installBrowserGlobals();
  const entry: object = await import(pathToFileURL(createRequire(import.meta.url).resolve("saydo/measures")).href);
  expect(Object.keys(entry).toSorted()).toEqual(measureNames.toSorted());
});
