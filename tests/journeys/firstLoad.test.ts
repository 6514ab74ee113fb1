import { gzipSync } from "node:zlib";
import type { Browser, Response } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launchChromium } from "../chromium.ts";
import { takePart } from "./participant.ts";
import { demoStudy, type StudyServer, studyServer } from "./studyServer.ts";

const code = new Set(["document", "stylesheet", "script"]);

let browser: Browser;
let server: StudyServer;

beforeAll(async () => {
  browser = await launchChromium();
  server = await studyServer(
    await demoStudy((study) => ({ ...study, randomise: { ...study.randomise, partOrder: false } })),
  );
});

afterAll(async () => {
  await browser?.close();
  await server?.remove();
});

describe("the demo study", () => {
  test.each([["en-GB"], ["nl"]])(
    "has its first trial (%s) within its budget of bytes, without code of other measures",
    async (locale) => {
      const context = await browser.newContext({ locale });
      const page = await context.newPage();
      const responses: Response[] = [];
      page.on("response", (response) => {
        if (code.has(response.request().resourceType())) responses.push(response);
      });
      await page.goto(server.address);
      const reached = new Error("first trial");
      const playing = takePart(page, {
        by: "keyboard",
        before: async ({ kind }) => {
          if (kind === "item" || kind === "trial") throw reached;
        },
      });
      await expect(playing).rejects.toBe(reached);
      const before = [...responses];
      const sizes = await Promise.all(before.map(async (response) => gzipSync(await response.body()).length));
      const sum = sizes.reduce((all, bytes) => all + bytes, 0);
      const names = before.map((response) => new URL(response.url()).pathname);
      // English is there for everyone; another language is one small file more.
      expect(sum).toBeLessThanOrEqual(locale === "nl" ? 63_000 : 60_000);
      expect(sum).toBeGreaterThan(50_000);
      expect(names.filter((name) => /screener|goNoGo|priceLadder|rescue|timing/.test(name))).toEqual([]);
      expect(names.some((name) => name.includes("/iat-"))).toBe(true);
      await context.close();
    },
  );
});
