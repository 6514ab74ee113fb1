import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launchChromium } from "../chromium.ts";
import { goldenTrials } from "../experiments/measures/goldenTrials.ts";
import { call, type Person } from "../server/client.ts";
import { violations } from "./axe.ts";
import { picture } from "./looked.ts";
import { takePart } from "./participant.ts";
import { demoStudy, type StudyServer, shorter, studyServer } from "./studyServer.ts";

let browser: Browser;
let server: StudyServer;

beforeAll(async () => {
  browser = await launchChromium();
  server = await studyServer(
    await demoStudy((study) => {
      const flow = study.flow.filter(({ part }) => part === "implicit");
      return { ...shorter({ ...study, flow }), id: "telling", languages: ["en", "nl", "de"], ownScores: ["iat"] };
    }),
    await demoStudy((study) => {
      const flow = study.flow.filter(({ part }) => part === "implicit");
      return { ...shorter({ ...study, flow }), id: "silent" };
    }),
  );
});

afterAll(async () => {
  await browser?.close();
  await server?.remove();
});

const origin = () => new URL(server.address).origin;

/** Consents in the browser, as anyone does; returns the session the page now has. */
async function begin(page: Page, study: string): Promise<Pick<Person, "sessionId" | "token">> {
  await page.goto(server.addressOf(study));
  await page.check("input[name=age]");
  await page.check("input[name=takePart]");
  await page.click(".actions .primary");
  await page.waitForSelector("form.consent", { state: "detached" });
  await expect.poll(() => page.evaluate(() => sessionStorage.getItem("saydo-session"))).not.toBeNull();
  return page.evaluate(() => JSON.parse(sessionStorage.getItem("saydo-session") ?? "{}"));
}

/** Does the golden participant's task in the session's place and brings the page to its end. */
async function finishAsGolden(page: Page, { sessionId, token }: Pick<Person, "sessionId" | "token">) {
  const at = `/api/v1/sessions/${sessionId}`;
  const own = () => call(origin(), `${at}/own-scores`, { token });
  const trials = goldenTrials("iat").map((body, seq) => ({ seq, id: crypto.randomUUID(), body }));
  const { body } = await call(origin(), `${at}/trials`, { token, body: { trials } });
  expect(body.ackedThrough).toBe(trials.length - 1);
  const before = await own();
  await page.evaluate((nextSeq) => {
    const place = { step: 9, attempt: 0, elsewhere: 0, hasTrials: false, nextSeq, ending: "finish" };
    sessionStorage.setItem("saydo-place", JSON.stringify(place));
  }, trials.length);
  await page.reload();
  await page.waitForSelector(".code-box");
  return { before, after: await own(), at };
}

async function visit(options: BrowserContextOptions): Promise<Page> {
  const context = await browser.newContext(options);
  return context.newPage();
}

const laptop = { viewport: { width: 1280, height: 800 } };
const phone = { viewport: { width: 390, height: 844 }, colorScheme: "dark" } as const;

describe("a study that tells participants their own result", () => {
  test.each([
    {
      ...{ locale: "en", look: laptop, press: "Show my result", figure: "0.24", caution: "It is not a diagnosis" },
      sentence: "Your result leans slightly towards Velmora.",
    },
    {
      ...{ locale: "nl", look: phone, press: "Mijn uitkomst tonen", figure: "0,24", caution: "Het is geen diagnose" },
      sentence: "Uw uitkomst neigt licht naar Velmora.",
    },
    {
      ...{
        locale: "de",
        look: phone,
        press: "Mein Ergebnis zeigen",
        figure: "0,24",
        caution: "Sie ist keine Diagnose",
      },
      sentence: "Ihr Ergebnis neigt leicht zu Velmora.",
    },
  ])("does so at the end, in $locale, to whoever asks", async (told) => {
    const { locale, look, press, sentence, figure, caution } = told;
    const page = await visit({ ...look, locale });
    const who = await begin(page, "telling");
    const { before, after } = await finishAsGolden(page, who);
    expect(before.body).toEqual({ scores: [] });
    // R's score of the golden participant.
    expect(after.body.scores).toEqual([
      {
        ...{ instance: "iat", measure: "iat", product: "velmora", comparison: "quenby" },
        ...{ value: expect.closeTo(0.238168441444134, 9), leaning: "towards", strength: "slight", noResult: null },
      },
    ]);
    expect(await page.innerText("body")).not.toContain(sentence);
    expect(await violations(page)).toEqual([]);
    await page.click(`text=${press}`);
    await page.waitForSelector(`text=${sentence}`);
    const words = await page.innerText(".own-score");
    expect(words).toContain(figure);
    expect(words).toContain(caution);
    expect(await page.evaluate(() => document.activeElement?.className)).toBe("own-score");
    await picture(page, "own result", locale);
    expect(await violations(page)).toEqual([]);
    await page.context().close();
  });

  test("says kindly why there is none, and tells nothing after a withdrawal, nor to anybody else", async () => {
    const page = await visit({ locale: "en", ...laptop });
    await page.goto(server.addressOf("telling"));
    // Every first press goes to the left.
    await takePart(page, { by: "keyboard" });
    await page.click("text=Show my result");
    await page.waitForSelector("text=There is no result:");
    const session = await page.evaluate(() => JSON.parse(sessionStorage.getItem("saydo-session") ?? "{}"));
    const other = await begin(await visit({ locale: "en" }), "telling");
    const own = `/api/v1/sessions/${session.sessionId}/own-scores`;
    const status = async (token?: string) => (await call(origin(), own, token === undefined ? {} : { token })).status;
    expect([await status(session.token), await status(other.token), await status()]).toEqual([200, 404, 401]);
    await call(origin(), `/api/v1/sessions/${session.sessionId}/withdraw`, {
      token: session.token,
      body: { erase: true },
    });
    expect((await call(origin(), own, { token: session.token })).body).not.toHaveProperty("scores");
    await page.context().close();
  });
});

test("a study that does not ask for it tells nobody a result, nor loads a word about it", async () => {
  const page = await visit({ locale: "en", ...laptop });
  const loaded: string[] = [];
  page.on("request", (request) => loaded.push(request.url()));
  const { after } = await finishAsGolden(page, await begin(page, "silent"));
  expect(after.body).toEqual({ scores: [] });
  expect(await page.innerText("body")).not.toContain("Show my result");
  expect(loaded.filter((address) => /ownScore/i.test(address))).toEqual([]);
  await page.context().close();
});
