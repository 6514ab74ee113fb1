import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { resolveFlow } from "../../experiments/studyFile/flow.ts";
import { launchChromium } from "../chromium.ts";
import { looking } from "./looked.ts";
import { demoStudy, type StudyServer, studyServer } from "./studyServer.ts";

let browser: Browser;
let server: StudyServer;
const paid = {
  measure: "realChoice",
  stakes: "real",
  oneIn: 1,
  endowment: { amount: 5, currency: "EUR" },
  sets: { count: 3, repeats: 1 },
};
const hurried = { ...paid, instance: "hurried", stakes: "hypothetical", oneIn: 1, timePressure: { fastSeconds: 40 } };

beforeAll(async () => {
  browser = await launchChromium();
  const change = (id: string, entry: object) =>
    demoStudy((demo) =>
      resolveFlow({
        ...demo,
        id,
        languages: ["en", "nl", "de"],
        randomise: { partOrder: false, itemOrder: false },
        flow: [{ part: "behavioural", measures: [{ measure: "realChoice", ...entry }] }],
      }),
    );
  const worth = { measure: "bdmAuction", product: "velmora", stakes: "real", oneIn: 1, endowment: paid.endowment };
  server = await studyServer(
    await change("paid", paid),
    await change("hurried", hurried),
    await change("worth", { ...worth, prices: { from: 0.5, to: 4.5 } }),
  );
});
afterAll(async () => {
  await browser?.close();
  await server?.remove();
});

type Way = "keyboard" | "mouse" | "touch";

async function push(page: Page, by: Way, selector: string): Promise<void> {
  if (by === "touch") return page.tap(selector);
  if (by === "mouse") return page.click(selector);
  await page.focus(selector);
  return page.keyboard.press("Enter");
}

/** Agrees, passes the pause, and stops at the terms. */
async function begin(page: Page, { by, address }: { readonly by: Way; readonly address: string }): Promise<void> {
  await page.goto(address);
  await page.waitForSelector("form.consent");
  for (const name of ["age", "takePart"]) await page.locator(`input[name=${name}]`).check();
  await push(page, by, ".actions .primary");
  await page.waitForSelector(".saydo-item .item-continue:not([disabled])");
}

/** Takes the card at a place and goes on. */
async function take(page: Page, { by, place }: { readonly by: Way; readonly place: number }): Promise<void> {
  const part = await page.innerText(".saydo-part");
  // Where the first press is final there is no button, but the screen that follows may have one.
  const goesOn = await page.isVisible(".item-continue");
  if (by === "keyboard") await page.keyboard.press(place === 0 ? "ArrowRight" : String(place + 1));
  else await push(page, by, `.saydo-offer:nth-child(${place + 1})`);
  if (goesOn) {
    if (by === "keyboard") await page.keyboard.press("Enter");
    else await push(page, by, ".item-continue");
  }
  await page.waitForFunction(
    (before) => document.querySelector<HTMLElement>(".saydo-part")?.innerText !== before,
    part,
  );
}

const ways = [
  ["keyboard", "en-GB", { width: 1280, height: 800 }],
  ["mouse", "nl", { width: 1280, height: 800 }],
  ["touch", "de", { width: 390, height: 844 }],
] as const;

test.each(ways)("choices are made by %s (%s), drawn, and the winner gets a code", async (by, locale, viewport) => {
  const context = await browser.newContext({
    locale,
    viewport,
    ...(by === "touch" ? { hasTouch: true, isMobile: true } : {}),
  });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const look = looking(`choices-${locale}`);
  await begin(page, { by, address: server.addressOf("paid") });
  await look.at(page, "terms");
  await push(page, by, ".item-continue");
  for (const [screen, place] of [0, 0, 2, 1].entries()) {
    await page.waitForSelector(".saydo-offer");
    if (screen < 2) await look.at(page, `choice ${screen}`);
    await take(page, { by, place });
  }
  await page.waitForSelector(".saydo-item .item-continue:not([disabled])");
  await look.at(page, "draw");
  expect(await page.innerText(".saydo-item")).toMatch(/[0-9A-Z]{4}-[0-9A-Z]{4}/);
  await push(page, by, ".item-continue");
  await page.waitForSelector(".code-box");
  const stored = (await server.stored()).filter(({ body }) => body["inputModality"] === by);
  expect(stored.map(({ body }) => [body["kind"], body["chosenPlace"]])).toEqual([
    ["terms", null],
    ["choice", 0],
    ["choice", null],
    ["choice", 1],
  ]);
  expect(stored.filter(({ body }) => body["nonce"] !== null)).toHaveLength(1);
  expect(look.faults).toEqual([]);
  await context.close();
});

test("under time pressure the first press is final, and a page that is loaded anew has lost its set", async () => {
  const context = await browser.newContext({
    locale: "en-GB",
    viewport: { width: 320, height: 640 },
    colorScheme: "dark",
  });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const look = looking("choices-fast");
  await begin(page, { by: "mouse", address: server.addressOf("hurried") });
  await look.at(page, "terms");
  const isFast = await page.isVisible(".button.quiet:has-text('I need more time')");
  await push(page, "mouse", ".item-continue");
  await page.waitForSelector(".saydo-offer");
  await take(page, { by: "mouse", place: 0 });
  await page.waitForSelector(".saydo-offer");
  await look.at(page, "choice");
  await page.reload();
  // The pages that welcome somebody back.
  for (let pages = 0; pages < 2; pages += 1) await page.click(".actions .primary:visible");
  await page.waitForSelector(".saydo-offer");
  expect(await page.isVisible(".saydo-time")).toBe(isFast);
  for (let left = isFast ? 2 : 3; left > 0; left -= 1) {
    await page.waitForSelector(".saydo-offer");
    await take(page, { by: "mouse", place: 0 });
  }
  await page.waitForSelector(".saydo-item .item-continue:not([disabled])");
  await push(page, "mouse", ".item-continue");
  await page.waitForSelector(".code-box");
  const stored = (await server.stored()).filter(({ body }) => body["instance"] === "hurried");
  const [, first] = stored;
  expect(first?.body).toMatchObject({ timedOut: isFast, pressure: isFast ? "fast" : "unhurried" });
  expect(look.faults).toEqual([]);
  await context.close();
});

test("the most one would pay is said after practice and questions, and the sealed price is what is paid", async () => {
  const context = await browser.newContext({ locale: "de", viewport: { width: 390, height: 844 } });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const look = looking("worth");
  await begin(page, { by: "keyboard", address: server.addressOf("worth") });
  await page.keyboard.press("Enter");
  const say = async (amount: string) => {
    await page.waitForSelector(".number-input");
    const question = await page.innerText("h1");
    await look.at(page, question.slice(0, 20));
    await page.fill(".number-input", amount);
    await page.keyboard.press("Enter");
    await page.waitForFunction((before) => document.querySelector("h1")?.innerText !== before, question);
  };
  await say("40");
  await push(page, "keyboard", ".item-continue:not([disabled])");
  // The first question is answered wrongly once, and explained.
  for (const [place, isRight] of [
    [0, false],
    [1, true],
    [2, true],
    [2, true],
  ] as const) {
    await page.waitForSelector(".choice-input");
    const question = await page.innerText("h1");
    await page.locator(".choice-input").nth(place).check();
    await page.keyboard.press("Enter");
    await page.waitForFunction((before) => document.querySelector("h1")?.innerText !== before, question);
    if (!isRight) await push(page, "keyboard", ".item-continue:not([disabled])");
  }
  await say("3,10");
  await say("9");
  await page.waitForSelector(".saydo-item .item-continue:not([disabled])");
  await look.at(page, "draw");
  expect(await page.innerText(".saydo-item")).toContain("Velmora");
  const stored = (await server.stored()).filter(({ body }) => body["instance"] === "bdmAuction");
  expect(stored.map(({ body }) => [body["kind"], body["bid"], body["checkAttempts"], body["checkPassed"]])).toEqual([
    ["practice", 40, null, null],
    ["check", null, 2, true],
    ["check", null, 1, true],
    ["check", null, 1, true],
    ["bid", 3.1, null, null],
    ["bid", 9, null, null],
  ]);
  expect(look.faults).toEqual([]);
  await context.close();
});
