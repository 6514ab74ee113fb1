import type { Server } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { subjectOf } from "../../server/accounts/throttle.ts";
import { createConsole } from "../../server/console/consoleApp.ts";
import { listen, originOf, stop } from "../../server/http/listen.ts";
import { type OpenedStore, openStore } from "../../server/store/openStore.ts";
import { coffeeStudy } from "./coffeeStudy.ts";
import { Browser } from "./consoleBrowser.ts";
import { consoleOptions } from "./consoleWorld.ts";
import { makeReport } from "./madeReport.ts";
import { type Places, placesOf, storeKinds } from "./stores.ts";

const study = "coffee-brands";
const at = `/studies/${study}`;
const DAY_MS = 86_400_000;

describe.each(storeKinds)("a report and its shares, on a %s store", (kind) => {
  let places: Places;
  let opened: OpenedStore;
  let server: Server;
  let origin: string;
  let now = new Date("2026-03-01T10:00:00.000Z");
  let ada: Browser;

  beforeAll(async () => {
    places = await placesOf(kind);
    opened = await openStore({ ...(await places.fresh()), now: () => now }, "work");
    const { store } = opened;
    const { study: coffee, hash } = await coffeeStudy({ quota: undefined });
    await store.studies.publish({ study: coffee, hash });
    const origins = { participant: () => "", console: () => origin };
    server = await listen(createConsole(store, { ...consoleOptions, origins, now: () => now }), 0, "127.0.0.1");
    origin = originOf(server, "127.0.0.1");
    ada = await enter("researcher");
  });

  afterAll(async () => {
    await stop(server);
    await opened?.close();
    await places?.clear();
  });

  const enter = async (role: "viewer" | "analyst" | "researcher") => {
    const { accounts } = opened.store;
    const account = await accounts.create({ email: `${role}@lab.example`, name: role, password: "", isAdmin: false });
    await accounts.setRole(study, account?.id ?? "", role);
    const browser = new Browser(origin);
    browser.keepSession(await accounts.openSession(account?.id ?? ""));
    await browser.get("/studies");
    return browser;
  };
  const stranger = () => new Browser(origin);
  const share = async (fields: Record<string, string>) => {
    await ada.get(`${at}/results`);
    expect(await ada.post(`${at}/shares`, { label: "The sponsor", days: "7", password: "", ...fields })).toBe(200);
    return /value="[^"]*(\/shared\/[\w-]{43})"/.exec(ada.text)?.[1] ?? "no link";
  };
  const actions = async () => (await opened.store.audit.list(study, 20)).map(({ action }) => action);

  const lines = async () => (await opened.store.audit.of(study, "shared report opened")).length;

  test("the report is a job, and offered in every form with its answers once it is made", async () => {
    expect(await ada.post(`${at}/report`, { language: "nl" })).toBe(200);
    expect(ada.text).toContain("The report is being made.");
    // Asking again while it is made makes no second one.
    await ada.post(`${at}/report`, {});
    expect(await opened.store.jobs.list(study, ["report"], 9)).toMatchObject([{ input: { language: "nl" } }]);
    await makeReport(opened.store, study);
    await ada.get(`${at}/results`);
    expect(ada.text).toContain("Do they do what they say?");
    expect(ada.text).toContain("Of 20, 12 did.");
    expect(ada.text).toContain("This server has no Chromium to print a PDF with.");
    for (const file of ["report.html", "tables.xlsx", "auc.svg", "all.zip"]) {
      expect(await ada.get(`${at}/report/${file}`), file).toBe(200);
    }
    expect(await ada.get(`${at}/report/verdict.json`)).toBe(404);
    expect(await ada.get(`${at}/report/..%2Fsecret`)).toBe(404);
    expect(await ada.get(`${at}/report`)).toBe(200);
    // The pages of a draft's jobs open no report.
    const [job] = await opened.store.jobs.list(study, ["report"], 9);
    expect(await ada.get(`${at}/design/try/${job?.id}`)).toBe(404);
  });

  test("why a report failed is said in words", async () => {
    const job = await opened.store.jobs.ask({ studyId: study, kind: "report", input: {}, askedBy: "ada" });
    await opened.store.jobs.take("a test", new Date(0));
    await opened.store.jobs.end(job.id, "a test", { reason: "Nobody has finished yet." });
    await ada.get(`${at}/results`);
    expect(ada.text).toContain("Nobody has finished yet.");
    // The one of before is still there.
    expect(ada.text).toContain("Of 20, 12 did.");
  });

  test("a link opens its report and nothing else, is counted, and opens nothing once it is taken back", async () => {
    const link = await share({});
    const reader = stranger();
    expect(await reader.get(link)).toBe(200);
    expect(reader.text).toContain("The comparison");
    expect(reader.cookie).toBe("");
    expect(await reader.get(`${at}/report`)).toBe(200);
    expect(reader.text).toContain("Sign in");
    expect(await reader.get(`/shared/${"x".repeat(43)}`)).toBe(404);
    const [row] = await opened.store.shares.list(study, 5);
    expect(row).toMatchObject({ label: "The sponsor", opened: 1, hasPassword: false, openedAt: now.toISOString() });
    const stored = await opened.context.database.query.selectFrom("shares").selectAll().execute();
    expect(JSON.stringify(stored)).not.toContain(link.replace("/shared/", ""));
    await ada.get(`${at}/results`);
    expect(await ada.post(`${at}/shares/${row?.id}`, {})).toBe(200);
    expect(await reader.get(link)).toBe(404);
    expect(reader.text).toContain("This link opens nothing");
    await ada.get(`${at}/results`);
    expect(await ada.post(`${at}/shares/${row?.id}`, {})).toBe(404);
    expect(await actions()).toEqual(
      expect.arrayContaining(["report shared", "shared report opened", "share taken back"]),
    );
  });

  test("opening a link again and again writes one line of the audit a day", async () => {
    const link = await share({ label: "The board" });
    const before = await lines();
    for (let opening = 0; opening < 5; opening += 1) expect(await stranger().get(link)).toBe(200);
    expect((await lines()) - before).toBe(1);
    const today = now;
    now = new Date(now.getTime() + DAY_MS);
    await Promise.all([1, 2, 3].map(() => stranger().get(link)));
    now = today;
    expect((await lines()) - before).toBe(2);
    expect((await opened.store.shares.list(study, 9)).find(({ label }) => label === "The board")?.opened).toBe(8);
  });

  test("a link with a password asks for it, and paces whoever guesses", async () => {
    const password = "velvet anchor tundra 41";
    const link = await share({ password });
    const reader = stranger();
    expect(await reader.get(link)).toBe(200);
    expect(reader.text).not.toContain("The comparison");
    expect(await reader.post(link, { password: "a guess" })).toBe(401);
    expect(reader.text).toContain("This is not the password of this link.");
    expect(await reader.post(link, { password })).toBe(200);
    expect(reader.text).toContain("The comparison");
    const row = (await opened.store.shares.list(study, 9)).find(({ hasPassword }) => hasPassword);
    const { hash } = subjectOf("account", `share ${row?.id}`);
    for (let tries = 0; tries < 9; tries += 1) await opened.store.accounts.addTry(hash);
    expect(await reader.post(link, { password })).toBe(429);
    expect(reader.text).not.toContain("The comparison");
  });

  test("a link ends by itself, and what cannot be shared is refused with what was typed", async () => {
    const link = await share({ days: "2" });
    now = new Date(now.getTime() + 3 * DAY_MS);
    // The session of before is over too.
    expect(await stranger().get(link)).toBe(404);
    now = new Date(now.getTime() - 3 * DAY_MS);
    expect(await stranger().get(link)).toBe(200);
    for (const [fields, words] of [
      [{ label: "" }, "Say for whom it is"],
      [{ days: "0" }, "Give from 1 to 365 days."],
      [{ days: "1e9" }, "Give from 1 to 365 days."],
      [{ password: "short" }, "at least 12 characters"],
    ] as const) {
      await ada.get(`${at}/results`);
      expect(await ada.post(`${at}/shares`, { label: "The board", days: "7", password: "", ...fields })).toBe(422);
      expect(ada.text).toContain(words);
      expect(ada.text).toContain(fields && "label" in fields ? 'value="7"' : 'value="The board"');
    }
  });

  test("who only reads or analyses shares nothing, and sees no links", async () => {
    for (const role of ["viewer", "analyst"] as const) {
      const browser = await enter(role);
      await browser.get(`${at}/results`);
      expect(browser.text).not.toContain("Share this report");
      expect(browser.text).not.toContain("The sponsor");
      expect(await browser.post(`${at}/shares`, { label: "x", days: "1" })).toBe(403);
    }
  });
});
