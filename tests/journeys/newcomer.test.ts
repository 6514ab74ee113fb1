import { resolve } from "node:path";
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type RunningServer, startServer } from "../../server/main.ts";
import { launchChromium } from "../chromium.ts";
import { join } from "../server/client.ts";
import { type Places, placesOf } from "../server/stores.ts";
import { violations } from "./axe.ts";

/** The most that a newcomer may need to a live link of an own study. */
const MOST = { clicks: 12, fields: 8 };
const MOST_TABS = 300;

let places: Places;
let server: RunningServer;
let browser: Browser;
let page: Page;
const blocked: string[] = [];
const counted = { clicks: 0, fields: 0 };

beforeAll(async () => {
  places = await placesOf("sqlite");
  const place = await places.fresh();
  server = await startServer({ ...place, port: 0, consolePort: 0, studies: [], pagesFolder: resolve("dist/browser") });
  browser = await launchChromium();
  page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  page.on("console", (message) => {
    if (message.type() === "error") blocked.push(message.text());
  });
  page.on("pageerror", (error) => blocked.push(String(error)));
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
  await places?.clear();
});

/** Goes to a control as somebody without a mouse does. */
async function reach(control: Locator): Promise<void> {
  await control.first().waitFor();
  for (let tabs = 0; tabs < MOST_TABS; tabs += 1) {
    if (await control.first().evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`the keyboard does not reach ${control}`);
}

async function press(control: Locator): Promise<void> {
  await reach(control);
  counted.clicks += 1;
  await page.keyboard.press("Enter");
}

async function type(label: string, text: string): Promise<void> {
  await reach(page.getByLabel(label, { exact: true }));
  counted.fields += 1;
  await page.keyboard.press("Control+A");
  await page.keyboard.type(text);
}

const button = (name: string) => page.getByRole("button", { name, exact: true });
const link = (name: string | RegExp) => page.getByRole("main").getByRole("link", { name });

test("from the first-run link to a live link of an own study by keyboard alone, in at most 12 clicks and 8 fields", async () => {
  await page.goto(server.firstRunUrl ?? "");
  await type("Your name", "Ada");
  await type("E-mail address", "ada@example.org");
  await type("Password", "velvet anchor tundra 41");
  await press(page.getByRole("main").getByRole("button"));
  await page.waitForURL("**/studies");
  await press(link("New study"));
  await press(page.locator('a[href="/gallery/coffee-brands"]'));
  await type("Title of your study", "Oat drinks");
  await reach(page.locator("#name-0"));
  counted.fields += 1;
  await page.keyboard.press("Control+A");
  await page.keyboard.type("Oatly Moon");
  await reach(page.locator("#name-1"));
  counted.fields += 1;
  await page.keyboard.press("Control+A");
  await page.keyboard.type("Leaf");
  await press(button("Make my study"));
  await page.waitForURL("**/studies/oat-drinks/design");
  await press(link("Check and launch"));
  await type("Type oat-drinks", "oat-drinks");
  await press(button("Launch the study"));
  await page.waitForURL("**/studies/oat-drinks");
  expect(await link(/\/s\/oat-drinks\//).getAttribute("href")).toBe(`${server.participantOrigin}/s/oat-drinks/`);
  expect(counted.clicks).toBeLessThanOrEqual(MOST.clicks);
  expect(counted.fields).toBeLessThanOrEqual(MOST.fields);
  expect(counted).toEqual({ clicks: 6, fields: 7 });
});

test("who comes is seen on the page that is open, without loading it again", async () => {
  const live = page.locator("[data-live]");
  const people = [];
  for (const _ of ["first", "second"]) people.push(await join(server.participantOrigin, { study: "oat-drinks" }));
  await live.getByText("2 of 2").first().waitFor();
  await live.getByText(people[1]?.sessionId.slice(0, 8) ?? "").waitFor();
  expect(await page.locator("[data-live-state]").textContent()).toContain("Follows by itself.");
});

test("a draft is played in the participant's own page, in its frame and by itself, without a session", async () => {
  await page.goto(`${server.consoleOrigin}/studies/oat-drinks/design/preview`);
  const frame = page.frameLocator("iframe");
  await frame.getByRole("heading", { name: "Oat drinks" }).waitFor();
  await frame.getByText("Preview: nothing is sent or kept.").waitFor();
  await page.getByRole("main").getByRole("link", { name: "Purchase intent" }).press("Enter");
  await frame.getByRole("button", { name: "Continue" }).click();
  await frame.locator(".saydo-item").first().waitFor();
  await page.goto(`${server.consoleOrigin}/studies/oat-drinks`);
  // The two of before and nobody else.
  await page.locator("[data-live]").getByText("2 of 2").first().waitFor();
});

test("the new pages are without fault for axe, at 1280 and 390 pixels, dark, at twice the size, and break no policy", async () => {
  const at = `${server.consoleOrigin}/studies/oat-drinks`;
  const pages = ["", "/recruit", "/quality", "/results", "/people", "/design", "/design/check", "/design/try"];
  const found: string[] = [];
  const views = [
    { name: "1280", width: 1280, scheme: "light" },
    { name: "390 dark", width: 390, scheme: "dark" },
    // Twice the size leaves half the width.
    { name: "200 %", width: 640, scheme: "light" },
  ] as const;
  for (const path of pages) {
    await page.goto(`${at}${path}`);
    for (const { name, width, scheme } of views) {
      await page.setViewportSize({ width, height: 800 });
      await page.emulateMedia({ colorScheme: scheme });
      found.push(...(await violations(page)).map((fault) => `${path} ${name}: ${fault}`));
    }
  }
  expect(found).toEqual([]);
  expect(blocked).toEqual([]);
});
