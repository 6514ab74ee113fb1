import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join as path } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { contentHash } from "../../experiments/studyFile/readStudyFile.ts";
import { exportStudy } from "../../server/exports/exportStudy.ts";
import { type RunningServer, startServer } from "../../server/main.ts";
import { type OpenedStore, openStore } from "../../server/store/openStore.ts";
import { arrive, join, trial } from "./client.ts";
import { coffeeStudy, oneQuestion } from "./coffeeStudy.ts";
import { Browser } from "./consoleBrowser.ts";
import { type Places, placesOf, storeKinds } from "./stores.ts";

describe.each(storeKinds)("a study's states, on a %s store", (kind) => {
  let places: Places;
  let server: RunningServer;
  let opened: OpenedStore;
  const browser = () => new Browser(server.consoleOrigin);

  beforeAll(async () => {
    places = await placesOf(kind);
    const place = await places.fresh();
    server = await startServer({ ...place, port: 0, consolePort: 0, studies: [] });
    opened = await openStore(place, "work");
    const change = { id: "tried", flow: oneQuestion, quota: { completes: 1 } };
    const { study } = await coffeeStudy(change);
    const recruitment = { ...study.recruitment, source: "prolific" as const, panelParameter: "pid" };
    const panel = { ...study, recruitment };
    await opened.store.studies.publish({ study: panel, hash: contentHash(panel), state: "pilot" });
  });

  afterAll(async () => {
    await opened?.close();
    await server?.close();
    await places?.clear();
  });

  const enter = async () => {
    const one = browser();
    const { accounts } = opened.store;
    const account = (await accounts.byEmail("o@lab.example"))?.account;
    const made =
      account ?? (await accounts.create({ email: "o@lab.example", name: "O", password: "", isAdmin: false }));
    await accounts.setRole("tried", made?.id ?? "", "owner");
    one.keepSession(await accounts.openSession(made?.id ?? ""));
    await one.get("/studies");
    return one;
  };
  const takePart = async (panelId: string) => {
    const person = await join(server.participantOrigin, { study: "tried", panelId });
    await person.send([trial(0)]);
    const ended = await person.post("finish", { trialCount: 1 });
    return { person, status: ended.status };
  };
  const counted = async () => {
    const owner = (await opened.store.accounts.byEmail("o@lab.example"))?.account;
    const studies = owner === undefined ? [] : await opened.store.studies.of(owner, { limit: 10 });
    return studies.find(({ studyId }) => studyId === "tried")?.finished;
  };

  test("who takes part in a pilot is marked, counts for no quota of the study and is in no file of its results", async () => {
    const owner = await enter();
    // Somebody who only opens the first page is one of the study's people once it is live.
    await arrive(server.participantOrigin, { study: "tried", panelId: "came-early" });
    const { person, status } = await takePart("pilot-1");
    expect(status).toBe(200);
    expect(await counted()).toBe(0);
    await owner.get("/studies/tried");
    expect(owner.text).toContain("This is a pilot.");
    expect(owner.text).toMatch(/<td>Pilot<\/td>(<td[^>]*>\d<\/td>){2}<td[^>]*>1<\/td>/);
    await owner.get("/studies/tried/people");
    expect(owner.text).toContain("pilot");

    expect(await owner.post("/studies/tried/state", { state: "open", confirm: "trie" })).toBe(422);
    expect(owner.text).toContain("Type tried to do this: launch the study.");
    expect((await opened.store.studies.get("tried"))?.state).toBe("pilot");
    expect(await owner.post("/studies/tried/state", { state: "open", confirm: "tried" })).toBe(200);
    expect(owner.text).toContain("The study is live");

    // The quota is one: the pilot has not filled it.
    expect((await takePart("came-early")).status).toBe(200);
    expect(await counted()).toBe(1);
    await expect(join(server.participantOrigin, { study: "tried", panelId: "late" })).rejects.toThrow(/quota-full|409/);
    await expect(arrive(server.participantOrigin, { study: "tried", panelId: "pilot-1" })).rejects.toThrow(/already/);
    expect((await person.status()).status).toBe(200);

    const out = mkdtempSync(path(tmpdir(), "saydo-pilot-"));
    try {
      await exportStudy(opened.store, { study: "tried", format: "csv", out: path(out, "data") }, new Date());
      const sessions = readFileSync(path(out, "data", "sessions.csv"), "utf8");
      expect(sessions.trim().split("\n")).toHaveLength(2);
      expect(sessions).not.toContain(person.sessionId);
      expect(readFileSync(path(out, "data", "trials.csv"), "utf8")).not.toContain(person.sessionId);
      expect(JSON.parse(readFileSync(path(out, "data", "manifest.json"), "utf8"))).toMatchObject({ pilot: 1 });
    } finally {
      rmSync(out, { recursive: true });
    }
  });

  test("live, paused, closed follow each other; a pilot is never gone back to; closing is typed; all is audited", async () => {
    const owner = await enter();
    const state = async () => (await opened.store.studies.get("tried"))?.state;
    for (const [to, confirm, status, now] of [
      ["pilot", "tried", 400, "open"],
      ["paused", "", 200, "paused"],
      ["paused", "", 400, "paused"],
      ["open", "", 200, "open"],
      ["closed", "", 422, "open"],
      ["closed", "tried", 200, "closed"],
      ["paused", "", 400, "closed"],
      ["open", "tried", 200, "open"],
    ] as const) {
      expect(await owner.post("/studies/tried/state", { state: to, confirm }), `${to} ${confirm}`).toBe(status);
      expect(await state()).toBe(now);
    }
    const changed = (await opened.store.audit.list("tried", 50)).filter(({ action }) => action === "state changed");
    expect(changed).toHaveLength(5);
  });
});
