import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join as path } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { reportDesk } from "../../server/console/reportDesk.ts";
import { type RunningServer, runErase, runExport, startServer } from "../../server/main.ts";
import { keepIdentifiers } from "../../server/operations/keepIdentifiers.ts";
import { openStore } from "../../server/store/openStore.ts";
import { join, trials } from "./client.ts";
import { coffeeStudy } from "./coffeeStudy.ts";
import { secondFactorFor } from "./secondFactor.ts";

const study = "coffee-brands";
const root = mkdtempSync(path(tmpdir(), "saydo-kept-"));
const data = path(root, "data");
const reports = path(data, "reports");
let server: RunningServer;
let cookie: string;

beforeAll(async () => {
  server = await startServer({ data, port: 0, consolePort: 0, studies: [await coffeeStudy()] });
  const opened = await openStore({ data }, "work");
  const { accounts } = opened.store;
  const account = await accounts.create({ email: "ada@example.org", name: "Ada", password: "", isAdmin: true });
  await secondFactorFor(accounts, account?.id ?? "");
  cookie = `saydo=${await accounts.openSession(account?.id ?? "")}`;
  await opened.close();
});

afterAll(async () => {
  await server?.close();
  rmSync(root, { recursive: true, force: true });
});

const report = async () => {
  const response = await fetch(`${server.consoleOrigin}/studies/${study}/report`, { headers: { cookie } });
  return { status: response.status, text: await response.text() };
};

/** A report as the server keeps it of a study from which `erased` people were erased. */
const keep = (erased: number) => {
  mkdirSync(reports, { recursive: true });
  writeFileSync(path(reports, `${study}.${erased}.html`), `<p>report with ${erased} erased</p>`);
  writeFileSync(path(reports, "other-study.0.html"), "<p>other</p>");
};

describe("a report that is kept", () => {
  test("goes when a participant erases themselves, and those of other studies stay", async () => {
    const person = await join(server.participantOrigin, { study, panelId: "ann" });
    await person.send(trials(3));
    keep(0);
    expect(await report()).toMatchObject({ status: 200, text: "<p>report with 0 erased</p>" });
    await person.post("withdraw", { erase: true });
    expect(readdirSync(reports)).toEqual(["other-study.0.html"]);
    expect((await report()).status).toBe(404);
  });

  test("goes when the command line erases someone, and is never shown by a server that did not know", async () => {
    await join(server.participantOrigin, { study, panelId: "ben" });
    keep(1);
    expect((await report()).status).toBe(200);
    await runErase({ data, study, panelId: "ben" });
    expect(existsSync(path(reports, `${study}.1.html`))).toBe(false);
    // As another server on the same database would have left it.
    keep(1);
    expect((await report()).status).toBe(404);
  });
});

describe("the analysis after an erasure", () => {
  test("has exactly that many people less, and says how many were erased", async () => {
    const persons = [];
    for (const panelId of ["cas", "dee", "eve"]) {
      const person = await join(server.participantOrigin, { study, panelId });
      await person.send(trials(4));
      persons.push(person);
    }
    const counts = async (name: string) => {
      const out = path(root, name);
      await runExport({ data, study, format: "csv", out });
      const { erased, files } = JSON.parse(readFileSync(path(out, "manifest.json"), "utf8"));
      const rows = [files["trials.csv"].rows, files["sessions.csv"].rows, files["outcomes.csv"].rows];
      return { erased, rows, sha256: files["trials.csv"].sha256 };
    };
    const before = await counts("before");
    await persons[0]?.post("withdraw", { erase: true });
    const after = await counts("after");
    const [trialRows = 0, sessionRows = 0, outcomeRows = 0] = before.rows;
    expect(after.rows).toEqual([trialRows - 4, sessionRows - 1, outcomeRows - outcomeRows / sessionRows]);
    expect(after.erased).toBe(before.erased + 1);
    expect(after.sha256).not.toBe(before.sha256);
  });
});

describe("the panel's ids", () => {
  test("are erased by themselves after the days that were said, and the trials stay", async () => {
    const place = { data: path(root, "retention") };
    let clock = new Date("2026-01-05T12:00:00.000Z");
    const now = () => clock;
    const studies = [await coffeeStudy()];
    const running = await startServer({ ...place, port: 0, consolePort: 0, studies, now, identifierDays: 30 });
    const person = await join(running.participantOrigin, { study, panelId: "ann" });
    await person.send(trials(3));
    const { store, close } = await openStore({ ...place, now }, "work");
    const failures: unknown[] = [];
    const onFailure = (error: unknown) => void failures.push(error);
    const retention = await keepIdentifiers(store, { days: 30, now, onFailure, everyMs: 20 });
    clock = new Date("2026-02-03T12:00:00.000Z");
    expect(await store.people.panelIds(study)).toHaveLength(1);
    clock = new Date("2026-02-05T12:00:00.000Z");
    await vi.waitUntil(async () => (await store.people.panelIds(study)).length === 0, { timeout: 60_000 });
    await vi.waitUntil(async () => (await store.audit.list(study, 1))[0]?.action === "identifiers erased", {
      timeout: 60_000,
    });
    retention.stop();
    const [session] = await store.readStudy(study, (view) => view.sessions());
    expect(session).toMatchObject({ highestSeq: 2, erasedAt: null });
    expect(failures).toEqual([]);
    await close();
    await running.close();
  });
});

describe("a report in the making", () => {
  /** A desk whose command waits for the file `go`, and what becomes of a report begun before someone is erased. */
  const madeWhile = async (erase: boolean) => {
    const home = mkdtempSync(path(root, "desk-"));
    const command = [
      "sh",
      "-c",
      `touch ${home}/begun; while [ ! -e ${home}/go ]; do sleep 0.02; done; if [ "$0" = report ]; then echo made > "$3"; fi`,
    ];
    const failures: unknown[] = [];
    const desk = reportDesk({
      folder: path(home, "reports"),
      making: home,
      command,
      place: [],
      onFailure: (error) => void failures.push(error),
    });
    let erased = 0;
    const reported = () => ({ id: study, erased, erasedNow: async () => erased });
    desk.begin();
    desk.make(reported());
    if (erase) {
      await vi.waitUntil(() => existsSync(path(home, "begun")), { timeout: 30_000 });
      erased = 1;
      await desk.forget(study);
    }
    writeFileSync(path(home, "go"), "");
    await vi.waitUntil(async () => (await desk.stateOf(reported())).state !== "running", { timeout: 30_000 });
    const { state } = await desk.stateOf(reported());
    await desk.close();
    expect(failures).toEqual([]);
    return { state, kept: readdirSync(path(home, "reports")), left: readdirSync(home).sort() };
  };

  test("is kept when nobody was erased, and thrown away when someone was; nothing is left of the making", async () => {
    expect(await madeWhile(false)).toEqual({
      state: "ready",
      kept: [`${study}.0.html`],
      left: ["begun", "go", "reports"],
    });
    expect(await madeWhile(true)).toEqual({ state: "outdated", kept: [], left: ["begun", "go", "reports"] });
  });
});
