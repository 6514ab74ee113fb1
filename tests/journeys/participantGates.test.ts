import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Study } from "../../experiments/contract/study.ts";
import { launchChromium } from "../chromium.ts";
import { takePart } from "./participant.ts";
import { demoStudy, type StudyServer, studyServer } from "./studyServer.ts";

let browser: Browser;
let server: StudyServer;

const recruiting = (id: string, recruitment: Partial<Study["recruitment"]>, more: Partial<Study> = {}) =>
  demoStudy((study) => {
    const stated = study.flow.filter(({ part }) => part === "stated");
    const randomise = { ...study.randomise, partOrder: false };
    return { ...study, id, flow: stated, randomise, recruitment: { ...study.recruitment, ...recruitment }, ...more };
  });

beforeAll(async () => {
  browser = await launchChromium();
  const redirectUrl = "https://app.prolific.example/submissions/complete?cc={code}";
  server = await studyServer(
    await recruiting("open", {}),
    await recruiting("closed", {}),
    await recruiting("full", {}, { quota: { completes: 1 } }),
    await recruiting("once", { repeat: "refuse" }),
    await recruiting("moving", { repeat: "anyDevice" }),
    await recruiting("paused", {}),
    await recruiting("single", { source: "singleUse" }),
    await recruiting("prolific", { source: "prolific", panelParameter: undefined, redirectUrl }),
    await recruiting("mturk", { source: "mturk", panelParameter: undefined }),
  );
  await server.store((store) => store.studies.setState("closed", "closed"));
  await server.store((store) => store.studies.setState("paused", "paused"));
});

afterAll(async () => {
  await browser?.close();
  await server?.remove();
});

async function visit(address: string): Promise<{ readonly page: Page; readonly context: BrowserContext }> {
  const context = await browser.newContext({ locale: "en" });
  const page = await context.newPage();
  await page.goto(address);
  return { page, context };
}

async function finishAt(address: string): Promise<string> {
  const { page, context } = await visit(address);
  await takePart(page, { by: "keyboard" });
  const code = await page.innerText(".code-box code");
  await context.close();
  return code;
}

/** The heading of the page that turns someone away, right away or when they start. */
async function turnedAway(address: string): Promise<string> {
  const { page, context } = await visit(address);
  await page.waitForSelector("[role=alert], form.consent");
  if (await page.isVisible("form.consent")) {
    await page.check("input[name=age]");
    await page.check("input[name=takePart]");
    await page.click("text=Start");
    await page.waitForSelector("[role=alert] h1");
  }
  const title = await page.innerText("h1");
  await context.close();
  return title;
}

describe("a person who cannot take part is told so kindly", () => {
  test.each([
    ["nosuch", "", "There is no study here"],
    ["closed", "", "This study is closed"],
    ["paused", "", "This study is paused"],
    ["prolific", "?PROLIFIC_PID={{%PROLIFIC_PID%}}", "Something is missing from this link"],
    ["prolific", "", "Something is missing from this link"],
    ["single", "", "Something is missing from this link"],
    ["mturk", "?workerId=A&assignmentId=ASSIGNMENT_ID_NOT_AVAILABLE", "This is only a preview"],
  ])("at %s%s", async (id, query, title) => {
    expect(await turnedAway(server.addressOf(id) + query)).toBe(title);
  });

  test("when enough people have taken part", async () => {
    await finishAt(server.addressOf("full"));
    expect(await turnedAway(server.addressOf("full"))).toBe("Enough people have taken part");
  });

  test("when they have taken part already", async () => {
    const address = `${server.addressOf("once")}?pid=ann`;
    await finishAt(address);
    expect(await turnedAway(address)).toBe("You have already taken part");
  });

  test("when their link has been used by someone who started, not by someone who only looked", async () => {
    const [link = ""] = await server.store((store) => store.links.make("single", { count: 1 }));
    const address = `${server.addressOf("single")}?link=${link}`;
    const { page, context } = await visit(address);
    await page.waitForSelector("form.consent");
    await context.close();
    await finishAt(address);
    expect(await turnedAway(address)).toBe("This link has been used");
  });

  test("but not when only the reply to their Start was lost: the link is still theirs", async () => {
    const [link = ""] = await server.store((store) => store.links.make("single", { count: 1 }));
    const { page, context } = await visit("about:blank");
    let lost = 0;
    await page.route("**/api/v1/sessions", async (route) => {
      if (lost >= 2) return route.continue();
      lost += 1;
      await route.fetch();
      await route.abort();
    });
    await page.goto(`${server.addressOf("single")}?link=${link}`);
    const before = (await server.sessions()).length;
    await takePart(page, { by: "keyboard" });
    expect(lost).toBe(2);
    expect(await page.innerText(".code-box code")).toMatch(/^\w{12}$/);
    expect((await server.sessions()).length).toBe(before + 1);
    await context.close();
  });

  test("when they would rather not, and may think again", async () => {
    const before = (await server.sessions()).length;
    const { page, context } = await visit(server.addressOf("open"));
    await page.click(".actions .quiet");
    expect(await page.innerText("h1")).toBe("That is quite all right");
    await page.click("text=I have changed my mind");
    await page.waitForSelector("form.consent");
    expect((await server.sessions()).length).toBe(before);
    await context.close();
  });
});

describe("a person sent by a panel", () => {
  test("goes back there with the completion code once all is stored", async () => {
    const { page, context } = await visit(`${server.addressOf("prolific")}?PROLIFIC_PID=p1&STUDY_ID=s&SESSION_ID=x`);
    await takePart(page, { by: "keyboard" });
    const code = await page.innerText(".code-box code");
    expect(await page.getAttribute(".actions a", "href")).toBe(
      `https://app.prolific.example/submissions/complete?cc=${code}`,
    );
    await context.close();
  });

  test("goes on at another device where the study says that the id is enough", async () => {
    const address = `${server.addressOf("moving")}?pid=bob`;
    const first = await visit(address);
    const leaving = takePart(first.page, {
      by: "keyboard",
      before: async ({ kind, number }) => {
        if (kind === "item" && number === 2) throw new Error("left");
        return undefined;
      },
    });
    await expect(leaving).rejects.toThrow("left");
    await finishAt(address);
    const sessions = await server.sessions();
    const stored = (await server.stored()).filter(({ sessionId }) => sessionId === sessions.at(-1)?.id);
    expect(sessions.at(-1)).toMatchObject({ isFinished: true, quarantined: 0 });
    // The first answer was given twice: the later one, marked as a further attempt, is the one that counts.
    expect(stored.map(({ body }) => [body["instance"], body["attempt"]])).toEqual([
      ["likelihoodToRecommend", undefined],
      ["likelihoodToRecommend", 1],
      ["purchaseIntent", 1],
      ["purchaseProbability", 1],
    ]);
    // The page left open elsewhere learns that it is no longer the one.
    await first.page.keyboard.press("End");
    await first.page.keyboard.press("Enter");
    await first.page.waitForSelector("text=The study has moved");
    await first.context.close();
  });
});

describe("a session open in two tabs", () => {
  test("runs in one of them at a time", async () => {
    const { page, context } = await visit(server.addressOf("open"));
    await page.check("input[name=age]");
    await page.check("input[name=takePart]");
    await page.click("text=Start");
    await page.waitForSelector(".saydo-item");
    const second = await context.newPage();
    await second.goto(server.addressOf("open"));
    await second.click("text=Go on where I was");
    await second.waitForSelector("text=The study is open in another tab");
    await second.click("text=Move it here");
    await second.waitForSelector(".saydo-item");
    await takePart(second, { by: "keyboard" });
    await page.waitForSelector("text=The study has moved");
    const session = (await server.sessions()).at(-1);
    const stored = (await server.stored()).filter(({ sessionId }) => sessionId === session?.id);
    expect(stored).toHaveLength(3);
    expect(session).toMatchObject({ isFinished: true, quarantined: 0 });
    await context.close();
  });
});
