import { generate } from "otplib";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type RunningServer, startServer } from "../../server/main.ts";
import { launchChromium } from "../chromium.ts";
import { coffeeStudy } from "./coffeeStudy.ts";
import { type Places, placesOf } from "./stores.ts";

const study = "coffee-brands";

let places: Places;
let server: RunningServer;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  places = await placesOf("sqlite");
  const studies = [await coffeeStudy()];
  server = await startServer({ ...(await places.fresh()), port: 0, consolePort: 0, studies });
  browser = await launchChromium();
  page = await browser.newPage();
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
  await places?.clear();
});

test("a browser makes the first account, works in the console and leaves it", async () => {
  await page.goto(server.firstRunUrl ?? "");
  await page.fill("#name", "Ada");
  await page.fill("#email", "ada@example.org");
  await page.fill("#password", "velvet anchor tundra 41");
  await page.click("main button");
  // On this computer alone the second factor may come later.
  await page.waitForURL("**/studies");
  await page.goto(`${server.consoleOrigin}/account`);
  await page.click("text=Set up a second factor");
  const secret = await page.textContent("main code");
  await page.fill("#code", await generate({ secret: (secret ?? "").replaceAll(" ", "") }));
  await page.click("text=Switch it on");
  await page.waitForSelector("text=Signing in asks for a code");
  await page.goto(`${server.consoleOrigin}/studies/${study}/recruit`);
  await page.fill("#count", "2");
  await page.click("main button");
  await page.waitForSelector("textarea");
  expect((await page.inputValue("textarea")).split("\n")).toHaveLength(2);
});

test("signs out for good", async () => {
  await page.goto(`${server.consoleOrigin}/studies`);
  await page.click("text=Sign out");
  await page.waitForURL("**/sign-in");
  await page.goto(`${server.consoleOrigin}/studies`);
  expect(new URL(page.url()).pathname).toBe("/sign-in");
});
