import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RunningServer, startServer } from "../../server/main.ts";
import { type OpenedStore, openStore } from "../../server/store/openStore.ts";
import { arrive, call, join, trial } from "./client.ts";
import { coffeeStudy, oneQuestion } from "./coffeeStudy.ts";
import { Browser } from "./consoleBrowser.ts";
import { type Places, placesOf, storeKinds } from "./stores.ts";

const panel = "https://panel.example";
const redirects = {
  complete: `${panel}/complete?code={code}&id={panelId}`,
  screenedOut: `${panel}/screened?id={panelId}`,
  full: `${panel}/full?id={panelId}`,
  quality: `${panel}/quality?id={panelId}`,
};
const options = [
  { id: "yes", label: { en: "Yes" }, eligible: true },
  { id: "no", label: { en: "No" }, eligible: false },
];
const asks = (instance: string) => ({
  ...{ measure: "screener", instance },
  questions: [{ id: "says", text: { en: "Say yes." }, options }],
});
const answered = (seq: number, instance: string, value: string) => {
  const item = { measure: "screener", instance, item: "screener.says", value, isEligible: value === "yes" };
  return trial(seq, { ...item, lowest: undefined, highest: undefined });
};

// It takes a second; a busy machine may take longer.
const soon = { timeout: 20_000 };

describe.each(storeKinds)("how people come, how they go and how it is followed, on a %s store", (kind) => {
  let places: Places;
  let server: RunningServer;
  let opened: OpenedStore;
  let browser: Browser;

  beforeAll(async () => {
    places = await placesOf(kind);
    const place = await places.fresh();
    const recruitment = { source: "prolific" as const, repeat: "resume" as const, redirects };
    const checked = { ...recruitment, attentionChecks: ["first", "second"] };
    const [stated] = oneQuestion;
    const screening = { part: "screening" as const, measures: [asks("screener")] };
    const checks = { part: "stated" as const, measures: [...(stated?.measures ?? []), asks("first"), asks("second")] };
    const studies = [
      await coffeeStudy({ id: "ends", recruitment, flow: [screening, ...oneQuestion], quota: { completes: 1 } }),
      await coffeeStudy({ id: "checked", recruitment: checked, flow: [checks] }),
      await coffeeStudy({ id: "personal", recruitment: { source: "personal", repeat: "resume" }, flow: oneQuestion }),
    ];
    server = await startServer({ ...place, port: 0, consolePort: 0, studies });
    opened = await openStore(place, "work");
    const { accounts } = opened.store;
    const account = await accounts.create({ email: "ada@lab.example", name: "Ada", password: "", isAdmin: false });
    for (const study of ["ends", "checked", "personal"]) await accounts.setRole(study, account?.id ?? "", "owner");
    browser = new Browser(server.consoleOrigin);
    browser.keepSession(await accounts.openSession(account?.id ?? ""));
    await browser.get("/studies");
  });

  afterAll(async () => {
    await opened?.close();
    await server?.close();
    await places?.clear();
  });

  const ended = async (study: string, panelId: string, sent: readonly unknown[]) => {
    const person = await join(server.participantOrigin, { study, panelId });
    await person.send(sent);
    return (await person.post("finish", { trialCount: sent.length })).body;
  };

  test("each of the four ends leads to its own address, with the panel's id filled in, and none is told before", async () => {
    const out = await ended("ends", "a&b", [answered(0, "screener", "no")]);
    expect([out.outcome, out.redirectUrl]).toEqual(["screenedOut", `${panel}/screened?id=a%26b`]);
    const done = await ended("ends", "c", [answered(0, "screener", "yes"), trial(1)]);
    expect(done.redirectUrl).toBe(`${panel}/complete?code=${done.completionCode}&id=c`);
    const late = await call(server.participantOrigin, "/api/v1/sessions", { body: { study: "ends", panelId: "d" } });
    expect(late).toMatchObject({ status: 409, body: { code: "quota-full", redirectUrl: `${panel}/full?id=d` } });
    const shown = await call(server.participantOrigin, "/api/v1/studies/ends");
    expect(JSON.stringify(shown.body)).not.toContain("panel.example");
    const answers = (first: string, second: string) => [
      trial(0),
      answered(1, "first", first),
      answered(2, "second", second),
    ];
    const careless = await ended("checked", "e", answers("no", "no"));
    expect(careless).toMatchObject({ outcome: "complete", redirectUrl: `${panel}/quality?id=e` });
    expect(careless.completionCode).toMatch(/^[0-9A-Z]{12}$/);
    expect((await ended("checked", "f", answers("yes", "no"))).redirectUrl).toContain(`${panel}/complete?code=`);
  });

  test("links have a label and a last day, come as CSV, and the unused ones are taken back", async () => {
    const at = "/studies/personal/recruit";
    await browser.get(at);
    expect(await browser.post(at, { count: "2", label: "March", expires: "2020-01-01" })).toBe(422);
    expect(browser.text).toContain("The last day is over already.");
    expect(browser.text).toContain('value="March"');
    for (const wrong of [{ count: "x" }, { count: "0" }, { count: "2", expires: "2027-02-30" }]) {
      expect(await browser.post(at, wrong), JSON.stringify(wrong)).toBe(422);
    }
    await browser.post(at, { count: "3", label: '=1+1"', expires: "2099-12-31", as: "csv" });
    const [head, ...lines] = browser.text.trim().split("\r\n");
    expect(head).toBe("label,link");
    expect(lines).toHaveLength(3);
    expect(lines[0]).toMatch(/^"'=1\+1""",http:\/\/[^,]+\/s\/personal\/\?link=[\w-]{43}$/);
    const secrets = lines.map((line) => line.slice(line.indexOf("link=") + 5));
    await arrive(server.participantOrigin, { study: "personal", link: secrets[0] });
    await browser.get(at);
    expect(browser.text).toContain("1 of 3");
    const [batch] = await opened.store.links.batches("personal", 1);
    expect(batch).toMatchObject({ label: '=1+1"', made: 3, used: 1, expiresAt: "2100-01-01T00:00:00.000Z" });
    await browser.post(`${at}/${batch?.id}`, {});
    expect(browser.text).toContain("2 unused links were taken back.");
    const start = (link: string | undefined) =>
      call(server.participantOrigin, "/api/v1/sessions", { body: { study: "personal", link } });
    expect((await start(secrets[1])).body).toMatchObject({
      code: "link-spent",
      detail: "This link has been taken back.",
    });
    // Who has begun goes on.
    expect((await start(secrets[0])).status).toBe(201);
    const [old = ""] = await opened.store.links.make("personal", { count: 1, expiresAt: "2020-01-01T00:00:00.000Z" });
    expect((await start(old)).body).toMatchObject({ code: "link-spent", detail: "This link is not valid any more." });
    expect(await browser.get(`${at}/qr.svg`)).toBe(200);
    expect(browser.text).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" /);
  });

  test("an open page is told by itself how far people are; a program is told once", async () => {
    const events = `${server.consoleOrigin}/studies/personal/events`;
    const headers = { cookie: browser.cookie };
    const once = await (await fetch(events, { headers })).text();
    expect(once).toContain("Opened the study");
    const stopped = new AbortController();
    const follow = await fetch(events, {
      headers: { ...headers, accept: "text/event-stream" },
      signal: stopped.signal,
    });
    expect(follow.headers.get("content-type")).toMatch(/^text\/event-stream/);
    let told = "";
    const reading = (async () => {
      for await (const chunk of follow.body ?? []) told += Buffer.from(chunk).toString("utf8");
    })().catch(() => undefined);
    await expect.poll(() => told, soon).toContain("event: view");
    const [link = ""] = await opened.store.links.make("personal", { count: 1 });
    const person = await join(server.participantOrigin, { study: "personal", link });
    await expect.poll(() => told, soon).toContain(person.sessionId);
    await person.send([trial(0)]);
    await expect.poll(() => told.slice(told.lastIndexOf("event: view")), soon).toContain("Likelihood");
    stopped.abort();
    await reading;
  });

  test("a flag leads to its sessions and a session to its trials, which the audit remembers; another study's is not there", async () => {
    const [newest] = await opened.store.people.newest("personal", 1);
    await browser.get("/studies/personal/quality");
    expect(await browser.get(`/studies/personal/sessions/${newest?.sessionId}`)).toBe(200);
    expect(browser.text).toContain("likelihoodToRecommend");
    expect(browser.text).toContain("1 answers with their times, 0 wrong");
    expect(await browser.get(`/studies/ends/sessions/${newest?.sessionId}`)).toBe(404);
    expect(await browser.get("/studies/personal/quality/too-fast")).toBe(200);
    expect(await browser.get("/studies/personal/quality/nothing")).toBe(404);
    const [last] = await opened.store.audit.list("personal", 1);
    expect(last?.action).toBe("session looked at");
  });

  test.each(["removed", "demoted", "signed out"] as const)("somebody %s is told nothing more", async (what) => {
    const { accounts } = opened.store;
    const account = await accounts.create({ email: `${what}@lab.example`, name: what, password: "", isAdmin: false });
    const id = account?.id ?? "";
    await accounts.setRole("personal", id, "researcher");
    const token = await accounts.openSession(id);
    const follow = await fetch(`${server.consoleOrigin}/studies/personal/events`, {
      headers: { cookie: `saydo=${token}`, accept: "text/event-stream" },
    });
    let told = "";
    const reading = (async () => {
      for await (const chunk of follow.body ?? []) told += Buffer.from(chunk).toString("utf8");
    })();
    await expect.poll(() => told, soon).toContain("event: view");
    if (what === "signed out") await accounts.closeSession(token);
    else await accounts.setRole("personal", id, what === "removed" ? null : "viewer");
    const [link = ""] = await opened.store.links.make("personal", { count: 1 });
    const person = await join(server.participantOrigin, { study: "personal", link });
    await reading;
    expect(told).not.toContain(person.sessionId);
  });
});
