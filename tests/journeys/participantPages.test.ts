import type { Browser, BrowserContextOptions } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launchChromium } from "../chromium.ts";
import { violations } from "./axe.ts";
import { looking } from "./looked.ts";
import { takePart } from "./participant.ts";
import { demoStudy, type StudyServer, shorter, studyServer } from "./studyServer.ts";

let browser: Browser;
let server: StudyServer;

beforeAll(async () => {
  browser = await launchChromium();
  server = await studyServer(
    await demoStudy((study) => ({ ...shorter(study), randomise: { ...study.randomise, partOrder: false } })),
  );
});

afterAll(async () => {
  await browser?.close();
  await server?.remove();
});

const looks: readonly (readonly [string, BrowserContextOptions])[] = [
  ["on a laptop in English", { viewport: { width: 1280, height: 800 }, locale: "en", colorScheme: "light" }],
  [
    "on a narrow phone in Dutch, dark",
    { viewport: { width: 320, height: 640 }, locale: "nl", colorScheme: "dark", hasTouch: true },
  ],
];

describe("the participant's pages", () => {
  test.each(looks)("have no accessibility fault %s, and none needs scrolling sideways", async (where, options) => {
    const context = await browser.newContext(options);
    const page = await context.newPage();
    await page.goto(server.address);
    const { at, faults, seen } = looking(`study ${where}`);
    const note = (what: string) => at(page, what);
    await takePart(page, {
      by: options.hasTouch ? "touch" : "keyboard",
      before: async ({ kind, number }) => {
        if (kind === "trial") return;
        await note(kind);
        if (kind === "consent") {
          await page.click(".actions .primary");
          await note("consent, incomplete");
        }
        if (kind === "item" && number === 1) {
          await page.click(".stop");
          await note("stop");
          await page.keyboard.press("Escape");
        }
        if (kind === "page") {
          await page.click(".actions .quiet");
          await note("leave out");
          await page.click(".actions .quiet");
        }
      },
    });
    expect(faults).toEqual([]);
    expect([...seen].sort()).toEqual([
      "consent",
      "consent, incomplete",
      "end",
      "instructions",
      "item",
      "leave out",
      "page",
      "stop",
    ]);
    await context.close();
  });

  test("let a laboratory test its machine's timing, and say what was found", async () => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    const page = await context.newPage();
    await page.goto(new URL("/timing", server.address).href);
    await page.click("text=Start");
    await page.waitForSelector("text=twenty times");
    for (let press = 0; press < 20; press += 1) await page.keyboard.press("f");
    await page.waitForSelector(".self-test-results");
    const rows = await page.locator(".self-test-results tbody tr").allInnerTexts();
    expect(rows).toHaveLength(5);
    expect(rows.every((row) => /\t[●◐○] (good|usable|poor)$/.test(row))).toBe(true);
    expect(rows[0]).toMatch(/\d+\.\d Hz/);
    expect(await violations(page)).toEqual([]);
    await context.close();
  });
});
