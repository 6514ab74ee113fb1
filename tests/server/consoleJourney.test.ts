import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join as path } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type RunningServer, startServer } from "../../server/main.ts";
import { launchChromium } from "../chromium.ts";
import { join, trial } from "./client.ts";
import { coffeeStudy } from "./coffeeStudy.ts";
import { type Places, placesOf } from "./stores.ts";

const attacks = [
  "<img src=x onerror=alert(1)>",
  "<script>alert(2)</script>",
  '"><svg onload=alert(3)>',
  "'};alert(4);//",
  "<iframe srcdoc='<script>alert(5)</script>'>",
  "javascript:alert(6)",
  "</textarea><script>alert(7)</script>",
];
const evil = attacks.join(" ");
const study = "coffee-brands";

let places: Places;
let server: RunningServer;
let browser: Browser;
let page: Page;
const ran: string[] = [];

beforeAll(async () => {
  places = await placesOf("sqlite");
  const base = await coffeeStudy();
  const products = base.study.products.map((product) => ({ ...product, name: `${evil} ${product.id}` }));
  const served = await coffeeStudy({ title: evil, products });
  server = await startServer({ ...(await places.fresh()), port: 0, consolePort: 0, studies: [served] });
  const person = await join(server.participantOrigin, { study, panelId: evil }, { linkPurchases: true });
  await person.send([trial(0, { note: evil }), { seq: 1, id: "x", body: { measure: evil } }]);
  browser = await launchChromium();
  page = await browser.newPage();
  page.on("dialog", (dialog) => {
    ran.push(dialog.message());
    void dialog.dismiss();
  });
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
  await places?.clear();
});

test("a browser makes the first account, works in the console and leaves it", async () => {
  await page.goto(server.firstRunUrl ?? "");
  await page.fill("#name", evil);
  await page.fill("#email", "ada@example.org");
  await page.fill("#password", "velvet anchor tundra 41");
  await page.click("main button");
  await page.waitForURL("**/account");
  await page.goto(`${server.consoleOrigin}/studies/${study}/recruit`);
  await page.fill("#count", "2");
  await page.click("main button");
  await page.waitForSelector("textarea");
  expect((await page.inputValue("textarea")).split("\n")).toHaveLength(2);
});

test("nothing that participants, studies or files say is run in the console", async () => {
  const at = `${server.consoleOrigin}/studies`;
  const pages = ["", `/${study}`, `/${study}/recruit`, `/${study}/people`, `/${study}/members`, `/${study}/audit`];
  for (const place of pages) {
    await page.goto(`${at}${place}`);
    expect(await page.locator("script, [onerror], [onload]").count(), place).toBe(0);
  }
  const file = path(mkdtempSync(path(tmpdir(), "saydo-evil-")), "rows.csv");
  writeFileSync(
    file,
    `participant_key,purchased_at,product,${evil.replaceAll(/[",]/g, "")}\n"${evil.replaceAll('"', '""')}",${evil.replaceAll(/[",]/g, "")},x\n`,
  );
  await page.goto(`${at}/${study}/purchases`);
  await page.setInputFiles("#file", file);
  await page.fill("#map", "product=<img src=x onerror=alert(8)>");
  await page.click("text=See what would match");
  await page.waitForSelector("h1");
  expect(await page.locator("script, [onerror], [onload]").count()).toBe(0);
  await page.goto(`${server.consoleOrigin}/studies/${encodeURIComponent(evil)}`);
  expect(ran).toEqual([]);
});

test("signs out for good", async () => {
  await page.goto(`${server.consoleOrigin}/studies`);
  await page.click("text=Sign out");
  await page.waitForURL("**/sign-in");
  await page.goto(`${server.consoleOrigin}/studies`);
  expect(new URL(page.url()).pathname).toBe("/sign-in");
});
