import { existsSync, readFileSync } from "node:fs";
import { join as path } from "node:path";
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { leftOutOf } from "../../analysis/data/scoringSummary.ts";
import { digestOf } from "../../server/store/trials/storedTrial.ts";
import { type Served, served } from "../prove/support/served.ts";
import { call, join, type Person, trial, wholeCoffee } from "./client.ts";
import { type Places, placesOf, storeKinds } from "./stores.ts";

const study = "coffee-brands";

describe.each(storeKinds)("trials that a disk damaged, on %s", (kind) => {
  let places: Places;
  let server: Served;
  let person: Person;
  let folder: string;
  let code: string;
  beforeAll(async () => {
    places = await placesOf(kind);
    server = await served({ place: await places.fresh() });
    person = await join(server.origin, { study });
    const { body } = await person.post("consent", {
      consentHash: person.started.consentHash,
      language: "en",
      purposes: { takePart: true },
    });
    code = body.ownDataCode;
    await person.send([...wholeCoffee(), trial(4, { note: "a\0b" })]);
    await server.look(async ({ context }) => {
      const change = async (seq: number, set: { body: Buffer; digest?: Uint8Array }) =>
        await context.database.query.updateTable("trials").set(set).where("seq", "=", seq).execute();
      await change(0, { body: Buffer.from("{") });
      await change(1, { body: Buffer.from("[1]"), digest: digestOf("[1]") });
    });
    folder = await server.exportTo("jsonl");
  });
  afterAll(async () => {
    await server.remove();
    await places.clear();
  });

  test("cost themselves in an export, whose manifest counts them and names them", () => {
    const manifest = JSON.parse(readFileSync(path(folder, "manifest.json"), "utf8"));
    expect(manifest.files["trials.jsonl"].rows).toBe(3);
    expect(manifest.unreadable).toEqual({
      trials: 2,
      sessions: 0,
      first: [0, 1].map((seq) => ({ kind: "trial", sessionId: person.sessionId, seq })),
    });
    const [first] = readFileSync(path(folder, "unreadable.jsonl"), "utf8").trimEnd().split("\n");
    expect(Buffer.from(JSON.parse(first ?? "").bytes, "base64").toString()).toBe("{");
  });

  test("an export without any says nothing of them", async () => {
    await server.look(async ({ context }) => {
      await context.database.query.deleteFrom("trials").where("seq", "<", 2).execute();
    });
    const sound = await server.exportTo("csv");
    const manifest = JSON.parse(readFileSync(path(sound, "manifest.json"), "utf8"));
    expect(manifest.unreadable).toBeUndefined();
    expect(existsSync(path(sound, "unreadable.jsonl"))).toBe(false);
    const rows: readonly Readonly<Record<string, string>>[] = parse(readFileSync(path(sound, "trials.csv")), {
      columns: true,
    });
    // No table holds a zero byte: R and spreadsheets take none for text.
    expect(rows.map((row) => row["note"])).toContain("a␀b");
  });

  test("withhold no payment, and stand in the person's own copy as what is left of them", async () => {
    const other = await join(server.origin, { study });
    await other.send(wholeCoffee());
    await server.look(async ({ context }) => {
      const update = context.database.query.updateTable("trials").set({ body: Buffer.from("{") });
      await update.where("session_id", "=", other.sessionId).where("seq", "=", 0).execute();
    });
    const { status, body } = await other.post("finish", { trialCount: 4 });
    expect([status, body.outcome]).toEqual([200, "complete"]);
    const copy = await call(server.origin, "/api/v1/own-data", { body: { code: body.ownDataCode } });
    expect(copy.body.data.trials).toHaveLength(3);
    expect(copy.body.data.unreadable).toEqual([{ seq: 0, bytes: "ew==", receivedAt: expect.any(String) }]);
    expect((await call(server.origin, "/api/v1/own-data", { body: { code } })).status).toBe(200);
  });

  test("a session whose own row is damaged is left out and counted too, and can be erased", async () => {
    const other = await join(server.origin, { study, panelId: "torn" });
    await server.look(async ({ context }) => {
      const update = context.database.query.updateTable("sessions").set({ purposes: "{", device: "[" });
      await update.where("id", "=", other.sessionId).execute();
    });
    const out = await server.exportTo("csv");
    expect(JSON.parse(readFileSync(path(out, "manifest.json"), "utf8")).unreadable).toMatchObject({ sessions: 1 });
    await server.look(async ({ store }) => {
      const id = (await store.people.byPanelId(study, "torn")) ?? "";
      expect((await store.people.one(study, id))?.sessionId).toBe(other.sessionId);
      expect((await store.people.list(study, 10)).length).toBe(3);
      await store.sessions.withdraw(other.sessionId, { extent: "erase", actor: "test" });
      expect(await store.people.one(study, id)).toBeUndefined();
    });
  });
});

test("the report says in words what was left out of it", () => {
  const scoring = [{ measure: "iat", unreadable: 1 }, { measure: "purchaseIntent" }];
  expect(leftOutOf(JSON.stringify({ scoring, unreadable: { trials: 3, sessions: 1 } }))).toEqual([
    "3 stored trials are damaged in the store and left out of everything here.",
    "1 session is damaged in the store and left out of everything here.",
    "Stored trials of iat that cannot be read as such and are not scored: 1.",
  ]);
  expect(leftOutOf(JSON.stringify({ scoring: [] }))).toEqual([]);
});
