import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchChromium } from "../chromium.ts";
import { violations } from "./axe.ts";
import { demoStudy, type StudyServer, studyServer } from "./studyServer.ts";

let browser: Browser;
let server: StudyServer;
const words = "I am the parent or guardian of this participant and agree that they take part.";

beforeAll(async () => {
  browser = await launchChromium();
  server = await studyServer(
    await demoStudy((study) => {
      const parentalConsent = Object.fromEntries(study.languages.map((language) => [language, words]));
      return { ...study, consent: { ...study.consent, minimumAge: 14, parentalConsent } };
    }),
  );
});

afterAll(async () => {
  await browser?.close();
  await server?.remove();
});

test("a study of people under 18 starts only when a parent has ticked their own box beside the participant's", async () => {
  const page = await (await browser.newContext({ locale: "en" })).newPage();
  await page.goto(server.address);
  const boxes = page.getByRole("checkbox");
  await boxes.first().waitFor();
  const parent = page.getByRole("checkbox", { name: words });
  expect(await parent.isChecked()).toBe(false);
  expect(await page.getByText("14").first().isVisible()).toBe(true);
  const heading = await page.getByRole("heading", { level: 1 }).textContent();
  // Everything but the parent's box: the page stays, says why, and nothing is agreed to.
  for (const box of await boxes.all())
    if ((await box.getAttribute("id")) !== (await parent.getAttribute("id"))) await box.check();
  await page.click(".actions .primary");
  expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe(heading);
  expect(await violations(page)).toEqual([]);
  const consented = () =>
    server.store(async (store) =>
      (await store.people.list("coffee-brands", 10)).filter(({ consentedAt }) => consentedAt),
    );
  expect(await consented()).toEqual([]);
  await parent.check();
  await page.click(".actions .primary");
  await page.waitForFunction((before) => document.querySelector("h1")?.textContent !== before, heading);
  await expect.poll(async () => (await consented()).length, { timeout: 30_000 }).toBe(1);
  await page.context().close();
});
