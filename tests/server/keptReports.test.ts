import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join as path } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { commandsOf } from "../../server/console/commandsOf.ts";
import { type RunningServer, runErase, runExport, startServer } from "../../server/main.ts";
import { keepIdentifiers } from "../../server/operations/keepIdentifiers.ts";
import { fileIn, namesIn, packReport, verdictIn } from "../../server/results/reportFile.ts";
import { reportWork } from "../../server/results/reportWork.ts";
import { reportType, reportZip } from "../../server/results/storedReport.ts";
import { type OpenedStore, openStore } from "../../server/store/openStore.ts";
import { join, trials } from "./client.ts";
import { coffeeStudy } from "./coffeeStudy.ts";
import { secondFactorFor } from "./secondFactor.ts";

const study = "coffee-brands";
const root = mkdtempSync(path(tmpdir(), "saydo-kept-"));
const data = path(root, "data");
let server: RunningServer;
let opened: OpenedStore;
let cookie: string;

beforeAll(async () => {
  // As a server of before reports were kept in the store would have left it.
  await (await openStore({ data }, "work")).close();
  mkdirSync(path(data, "reports"));
  writeFileSync(path(data, "reports", `${study}.0.html`), "<p>former</p>");
  server = await startServer({ data, port: 0, consolePort: 0, studies: [await coffeeStudy()] });
  opened = await openStore({ data }, "work");
  const { accounts } = opened.store;
  const account = await accounts.create({ email: "ada@example.org", name: "Ada", password: "", isAdmin: true });
  await secondFactorFor(accounts, account?.id ?? "");
  cookie = `saydo=${await accounts.openSession(account?.id ?? "")}`;
});

afterAll(async () => {
  await opened?.close();
  await server?.close();
  rmSync(root, { recursive: true, force: true });
});

const report = async () => {
  const response = await fetch(`${server.consoleOrigin}/studies/${study}/report`, { headers: { cookie } });
  return { status: response.status, text: await response.text() };
};

/** A report as a server keeps it of a study from which `erased` people were erased. */
const keep = async (studyId: string, erased: number) => {
  const id = randomUUID();
  const bytes = packReport({ "report.html": Buffer.from(`<p>report with ${erased} erased</p>`) }, []);
  const row = { id, study_id: studyId, kind: "report", input: "{}", state: "done", done: 1, total: 1 } as const;
  const when = { asked_at: new Date().toISOString(), beat_at: null, ended_at: new Date().toISOString() };
  const made = { result: bytes, result_type: reportType(erased), reason: null, asked_by: "ada", taken_by: null };
  await opened.context.database.query
    .insertInto("jobs")
    .values({ ...row, ...when, ...made })
    .execute();
  return id;
};

describe("a report that is kept", () => {
  test("is in the store alone: what an earlier server left in a folder is gone", () => {
    expect(existsSync(path(data, "reports"))).toBe(false);
  });

  test("goes when a participant erases themselves, and those of other studies stay", async () => {
    const person = await join(server.participantOrigin, { study, panelId: "ann" });
    await person.send(trials(3));
    const [own, others] = [await keep(study, 0), await keep("other-study", 0)];
    expect(await report()).toMatchObject({ status: 200, text: "<p>report with 0 erased</p>" });
    await person.post("withdraw", { erase: true });
    expect(await opened.store.jobs.result(study, own)).toBeUndefined();
    expect(await opened.store.jobs.get(study, own)).toMatchObject({
      state: "failed",
      reason: "Someone was erased after this report was made, so it was thrown away. Make it again.",
    });
    expect(await reportZip(opened.store, "other-study", others)).toBeDefined();
    expect((await report()).status).toBe(404);
  });

  test("goes when the command line erases someone, and is never shown by a server that did not know", async () => {
    await join(server.participantOrigin, { study, panelId: "ben" });
    const id = await keep(study, 1);
    expect((await report()).status).toBe(200);
    await runErase({ data, study, panelId: "ben" });
    expect(await opened.store.jobs.result(study, id)).toBeUndefined();
    // As a server would leave it that ended the report at the moment of the erasure.
    await keep(study, 1);
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
  /** The work with a command that waits for the file `go`, and what it makes when someone is erased meanwhile. */
  const madeWhile = async (erase: boolean) => {
    const home = mkdtempSync(path(root, "desk-"));
    const page =
      '<ol><li><p class="question">Did it?</p><p class="verdict"><i>Yes</i></p><p class="says">It did.</p></li></ol>';
    const script = `echo "$*" >> ${home}/asked; while [ ! -e ${home}/go ]; do sleep 0.02; done; mkdir figures; echo '${page}' > summary.html; echo made > report.html; echo x > tables.xlsx; echo '<svg/>' > figures/a.svg`;
    const commands = commandsOf({ command: ["sh", "-c", script], place: ["--data", "here"], making: home });
    const person = await join(server.participantOrigin, { study, panelId: `made-${erase}` });
    const before = await opened.store.readStudy(study, (view) => view.erased());
    const job = { id: "1", studyId: study, kind: "report", input: { language: "nl" }, state: "running" } as const;
    const when = { done: 0, total: null, reason: null, askedBy: "ada", askedAt: "", endedAt: null, resultType: null };
    const how = { signal: new AbortController().signal, tell: () => {} };
    const working = reportWork(opened.store, commands)({ ...job, ...when }, how);
    await vi.waitUntil(() => existsSync(path(home, "asked")), { timeout: 60_000 });
    if (erase) await person.post("withdraw", { erase: true });
    writeFileSync(path(home, "go"), "");
    const { bytes, type } = await working;
    const asked = readFileSync(path(home, "asked"), "utf8").trim().split("\n");
    await commands.close();
    const left = readdirSync(home).filter((name) => name !== "asked" && name !== "go");
    return { bytes, more: Number(type.split("=")[1]) - before, asked, left };
  };

  test("is kept in all its forms with its answers when nobody was erased, and nothing is left of the making", async () => {
    const { bytes, more, asked, left } = await madeWhile(false);
    expect(more).toBe(0);
    expect(namesIn(bytes)).toEqual(["report.html", "summary.html", "tables.xlsx", "figures/a.svg"]);
    expect(Buffer.from(fileIn(bytes, "report.html") ?? []).toString("utf8")).toBe("made\n");
    expect(verdictIn(bytes)).toEqual([{ question: "Did it?", tags: ["Yes"], says: "It did." }]);
    expect(asked).toHaveLength(1);
    // The shell takes the first word for its own name.
    expect(asked[0]).toMatch(/^coffee-brands --html report\.html .*--language nl .*--data here --quiet$/);
    expect(left).toEqual([]);
  });

  test("is made anew, without them, when someone was erased", async () => {
    const { more, asked } = await madeWhile(true);
    expect(more).toBe(1);
    expect(asked).toHaveLength(2);
  });
});
