import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { FlowPart, Study } from "../../experiments/contract/study.ts";
import { screener } from "../../experiments/measures/stated/screener/measure.ts";
import { launchChromium } from "../chromium.ts";
import { join } from "../server/client.ts";
import { looking } from "./looked.ts";
import { demoStudy, type StudyServer, studyServer } from "./studyServer.ts";

let browser: Browser;
let server: StudyServer;

const screening: FlowPart = {
  part: "screening",
  measures: [{ measure: "screener", instance: "screener", product: "velmora", ...screener.parameters.parse({}) }],
};

/** The demo with its first question, or more of them. */
const asking = (id: string, change: (study: Study) => Partial<Study> = () => ({}), questions = 1) =>
  demoStudy((study) => {
    const [stated] = study.flow.filter(({ part }) => part === "stated");
    const flow: FlowPart[] = [{ part: "stated", measures: (stated?.measures ?? []).slice(0, questions) }];
    return { ...study, id, flow, randomise: { ...study.randomise, partOrder: false }, ...change(study) };
  });

const recruiting = (id: string, recruitment: Partial<Study["recruitment"]>) =>
  asking(id, (study) => ({ recruitment: { ...study.recruitment, panelParameter: undefined, ...recruitment } }));

const parents = { en: "I am the parent or guardian and I agree.", nl: "Ik ben ouder of voogd en stem toe." };
const explicit = {
  en: "what I say about my health may be used.",
  nl: "wat ik over mijn gezondheid zeg, mag worden gebruikt.",
};

beforeAll(async () => {
  browser = await launchChromium();
  const redirectUrl = "https://panel.example/done?cc={code}";
  server = await studyServer(
    await asking("open"),
    await asking(
      "family",
      ({ consent, researcher }) => ({
        consent: { ...consent, minimumAge: 12, parentalConsent: parents },
        researcher: { ...researcher, sponsor: "Roastery Ltd" },
        sensitive: true,
        explicitConsent: explicit,
      }),
      2,
    ),
    await asking("closed"),
    await asking("full", () => ({ quota: { completes: 1 } })),
    await asking("wide", () => ({ device: { keyboard: false, leastWidth: 3000 } })),
    await asking("keys", () => ({ device: { keyboard: true, leastWidth: 320 } })),
    await asking("screened", ({ flow }) => ({ flow: [screening, ...flow] })),
    await recruiting("once", { source: "open", panelParameter: "pid", repeat: "refuse" }),
    await recruiting("single", { source: "singleUse" }),
    await recruiting("prolific", { source: "prolific", redirectUrl }),
    await recruiting("mturk", { source: "mturk" }),
  );
  await server.store((store) => store.studies.setState("closed", "closed"));
  const { origin } = new URL(server.address);
  await join(origin, { study: "full" });
  await join(origin, { study: "once", panelId: "ann" });
});

afterAll(async () => {
  await browser?.close();
  await server?.remove();
});

let people = 0;

/** A panel id nobody has come with before. */
function newcomer(): string {
  people += 1;
  return `person-${people}`;
}

type Look = { readonly context: BrowserContext; readonly at: (page: Page, where: string) => Promise<void> };

async function open({ context }: Look, address: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(new URL(`/s/${address}`, server.address).href);
  return page;
}

/** Agrees to everything asked and presses the way on. */
async function start(page: Page): Promise<void> {
  await page.waitForSelector("form.consent");
  for (const box of await page.locator("form.consent input").all()) await box.check();
  await page.click(".actions .primary");
  await page.waitForSelector("form.consent", { state: "detached" });
  await page.waitForSelector(".dots", { state: "detached" });
}

async function answer(page: Page): Promise<void> {
  await page.click(".rating-cell:last-of-type");
  await page.click(".item-continue");
}

/** Pages that turn someone away, at once or after Start. */
async function gates(look: Look): Promise<void> {
  const [link = ""] = await server.store((store) => store.links.make("single", { count: 1 }));
  await join(new URL(server.address).origin, { study: "single", link });
  const addresses = {
    unknown: "nosuch/",
    closed: "closed/",
    full: "full/",
    done: "once/?pid=ann",
    spent: `single/?link=${link}`,
    noPanel: "prolific/",
    preview: "mturk/?workerId=A&assignmentId=ASSIGNMENT_ID_NOT_AVAILABLE",
    screen: "wide/",
    keyboard: "keys/",
  };
  for (const [where, address] of Object.entries(addresses)) {
    const page = await open(look, address);
    await page.waitForSelector("[role=alert], form.consent, .actions");
    if (await page.isVisible("form.consent")) await start(page);
    await look.at(page, where);
    await page.close();
  }
}

/** From the first page to a question, and what may come between. */
async function questions(look: Look): Promise<void> {
  const page = await open(look, "family/");
  await page.waitForSelector("form.consent");
  await look.at(page, "consent");
  await page.click(".actions .primary");
  await look.at(page, "consent, incomplete");
  for (const box of ["form.consent :focus", "form.consent :focus >> xpath=../.. >> .complaint"]) {
    const seen = await page.locator(box).evaluate((one) => {
      const { top, bottom } = one.getBoundingClientRect();
      return top >= 0 && bottom <= window.innerHeight;
    });
    expect(seen, `${box} is in sight after an incomplete start`).toBe(true);
  }
  await page.click(".actions .quiet");
  await look.at(page, "declined");
  await page.click(".actions .quiet");
  await start(page);
  await page.waitForSelector(".saydo-item");
  await look.at(page, "question");
  await page.click(".stop");
  await look.at(page, "stop");
  await page.keyboard.press("Escape");
  const first = await page.innerText(".saydo-item h1");
  await answer(page);
  await expect.poll(() => page.innerText(".saydo-item h1")).not.toBe(first);
  await page.reload();
  await page.waitForSelector(".actions .primary");
  await look.at(page, "resume");
  const second = await open(look, "family/");
  await second.waitForSelector(".actions .primary");
  await look.at(second, "someone else?");
  await second.click(".actions .primary");
  await second.waitForSelector(".actions .primary:only-child");
  await look.at(second, "other tab");
  await second.click(".actions .primary");
  await page.waitForSelector("[role=alert]");
  await look.at(page, "moved");
  await Promise.all([page, second].map((tab) => tab.close()));
}

/** A server that stays away: before the start, at the end, and when someone wants to stop. */
async function away(look: Look): Promise<void> {
  const { context } = look;
  const cut = () => context.route("**/api/**", (route) => route.abort());
  const mend = () => context.unroute("**/api/**");
  await cut();
  const early = await open(look, "open/");
  await early.waitForSelector("[role=alert]");
  await look.at(early, "away");
  await mend();
  await start(early);
  await early.waitForSelector(".saydo-item");
  await cut();
  await answer(early);
  await early.waitForSelector(".actions .secondary");
  await look.at(early, "sending");
  await mend();
  await early.waitForSelector(".code-box");
  await look.at(early, "end");
  await early.close();
  for (const [choice, where] of [
    [1, "stopped, kept"],
    [2, "stopped, erased"],
  ] as const) {
    const page = await open(look, `open/?pid=${newcomer()}`);
    await start(page);
    await page.waitForSelector(".saydo-item");
    await cut();
    await page.click(".stop");
    await page.click(`.stop-choices button >> nth=${choice}`);
    await page.waitForSelector("main .dots", { state: "attached" });
    await look.at(page, `${where}, waiting`);
    await mend();
    await page.waitForSelector(".dots", { state: "detached" });
    await look.at(page, where);
    await page.close();
  }
}

async function others(look: Look): Promise<void> {
  const screened = await open(look, "screened/");
  await start(screened);
  await screened.waitForSelector(".saydo-item, .actions .primary");
  await look.at(screened, "screening");
  await screened.click("label.choice:last-of-type");
  await screened.click(".item-continue");
  await screened.waitForSelector("[role=alert]");
  await look.at(screened, "ineligible");
  const paid = await open(look, `prolific/?PROLIFIC_PID=${newcomer()}`);
  await start(paid);
  await paid.waitForSelector(".saydo-item");
  await answer(paid);
  await paid.waitForSelector(".actions a");
  await look.at(paid, "end, back to the panel");
  // A refusal nobody foresaw.
  const odd = { status: 409, contentType: "application/problem+json", body: '{"code":"odd"}' };
  await look.context.route("**/api/v1/sessions", (route) => route.fulfill(odd));
  const broken = await open(look, `open/?pid=${newcomer()}`);
  await start(broken);
  await broken.waitForSelector("[role=alert]");
  await look.at(broken, "fault");
}

const screens = {
  laptop: { viewport: { width: 1280, height: 800 } },
  phone: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
} as const;

/** Every size, language and colour scheme: all of them for someone who wants to see them, else one of each. */
const looks = (["laptop", "phone"] as const).flatMap((screen) =>
  (["en", "nl"] as const).flatMap((locale) =>
    (["light", "dark"] as const).map((colorScheme) => {
      const options: BrowserContextOptions = { ...screens[screen], locale, colorScheme };
      return [`${screen} ${locale} ${colorScheme}`, options] as const;
    }),
  ),
);
const looked = process.env["SAYDO_SCREENSHOTS"]
  ? looks
  : looks.filter(([name]) => name === "laptop en light" || name === "phone nl dark");

describe("every page a participant can meet", () => {
  test.each(looked)("has no accessibility fault: %s", async (name, options) => {
    const context = await browser.newContext(options);
    const { at, faults, seen } = looking(name);
    const look = { context, at };
    for (const walk of [gates, questions, away, others]) await walk(look);
    expect(faults).toEqual([]);
    expect(seen.size).toBe(29);
    await context.close();
  });
});
