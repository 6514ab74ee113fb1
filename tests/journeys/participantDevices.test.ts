import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { FlowPart, Study } from "../../experiments/contract/study.ts";
import { screener } from "../../experiments/measures/stated/screener/measure.ts";
import { launchChromium } from "../chromium.ts";
import { takePart } from "./participant.ts";
import { demoStudy, type StudyServer, studyServer } from "./studyServer.ts";

let browser: Browser;
let server: StudyServer;

const screening: FlowPart = {
  part: "screening",
  measures: [{ measure: "screener", instance: "screener", product: "velmora", ...screener.parameters.parse({}) }],
};

const asking = (id: string, more: Partial<Study>) =>
  demoStudy((study) => {
    const stated = study.flow.filter(({ part }) => part === "stated");
    return { ...study, id, flow: stated, randomise: { ...study.randomise, partOrder: false }, ...more };
  });

beforeAll(async () => {
  browser = await launchChromium();
  const redirectUrl = "https://panel.example/credit?experiment_id=7&code={code}";
  const { study } = await demoStudy();
  const recruited = (source: "sona" | "mturk", panelParameter?: string) => ({
    recruitment: { ...study.recruitment, source, panelParameter, redirectUrl },
  });
  server = await studyServer(
    await asking("keys", { device: { keyboard: true, leastWidth: 320 } }),
    await asking("wide", { device: { keyboard: false, leastWidth: 900 } }),
    await asking("screened", { flow: [screening, ...study.flow.filter(({ part }) => part === "stated")] }),
    await asking("arabic", { languages: ["ar"], flow: study.flow.filter(({ part }) => part === "implicit") }),
    await asking("sona", recruited("sona")),
    await asking("mturk", recruited("mturk")),
    await asking("cloud", recruited("mturk", "participantId")),
  );
});

afterAll(async () => {
  await browser?.close();
  await server?.remove();
});

async function visit(id: string, options: BrowserContextOptions = {}, query = ""): Promise<Page> {
  const context = await browser.newContext({ locale: "en", ...options });
  const page = await context.newPage();
  await page.goto(server.addressOf(id) + query);
  return page;
}

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

describe("a study that asks something of the device", () => {
  test("waits on a phone for a key of a real keyboard", async () => {
    const page = await visit("keys", phone);
    await page.waitForSelector("text=This study needs a keyboard");
    await page.keyboard.press("a");
    expect(await page.innerText("h1")).toBe("This study needs a keyboard");
    await page.keyboard.press("Space");
    await page.waitForSelector("form.consent");
    await page.context().close();
  });

  test("asks nothing where there is a mouse, and so most likely a keyboard", async () => {
    const page = await visit("keys");
    await page.waitForSelector("form.consent");
    await page.context().close();
  });

  test("waits for a window that is wide enough", async () => {
    const page = await visit("wide", { viewport: { width: 700, height: 800 } });
    await page.waitForSelector("text=This screen is too small");
    await page.setViewportSize({ width: 1000, height: 800 });
    await page.waitForSelector("form.consent");
    await page.context().close();
  });
});

describe("a study in a language that runs from right to left", () => {
  test("keeps the left key and the left zone on the left", async () => {
    const page = await visit("arabic");
    const seen = new Error("seen");
    const playing = takePart(page, {
      by: "keyboard",
      before: async ({ kind }) => {
        if (kind === "trial") throw seen;
      },
    });
    await expect(playing).rejects.toBe(seen);
    expect(await page.evaluate(() => document.documentElement.dir)).toBe("rtl");
    for (const [left, right] of [
      [".saydo-side.saydo-left", ".saydo-side.saydo-right"],
      [".saydo-zone[data-choice=left]", ".saydo-zone[data-choice=right]"],
    ] as const) {
      const boxes = await Promise.all([left, right].map((part) => page.locator(part).boundingBox()));
      expect(boxes[0]!.x, left).toBeLessThan(boxes[1]!.x);
    }
    await page.context().close();
  });
});

describe("a person who is not eligible", () => {
  test("is thanked after the screening, stored, takes nobody's place, and does not screen again at another device", async () => {
    const page = await visit("screened", {}, "?pid=eve");
    const leaving = takePart(page, {
      by: "keyboard",
      before: async ({ kind }) => {
        if (kind !== "item") return;
        await page.click("label.choice:last-of-type");
        await page.click(".item-continue");
        await page.waitForSelector("text=Thank you, that was all");
        throw new Error("screened out");
      },
    });
    await expect(leaving).rejects.toThrow("screened out");
    await expect.poll(async () => (await server.stored()).length).toBe(1);
    expect((await server.stored())[0]?.body).toMatchObject({ measure: "screener", isEligible: false });
    expect((await server.sessions()).at(-1)).toMatchObject({ isFinished: false, completionCode: null });
    await page.reload();
    await page.waitForSelector("text=Thank you, that was all");
    await page.context().close();
    const elsewhere = await visit("screened", phone, "?pid=eve");
    await elsewhere.check("input[name=age]");
    await elsewhere.check("input[name=takePart]");
    await elsewhere.click("text=Start");
    await elsewhere.waitForSelector("text=You have already taken part");
    expect((await server.stored()).length).toBe(1);
    await elsewhere.context().close();
  });
});

describe("a person sent by a panel", () => {
  test.each([
    ["sona", "?survey_code=123"],
    ["mturk", "?workerId=W1&assignmentId=A1&hitId=H1"],
    ["cloud", "?participantId=P1&assignmentId=A1&projectId=C1"],
  ])("of %s goes back to it with the completion code", async (id, query) => {
    const page = await visit(id, {}, query);
    await takePart(page, { by: "keyboard" });
    const code = await page.innerText(".code-box code");
    expect(await page.getAttribute(".actions a", "href")).toBe(
      `https://panel.example/credit?experiment_id=7&code=${code}`,
    );
    await page.context().close();
  });
});
