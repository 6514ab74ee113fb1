import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchChromium } from "../chromium.ts";
import { takePart } from "./participant.ts";
import { demoStudy, type StudyServer, studyServer } from "./studyServer.ts";

let browser: Browser;
let server: StudyServer;

beforeAll(async () => {
  browser = await launchChromium();
  const study = await demoStudy((demo) => ({
    ...demo,
    id: "arms",
    flow: demo.flow.filter(({ part }) => part === "stated"),
    randomise: { partOrder: false, itemOrder: false, arms: ["none", "stated"] },
  }));
  server = await studyServer(study);
});

afterAll(async () => {
  await browser?.close();
  await server?.remove();
});

test("of two people one is asked and one is not, and both finish", async () => {
  for (const person of ["ann", "bob"]) {
    const page = await browser.newPage({ locale: "en" });
    await page.goto(`${server.addressOf("arms")}?pid=${person}`);
    await takePart(page, { by: "keyboard" });
    await page.close();
  }
  const stored = await server.stored();
  const sessions = await server.sessions();
  const answers = sessions.map(({ id }) => stored.filter(({ sessionId }) => sessionId === id).length);
  expect(answers.toSorted()).toEqual([0, 3]);
  expect(sessions.map(({ isFinished }) => isFinished)).toEqual([true, true]);
});
