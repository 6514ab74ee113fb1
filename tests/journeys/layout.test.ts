import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { iat } from "../../experiments/measures/implicit/iat/measure.ts";
import { likelihoodToRecommend } from "../../experiments/measures/stated/likelihoodToRecommend/measure.ts";
import { purchaseProbability } from "../../experiments/measures/stated/purchaseProbability/measure.ts";
import { launchChromium } from "../chromium.ts";
import { layoutFaults } from "./laidOut.ts";
import { picture } from "./looked.ts";
import { takePart } from "./participant.ts";
import { demoStudy, type StudyServer, studyServer } from "./studyServer.ts";

let browser: Browser;
let server: StudyServer;

const trials = { targets: 2, attributes: 2, combinedPractice: 2, combinedTest: 2, reversedTargets: 2 };
const longest = { focal: "Krankenhauszusatzversicherungstarif", comparison: "Berufsunfähigkeitsversicherungsamt" };

beforeAll(async () => {
  browser = await launchChromium();
  const demo = await demoStudy((study) => ({
    ...study,
    languages: ["de"],
    products: study.products.map((product, index) => ({
      ...product,
      name: index === 0 ? longest.focal : longest.comparison,
    })),
    randomise: { ...study.randomise, partOrder: false },
    flow: [
      {
        part: "stated",
        measures: [likelihoodToRecommend, purchaseProbability].map(({ name, parameters }) => ({
          measure: name,
          instance: name,
          product: "velmora",
          ...parameters.parse({}),
        })),
      },
      {
        part: "implicit",
        measures: [
          { measure: "iat", instance: "iat", product: "velmora", ...iat.parameters.parse({ trials, interTrialMs: 0 }) },
        ],
      },
    ],
  }));
  server = await studyServer(demo);
});

afterAll(async () => {
  await browser?.close();
  await server?.remove();
});

async function open(options: BrowserContextOptions): Promise<Page> {
  const context = await browser.newContext({ locale: "de-DE", ...options });
  const page = await context.newPage();
  await page.goto(`${server.address}?pid=${Math.random()}`);
  return page;
}

describe.each([
  ["a laptop, dark", { viewport: { width: 1280, height: 800 }, colorScheme: "dark" }],
  ["a laptop at 200 %", { viewport: { width: 640, height: 400 } }],
  ["a phone", { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }],
  ["the narrowest phone", { viewport: { width: 320, height: 568 }, hasTouch: true, isMobile: true }],
] as const)("on %s, with words of 34 letters", (name, options) => {
  test("no page scrolls sideways, covers what has the focus or hides an answer, and no cross meets its stimulus", async () => {
    const page = await open(options);
    const faults: string[] = [];
    const look = async (where: string) => {
      faults.push(...(await layoutFaults(page)).map((fault) => `${where}: ${fault}`));
      await picture(page, `layout ${name}`, where);
    };
    let crosses = 0;
    const counts = await takePart(page, {
      by: "hasTouch" in options ? "touch" : "keyboard",
      before: async ({ kind, number, sign }) => {
        if (kind !== "trial") await look(`${kind} ${number}`);
        if (kind === "trial" && crosses === 0) {
          await page.keyboard.press("e");
          await page.waitForTimeout(40);
          if ((await page.locator(".saydo-mark-wrong").count()) > 0) {
            crosses += 1;
            await look("trial with a cross");
          } else return "again";
        }
        return sign === "" ? "again" : undefined;
      },
    });
    expect(faults).toEqual([]);
    expect(crosses).toBe(1);
    expect([counts.get("item"), counts.get("instructions")]).toEqual([2, 8]);
    const [trial] = (await server.stored()).filter(({ body }) => body["measure"] === "iat").slice(-1);
    expect(trial?.body["ground"]).toBe("rgb(255, 255, 255)");
    await page.context().close();
  });
});

test("at 400 % the timed part can be left out and the study finished", async () => {
  const page = await open({ viewport: { width: 320, height: 256 } });
  const faults: string[] = [];
  let hasStop = false;
  await takePart(page, {
    by: "mouse",
    before: async ({ kind, number, sign }) => {
      if (!sign.includes("Bildschirm")) return undefined;
      faults.push(...(await layoutFaults(page)).map((fault) => `${kind} ${number}: ${fault}`));
      hasStop = await page.isVisible(".stop");
      await page.click(".actions .quiet");
      await page.click(".tick >> nth=2");
      await page.click(".actions .primary");
      await page.waitForSelector(".tick", { state: "detached" });
      return "again";
    },
  });
  expect(faults).toEqual([]);
  expect(hasStop).toBe(true);
  const skipped = (await server.stored()).filter(({ body }) => "skipped" in body);
  expect(skipped.map(({ body }) => body["skipped"])).toEqual(["sight"]);
  await page.context().close();
});
