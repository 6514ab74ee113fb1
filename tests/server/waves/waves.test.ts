import { existsSync, mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join as path } from "node:path";
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RunningServer, runErase, runExport, runWaveList, startServer } from "../../../server/main.ts";
import type { StorePlace } from "../../../server/store/openStore.ts";
import { call, join, trial, trials } from "../client.ts";
import { coffeeStudy, oneQuestion } from "../coffeeStudy.ts";
import { type Places, placesOf, storeKinds } from "../stores.ts";

const DAY = 24 * 60 * 60 * 1000;
const STUDY = "coffee-brands";
const report = { measure: "likelihoodToRecommend", product: "velmora" };
const waves = [
  { id: "month1", opens: 28, closes: 38, flow: [{ part: "stated" as const, measures: [report] }] },
  { id: "month2", opens: 56, closes: 66, flow: [{ part: "stated" as const, measures: [report] }] },
];
const treatments = { price: { low: { value: 2.49 }, high: { value: 2.99 } } };

/** An answer of a wave. */
const ofWave = (wave: string) => trial(0, { instance: `likelihoodToRecommend-${wave}` });

describe.each(storeKinds)("waves over %s", (kind) => {
  let places: Places;
  let place: StorePlace;
  let server: RunningServer;
  let today = new Date("2026-03-01T09:00:00.000Z");

  beforeAll(async () => {
    places = await placesOf(kind);
    place = await places.fresh();
    const coffee = await coffeeStudy({
      waves,
      treatments,
      flow: oneQuestion,
      randomise: { partOrder: false, itemOrder: false },
    });
    server = await startServer({ ...place, port: 0, consolePort: 0, studies: [coffee], now: () => today });
  });

  afterAll(async () => {
    await server?.close();
    await places?.clear();
  });

  const first = async (panelId: string, recontact = true) => {
    const person = await join(server.participantOrigin, { study: STUDY, panelId }, { recontact });
    await person.send(trials(1));
    expect((await person.post("finish", { trialCount: 1 })).status).toBe(200);
    return person;
  };
  const list = async (wave: string, flags: { isDue?: boolean; isNew?: boolean } = {}) => {
    const out = path(mkdtempSync(path(tmpdir(), "saydo-wave-")), "list.csv");
    const asked = {
      wave,
      out,
      recipient: "Panel Ltd",
      participantUrl: "https://study.example",
      ...flags,
      now: () => today,
    };
    const made = await runWaveList({ ...place, ...asked });
    const rows: Record<string, string>[] = existsSync(out) ? parse(readFileSync(out, "utf8"), { columns: true }) : [];
    // Whoever started at one moment stands in any order.
    rows.sort((one, other) => ((one["panel_id"] ?? "") < (other["panel_id"] ?? "") ? -1 : 1));
    return { made, rows };
  };
  const codeIn = (row: Record<string, string> | undefined) =>
    new URL(row?.["link"] ?? "").searchParams.get("wave") ?? "";
  const post = (what: string, body: unknown) => call(server.participantOrigin, `/api/v1/${what}`, { body });

  test("the list holds everyone who allowed it and finished, once, with a link and when it opens", async () => {
    await first("ann");
    await first("bob");
    await first("cleo", false);
    await join(server.participantOrigin, { study: STUDY, panelId: "dirk" }, { recontact: true });
    const { made, rows } = await list("month1");
    expect(rows.map((row) => row["panel_id"])).toEqual(["ann", "bob"]);
    expect(rows[0]).toMatchObject({ opens: "2026-03-29T09:00:00.000Z", closes: "2026-04-08T09:00:00.000Z" });
    expect(rows[0]?.["link"]).toMatch(/^https:\/\/study\.example\/s\/coffee-brands\?wave=[\w-]{50,}$/);
    expect(made).toMatchObject({ people: 2, openNow: 0, left: { noRecontact: 1, unfinished: 1 } });
    expect((await list("month1", { isDue: true })).rows).toEqual([]);
    expect((await list("month1", { isNew: true })).made.left).toMatchObject({ notNew: 2 });
  });

  test("a link is opened in its time, goes on where it was, and makes no second session", async () => {
    const [row] = (await list("month1")).rows;
    const link = { study: STUDY, wave: codeIn(row) };
    expect((await post("waves/open", link)).body).toMatchObject({ state: "early", part: 2, parts: 3 });
    expect((await post("sessions", link)).body).toMatchObject({ code: "wave-early" });
    today = new Date(today.getTime() + 30 * DAY);
    const opened = await post("waves/open", link);
    expect(opened.body).toMatchObject({ state: "open", wave: "month1" });
    expect(opened.body.definition.flow[0].measures[0].instance).toBe("likelihoodToRecommend-month1");
    const started = await post("sessions", link);
    expect(started.status).toBe(201);
    expect(started.body.assignment).toHaveProperty(["treatment.price"]);
    const again = await post("sessions", link);
    expect(again.body.sessionId).toBe(started.body.sessionId);
    const at = `sessions/${again.body.sessionId}`;
    const { token } = again.body;
    const send = (body: unknown, what: string) =>
      call(server.participantOrigin, `/api/v1/${at}/${what}`, { token, body });
    // An answer of the first session is none of the wave's.
    expect((await send({ trials: [trial(0)] }, "trials")).body.results[0]).toMatchObject({ status: "invalid" });
    await send({ trials: [{ ...ofWave("month1"), seq: 1 }] }, "trials");
    expect((await send({ trialCount: 2 }, "finish")).body).toMatchObject({ outcome: "complete" });
    expect((await post("waves/open", link)).body).toMatchObject({ state: "done" });
    expect((await post("sessions", link)).body).toMatchObject({ code: "already-taken-part" });
    expect((await list("month1")).rows.map((one) => one["panel_id"])).toEqual(["bob"]);
  });

  test("a changed link, another study's and a stranger's open nothing", async () => {
    const code = codeIn((await list("month1")).rows[0]);
    for (const wrong of [
      `${code}x`,
      `${code.slice(0, 8)}${code[8] === "A" ? "B" : "A"}${code.slice(9)}`,
      code.slice(4),
      "x",
      "month1",
    ]) {
      expect((await post("waves/open", { study: STUDY, wave: wrong })).body, wrong).toMatchObject({
        code: "wave-unknown",
      });
    }
  });

  test("who says no, ends the permission, stops or is erased is in no list", async () => {
    const people = await Promise.all(["eve", "fay", "gil", "hal"].map((panelId) => first(panelId)));
    const rows = (await list("month1")).rows;
    const linkOf = (id: string) => ({ study: STUDY, wave: codeIn(rows.find((row) => row["panel_id"] === id)) });
    expect((await post("waves/refuse", { ...linkOf("eve"), extent: "wave" })).status).toBe(200);
    expect((await post("waves/refuse", { ...linkOf("fay"), extent: "never" })).status).toBe(200);
    await people[2]?.post("withdraw", { erase: false });
    await people[3]?.post("withdraw", { erase: true });
    expect((await list("month1")).rows.map((row) => row["panel_id"])).toEqual(["bob"]);
    expect((await list("month2")).rows.map((row) => row["panel_id"])).toEqual(["ann", "bob", "eve"]);
    expect((await post("waves/open", linkOf("hal"))).body).toMatchObject({ code: "wave-unknown" });
    expect((await post("waves/open", linkOf("fay"))).body).toMatchObject({ state: "ended" });
  });

  test("the export tells the sessions apart, and keeps one row a person", async () => {
    const out = path(mkdtempSync(path(tmpdir(), "saydo-waves-")), "out");
    await runExport({ ...place, study: STUDY, format: "csv", out });
    const read = (name: string): Record<string, string>[] =>
      parse(readFileSync(path(out, name), "utf8"), { columns: true });
    const sessions = read("sessions.csv");
    const [ann] = sessions.filter((row) => row["wave"] === "month1");
    expect(
      sessions.filter((row) => row["participant_id"] === ann?.["participant_id"]).map((row) => row["wave"]),
    ).toEqual(["first", "month1"]);
    const both = sessions.filter((row) => row["participant_id"] === ann?.["participant_id"]);
    expect(both[0]?.["treatment_price"]).toBe(both[1]?.["treatment_price"]);
    expect(read("outcomes.csv").filter((row) => row["participant_id"] === ann?.["participant_id"])).toHaveLength(1);
    expect(read("answers.csv").map((row) => row["wave"])).toContain("month1");
    const progress = read("waves.csv").find(
      (row) => row["participant_id"] === ann?.["participant_id"] && row["wave"] === "month1",
    );
    expect(progress).toMatchObject({ late_at: "", refused_at: "" });
    expect(progress?.["invited_at"]).toBe("2026-03-01T09:00:00.000Z");
    expect(progress?.["finished_at"]).not.toBe("");
  });

  test("erasing a person erases every wave", async () => {
    const sessions = await exported();
    const ann = sessions.find((row) => row["wave"] === "month1")?.["participant_id"] ?? "";
    await runErase({ ...place, study: STUDY, panelId: "ann" });
    expect((await exported()).filter((row) => row["participant_id"] === ann)).toEqual([]);
    expect((await list("month2")).rows.map((row) => row["panel_id"])).toEqual(["bob", "eve"]);
  });

  const exported = async (): Promise<Record<string, string>[]> => {
    const out = path(mkdtempSync(path(tmpdir(), "saydo-waves-")), "out");
    await runExport({ ...place, study: STUDY, format: "csv", out });
    return parse(readFileSync(path(out, "sessions.csv"), "utf8"), { columns: true });
  };
});
