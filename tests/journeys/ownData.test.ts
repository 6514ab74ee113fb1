import { readFileSync } from "node:fs";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launchChromium } from "../chromium.ts";
import { call, join, trial, wholeCoffee } from "../server/client.ts";
import { violations } from "./axe.ts";
import { demoStudy, type StudyServer, studyServer } from "./studyServer.ts";

let browser: Browser;
let server: StudyServer;
let origin: string;
const study = "coffee-brands";

beforeAll(async () => {
  browser = await launchChromium();
  server = await studyServer(await demoStudy());
  origin = new URL(server.address).origin;
});

afterAll(async () => {
  await browser?.close();
  await server?.remove();
});

/** Somebody who has finished, with a word of their own in an answer. */
async function finished(panelId: string, word: string) {
  const person = await join(origin, { study, panelId });
  await person.send([...wholeCoffee(), trial(4, { note: word })]);
  const { body } = await person.post("finish", { trialCount: 5 });
  return { person, code: String(body.ownDataCode) };
}

async function opened(code: string, options: BrowserContextOptions = { locale: "en" }): Promise<Page> {
  const context = await browser.newContext({ acceptDownloads: true, ...options });
  const page = await context.newPage();
  await page.goto(`${origin}/my#${code}`);
  await page.waitForSelector("#code");
  return page;
}

async function download(page: Page, label: RegExp): Promise<string> {
  const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: label }).click()]);
  return readFileSync((await file.path()) ?? "", "utf8");
}

describe("a participant's own page", () => {
  test("gives all of one person's data and nothing of another's, as JSON and as a table", async () => {
    const other = await finished("panel-other", "canary-of-the-other");
    const { code } = await finished("panel-one", "canary-of-one");
    const page = await opened(code);
    const json = await download(page, /JSON/);
    const copy = JSON.parse(json);
    expect(copy.panelId).toBe("panel-one");
    expect(copy.trials).toHaveLength(5);
    expect(copy.consents[0].purposes).toBeDefined();
    const csv = await download(page, /CSV/);
    for (const text of [json, csv]) {
      expect(text).toContain("canary-of-one");
      expect(text).not.toContain("canary-of-the-other");
      expect(text).not.toContain(other.code);
    }
    expect(csv.split("\n")[0]).toBe("section,number,name,value");
    expect(csv.match(/^trials,\d+,receivedAt,/gm)).toHaveLength(5);
    await page.context().close();
  });

  test("keeps the code out of the address", async () => {
    const { code } = await finished("panel-address", "w");
    const page = await opened(code);
    expect(page.url()).toBe(`${origin}/my`);
    expect(await page.inputValue("#code")).toBe(code);
    await page.context().close();
  });

  test("erases in two clicks, by keyboard alone, after the session's end", async () => {
    const { person, code } = await finished("panel-erased", "w");
    const page = await opened(code);
    await page.getByRole("button", { name: "Erase my data" }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Yes, erase everything" }).focus();
    await page.keyboard.press("Enter");
    await page.getByText("Everything about you has been erased.").waitFor();
    const left = await server.store((store) => store.people.byPanelId(study, "panel-erased"));
    expect(left).toBeUndefined();
    expect((await person.status()).body).toMatchObject({ withdrawn: true });
    expect((await call(origin, "/api/v1/own-data", { body: { code } })).status).toBe(404);
    await page.context().close();
  });

  test("withdraws in two clicks and still gives the data", async () => {
    const { code } = await finished("panel-withdrawn", "w");
    const page = await opened(code, { locale: "nl" });
    await page.getByRole("button", { name: "Terugtrekken" }).click();
    await page.getByRole("button", { name: "Ja, terugtrekken" }).click();
    await page.getByText("U heeft zich teruggetrokken.").waitFor();
    expect((await call(origin, "/api/v1/own-data", { body: { code } })).body.isWithdrawn).toBe(true);
    await page.context().close();
  });

  test("says kindly that a code is not right, in the language that was chosen", async () => {
    const page = await opened("x".repeat(48));
    await page.getByRole("button", { name: "Deutsch" }).click();
    await page.getByRole("button", { name: /JSON/ }).click();
    await page.getByRole("alert").filter({ hasText: "Unter diesem Code gibt es nichts." }).waitFor();
    await page.context().close();
  });

  test.each([
    ["on a laptop", { viewport: { width: 1280, height: 800 }, colorScheme: "light" }],
    ["on a phone, dark", { viewport: { width: 390, height: 844 }, colorScheme: "dark" }],
  ] as const)("has no accessibility fault %s, and does not scroll sideways", async (_where, options) => {
    const page = await opened("x".repeat(48), { locale: "en", ...options });
    expect(await violations(page)).toEqual([]);
    await page.getByRole("button", { name: "Erase my data" }).click();
    await page.getByRole("heading", { name: "Erase everything about you?" }).waitFor();
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
    await page.context().close();
  });
});

describe("a code to one's own data", () => {
  test("is given at consent and at the end, the same, and is not the session's id", async () => {
    const { person, code } = await finished("panel-code", "w");
    expect(code).toMatch(/^[\w-]{48}$/);
    expect(Buffer.from(code, "base64url")).toHaveLength(36);
    // The first 16 bytes say which session; the other 20 are the secret.
    expect(Buffer.from(code, "base64url").subarray(0, 16).toString("hex")).toBe(person.sessionId.replaceAll("-", ""));
    const early = await join(origin, { study, panelId: "panel-early" });
    const { consentHash } = early.started;
    const { body } = await early.post("consent", { consentHash, language: "en", purposes: { takePart: true } });
    expect(body.ownDataCode).toMatch(/^[\w-]{48}$/);
  });

  test("opens nothing with one letter changed, or with another's secret, and ten wrong ones are all", async () => {
    const [one, other] = [await finished("panel-a", "w"), await finished("panel-b", "w")];
    const changed = one.code.slice(0, 30) + (one.code[30] === "A" ? "B" : "A") + one.code.slice(31);
    const mixed = Buffer.concat([
      Buffer.from(one.code, "base64url").subarray(0, 16),
      Buffer.from(other.code, "base64url").subarray(16),
    ]).toString("base64url");
    const ask = async (code: string) => (await call(origin, "/api/v1/own-data", { body: { code } })).status;
    const statuses: number[] = [];
    for (let guess = 0; guess < 8; guess += 1) statuses.push(await ask(guess % 2 === 0 ? changed : mixed));
    for (let guess = 0; guess < 12; guess += 1) statuses.push(await ask(changed));
    expect(new Set(statuses)).toEqual(new Set([404, 429]));
    expect(statuses.at(-1)).toBe(429);
    // Whoever has the right one is not locked out by others' guesses.
    expect(await ask(one.code)).toBe(200);
  });
});
