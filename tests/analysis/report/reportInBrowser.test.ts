import axe from "axe-core";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { reportHtml } from "../../../analysis/report/reportHtml.tsx";
import { reportStyleHash } from "../../../analysis/report/style.ts";
import { launchChromium } from "../../chromium.ts";
import { exampleComparison, fullContext } from "./example.ts";

const POLICY = `default-src 'none'; style-src '${reportStyleHash()}'`;
const html = reportHtml(exampleComparison("c01_n80_strong"), fullContext);

type Look = { readonly width: number; readonly height: number; readonly colorScheme: "light" | "dark" };
const LOOKS: readonly Look[] = [
  { width: 1280, height: 800, colorScheme: "light" },
  { width: 1280, height: 800, colorScheme: "dark" },
  { width: 390, height: 844, colorScheme: "light" },
  { width: 390, height: 844, colorScheme: "dark" },
];

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

/** The report under its policy, as the console frames it; `policy` null serves it bare, for tools that inject script. */
async function open({ width, height, colorScheme }: Look, policy: string | null = POLICY) {
  const context = await browser.newContext({ viewport: { width, height }, colorScheme });
  const page = await context.newPage();
  const trouble: string[] = [];
  page.on("console", (message) => trouble.push(message.text()));
  page.on("pageerror", (error) => trouble.push(error.message));
  const requested: string[] = [];
  await page.route("**/*", (route) => {
    requested.push(route.request().url());
    const headers = policy === null ? {} : { "content-security-policy": policy };
    return route.fulfill({ status: 200, contentType: "text/html; charset=utf-8", headers, body: html });
  });
  await page.goto("http://report.test/");
  return { page, trouble, requested };
}

describe.each(LOOKS)("the report in Chromium at $width px, $colorScheme", (look) => {
  test("asks for nothing and breaks no rule of its content policy", async () => {
    const { page, trouble, requested } = await open(look);
    expect(trouble).toEqual([]);
    expect(requested).toEqual(["http://report.test/"]);
    expect(await page.evaluate(() => getComputedStyle(document.body).marginTop)).toBe("0px");
    await page.context().close();
  });
  test("does not scroll sideways", async () => {
    const { page } = await open(look);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
    await page.context().close();
  });
  test("draws each figure once", async () => {
    const { page } = await open(look);
    for (const figure of await page.locator(".figure").all())
      expect(await figure.locator("svg:visible").count()).toBe(1);
    await page.context().close();
  });
});

// Contrast differs by colour scheme, target sizes by width: two looks cover both.
test.each([LOOKS[0], LOOKS[3]])(
  "axe has nothing to report, with every table open: %o",
  { timeout: 120_000 },
  async (look) => {
    const { page } = await open(look ?? { width: 1280, height: 800, colorScheme: "light" }, null);
    for (const details of await page.locator("details").all()) {
      await details.evaluate((element) => element.setAttribute("open", ""));
    }
    expect(await violations(page)).toEqual([]);
    await page.context().close();
  },
);

test("the answers and the say–do figure stand on the first screen at 1280 × 800", async () => {
  const { page } = await open({ width: 1280, height: 800, colorScheme: "light" });
  const bottoms = await page
    .locator(".first .answers li, .first svg.wide")
    .evaluateAll((elements) => elements.map((element) => element.getBoundingClientRect().bottom));
  expect(bottoms).toHaveLength(6);
  expect(Math.max(...bottoms)).toBeLessThanOrEqual(800);
  await page.context().close();
});

test("another style than the report's own is refused by the policy", async () => {
  const { page } = await open({ width: 1280, height: 800, colorScheme: "light" });
  const changed = html.replace("<body", "<style>body{margin:99px}</style><body");
  await page.unroute("**/*");
  await page.route("**/*", (route) =>
    route.fulfill({
      status: 200,
      contentType: "text/html",
      headers: { "content-security-policy": POLICY },
      body: changed,
    }),
  );
  await page.goto("http://report.test/changed");
  expect(await page.evaluate(() => getComputedStyle(document.body).marginTop)).toBe("0px");
  await page.context().close();
});

async function violations(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  // The source above defines `axe` in the page.
  const result = await page.evaluate(() =>
    (window as unknown as { axe: { run(): Promise<axe.AxeResults> } }).axe.run(),
  );
  return result.violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html: where }) => where.slice(0, 120)).join(" | ")}`,
  );
}
