import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { resolveFlow } from "../../experiments/studyFile/flow.ts";
import { shopItems } from "../../experiments/studyFile/shopTables.ts";
import { launchChromium } from "../chromium.ts";
import { looking } from "./looked.ts";
import { demoStudy, type StudyServer, studyServer } from "./studyServer.ts";

let browser: Browser;
let server: StudyServer;

/** As Gorilla's builder of shops exports a table: six columns, 200 products. */
const table = [
  "Category,Product,Image,Price,PackSize,PackUnit",
  ...Array.from({ length: 200 }, (_, at) =>
    at === 0
      ? "Drinks,Velmora,,2.49,250,g"
      : `${["Drinks", "Snacks", "Bread"][at % 3]},Thing ${at},,${(0.5 + (at % 50) / 10).toFixed(2)},500,g`,
  ),
].join("\r\n");

beforeAll(async () => {
  browser = await launchChromium();
  const items = shopItems(Buffer.from(table), { file: "products.csv", readFile: () => null });
  const stakes = { stakes: "real", oneIn: 1, endowment: { amount: 12, currency: "EUR" } };
  server = await studyServer(
    await demoStudy((demo) =>
      resolveFlow({
        ...demo,
        id: "shopping",
        languages: ["en", "nl", "de"],
        randomise: { partOrder: false, itemOrder: false },
        flow: [{ part: "behavioural", measures: [{ measure: "shop", items, ...stakes }] }],
      }),
    ),
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

async function intoShop(page: Page, by: Way): Promise<void> {
  await page.goto(server.addressOf("shopping"));
  await page.waitForSelector("form.consent");
  for (const name of ["age", "takePart"]) await page.locator(`input[name=${name}]`).check();
  await push(page, by, ".actions .primary");
  await page.waitForSelector(".saydo-item .item-continue:not([disabled])");
}

const ways = [
  ["keyboard", "en-GB", { width: 1280, height: 800, colorScheme: "light" }],
  ["mouse", "nl", { width: 320, height: 640, colorScheme: "dark" }],
  ["touch", "de", { width: 390, height: 844, colorScheme: "light" }],
] as const;

test.each(ways)(
  "a basket is filled by %s (%s), outlives a reload, and is drawn",
  async (by, locale, { colorScheme, ...viewport }) => {
    const touch = by === "touch" ? { hasTouch: true, isMobile: true } : {};
    const context = await browser.newContext({ locale, viewport, colorScheme, ...touch });
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    const look = looking(`shop-${locale}`);
    await intoShop(page, by);
    await look.at(page, "terms");
    await push(page, by, ".item-continue");
    await page.waitForSelector(".shop-tile");
    await look.at(page, "shelf");
    expect(await page.locator(".shop-tile").count()).toBe(12);
    await page.fill(".shop-search", "velmo");
    await page.waitForFunction(() => document.querySelectorAll(".shop-tile").length === 1);
    await push(page, by, ".shop-look");
    await page.waitForSelector(".shop-large");
    await look.at(page, "product");
    await push(page, by, "[data-key=add]");
    await page.waitForSelector(".shop-tile");
    await push(page, by, "[data-key='add velmora']");
    await page.waitForFunction(() => document.querySelector(".shop-status")?.textContent?.includes("4"));
    await page.reload();
    // The pages that welcome somebody back.
    for (let pages = 0; pages < 2; pages += 1) await page.click(".actions .primary:visible");
    await page.waitForSelector(".shop-tile");
    expect(await page.innerText(".shop-basket")).toMatch(/4[.,]98/);
    await push(page, by, ".shop-basket");
    await page.waitForSelector(".shop-row");
    await push(page, by, "[data-key='more velmora']");
    await look.at(page, "basket");
    await push(page, by, "[data-key='more velmora']");
    // Five would cost €12.45.
    await push(page, by, "[data-key='more velmora']");
    await page.waitForSelector(".shop-status.is-asking");
    await push(page, by, "[data-key=on]");
    await page.waitForSelector("[data-key=buy]");
    await look.at(page, "review");
    await push(page, by, "[data-key=buy]");
    await page.waitForSelector(".saydo-item .item-continue:not([disabled])");
    await look.at(page, "draw");
    expect(await page.innerText(".saydo-item")).toContain("4 × Velmora");
    await push(page, by, ".item-continue");
    await page.waitForSelector(".code-box");
    const stored = (await server.stored()).filter(
      ({ body }) => body["inputModality"] === by || body["event"] === "open",
    );
    const own = stored.filter(({ sessionId }) => sessionId === stored.at(-1)?.sessionId);
    const last = own.at(-1)?.body;
    expect(last).toMatchObject({ event: "confirm", quantity: 4, basketTotal: 9.96 });
    expect(look.faults).toEqual([]);
    await context.close();
  },
);
