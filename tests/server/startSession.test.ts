import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RunningServer, startServer } from "../../server/main.ts";
import { type StorePlace, withStore } from "../../server/store/openStore.ts";
import { arrive, call, join, trials } from "./client.ts";
import { coffeeStudy, oneQuestion } from "./coffeeStudy.ts";
import { type Places, placesOf, storeKinds } from "./stores.ts";

describe.each(storeKinds)("the start of a session over %s", (kind) => {
  let places: Places;
  let place: StorePlace;
  let server: RunningServer;
  let origin: string;
  const study = "coffee-brands";

  beforeAll(async () => {
    places = await placesOf(kind);
    const base = await coffeeStudy();
    const { recruitment } = base.study;
    const variants = await Promise.all([
      coffeeStudy({ id: "once", recruitment: { ...recruitment, repeat: "refuse" } }),
      coffeeStudy({ id: "short", flow: oneQuestion }),
      coffeeStudy({ id: "moving", flow: oneQuestion, recruitment: { ...recruitment, repeat: "anyDevice" } }),
      coffeeStudy({ id: "few", quota: { completes: 2 } }),
      coffeeStudy({ id: "twenty", quota: { completes: 20 } }),
      coffeeStudy({ id: "halted" }),
      coffeeStudy({ id: "invited", recruitment: { source: "singleUse", repeat: "resume" } }),
      coffeeStudy({ id: "panel", recruitment: { source: "prolific", repeat: "resume" } }),
      coffeeStudy({
        id: "away",
        flow: oneQuestion,
        recruitment: { ...recruitment, redirectUrl: "https://panel.example/done?cc={code}" },
      }),
    ]);
    place = await places.fresh();
    const studies = [base, ...variants];
    server = await startServer({ ...place, port: 0, consolePort: 0, studies, trustedProxies: ["127.0.0.1"] });
    origin = server.participantOrigin;
  });

  afterAll(async () => {
    await server?.close();
    await places?.clear();
  });

  test("starts a session with the study's definition, an assignment of every factor and nothing acknowledged", async () => {
    const { body, status } = await call(origin, "/api/v1/sessions", { body: { study, language: "nl" } });
    expect(status).toBe(201);
    expect(Object.keys(body.assignment).sort()).toContain("partOrder");
    expect(body).toMatchObject({ ackedThrough: -1, study: { id: study, definition: { id: study } } });
    expect(Buffer.from(body.token, "base64url").length).toBeGreaterThanOrEqual(16);
    expect(body.seed).toBeLessThan(2 ** 32);
    expect(body.study.hash).toMatch(/^[0-9a-f]{64}$/);
    expect(body.consentHash).toMatch(/^[0-9a-f]{64}$/);
  });

  test("opens a session that somebody has agreed to by nothing but its own token or start key", async () => {
    const startKey = randomUUID() + randomUUID();
    const first = await join(origin, { study, panelId: "worker-1", startKey });
    await first.send(trials(3));
    for (const panelId of ["worker-1", "  WORKER-1 "]) {
      const again = await call(origin, "/api/v1/sessions", { body: { study, panelId } });
      expect(again).toMatchObject({ status: 409, body: { code: "already-taken-part" } });
      expect(JSON.stringify(again.body)).not.toContain(first.sessionId);
    }
    expect(await first.status()).toMatchObject({ status: 200, body: { ackedThrough: 2 } });
    const own = await call(origin, "/api/v1/sessions", { body: { study, panelId: "worker-1", startKey } });
    expect(own).toMatchObject({ status: 200, body: { token: first.token, ackedThrough: 2 } });
  });

  test("answers in the same words whatever became of the session of an id", async () => {
    const told = [];
    for (const end of ["goes on", "finish", "keep", "erase"]) {
      const person = await join(origin, { study: "short", panelId: `end ${end}` });
      await person.send(trials(1));
      if (end === "finish") await person.post("finish", { trialCount: 1 });
      if (end === "keep") await person.post("withdraw", { erase: false });
      if (end === "erase") continue;
      told.push((await call(origin, "/api/v1/sessions", { body: { study: "short", panelId: `end ${end}` } })).body);
    }
    expect(told[0]).toMatchObject({ code: "already-taken-part" });
    expect(new Set(told.map((body) => JSON.stringify(body))).size).toBe(1);
  });

  test("goes on at another device where the study says so, with the trials to come and nothing of those given", async () => {
    const start = { study: "moving", panelId: "worker-9" };
    const first = await join(origin, start, { linkPurchases: true });
    await first.send(trials(2));
    const moved = await arrive(origin, start);
    expect(moved.started).toMatchObject({ sessionId: first.sessionId, ackedThrough: 1, consent: { takePart: true } });
    expect(Object.keys(moved.started.consent)).toEqual(["takePart"]);
    const { consentHash } = moved.started;
    const agreed = { consentHash, language: "en", purposes: { takePart: true } };
    expect((await moved.post("consent", agreed)).status).toBe(403);
    expect((await moved.post("withdraw", { erase: true })).status).toBe(403);
    expect((await moved.send(trials(1, 2))).body.ackedThrough).toBe(2);
    const end = await moved.post("finish", { trialCount: 3 });
    expect(end).toMatchObject({ status: 200, body: { outcome: "complete" } });
    expect(end.body.ownDataCode).toBeUndefined();
    const scores = await call(origin, `/api/v1/sessions/${first.sessionId}/own-scores`, { token: moved.token });
    expect(scores.body).toEqual({ scores: [] });
    expect((await call(origin, "/api/v1/sessions", { body: start })).status).toBe(409);
  });

  test("gives a start whose reply was lost again, not anew: same session, same token, link and place not spent twice", async () => {
    const startKey = randomUUID() + randomUUID();
    for (const start of [
      { study: "once", panelId: "worker-3", startKey },
      { study, startKey: `${startKey}-open` },
    ]) {
      const [first, again] = [
        await call(origin, "/api/v1/sessions", { body: start }),
        await call(origin, "/api/v1/sessions", { body: start }),
      ];
      expect([first.status, again.status]).toEqual([201, 200]);
      expect(again.body.sessionId).toBe(first.body.sessionId);
      expect(again.body.token).toBe(first.body.token);
      expect(await call(origin, `/api/v1/sessions/${first.body.sessionId}`, first.body)).toMatchObject({ status: 200 });
    }
    const other = { study, panelId: "worker-4", startKey: `${startKey}-open` };
    expect(await call(origin, "/api/v1/sessions", { body: other })).toMatchObject({
      status: 400,
      body: { path: "startKey" },
    });
    expect((await call(origin, "/api/v1/sessions", { body: { study, startKey: "short" } })).status).toBe(400);
  });

  test("makes one session of simultaneous starts with one key", async () => {
    const start = { study, startKey: randomUUID() + randomUUID() };
    const replies = await Promise.all(
      Array.from({ length: 20 }, () => call(origin, "/api/v1/sessions", { body: start })),
    );
    expect(new Set(replies.map(({ body }) => `${body.sessionId} ${body.token}`)).size).toBe(1);
    expect(replies.filter(({ status }) => status === 201)).toHaveLength(1);
  });

  test("lets nobody take an id away by opening the link alone: it is whoever agrees first", async () => {
    for (const id of ["once", study]) {
      const early = await arrive(origin, { study: id, panelId: "worker-2" });
      const later = await join(origin, { study: id, panelId: "worker-2" });
      expect(later.sessionId).toBe(early.sessionId);
      const again = await call(origin, "/api/v1/sessions", { body: { study: id, panelId: "worker-2" } });
      expect(again).toMatchObject({ status: 409, body: { code: "already-taken-part" } });
    }
  });

  test("makes one session of many simultaneous starts with one panel id", async () => {
    const spellings = ["twin", " twin", "TWIN", "twin\t", "Twin"];
    const starts = Array.from({ length: 40 }, (_, place) =>
      call(origin, "/api/v1/sessions", { body: { study, panelId: spellings[place % 5] } }),
    );
    const replies = await Promise.all(starts);
    expect(new Set(replies.map((reply) => reply.body.sessionId)).size).toBe(1);
    // Nobody is told that somebody else has opened the link.
    expect(new Set(replies.map((reply) => reply.status))).toEqual(new Set([201]));
  });

  test("refuses an id that nobody filled in, and a missing one where the panel must give it", async () => {
    const unfilled = [
      "",
      " ",
      "\t",
      "{{%PROLIFIC_PID%}}",
      "%7B%7B%25PROLIFIC_PID%25%7D%7D",
      "[ID]",
      "null",
      "PROLIFIC_PID",
    ];
    for (const id of [study, "panel"]) {
      for (const panelId of unfilled) {
        const reply = await call(origin, "/api/v1/sessions", { body: { study: id, panelId } });
        expect(reply, panelId).toMatchObject({ status: 400, body: { code: "panel-id-missing", path: "panelId" } });
      }
    }
    const parameters = (PROLIFIC_PID: string) => ({ body: { study: "panel", parameters: { PROLIFIC_PID } } });
    expect((await call(origin, "/api/v1/sessions", { body: { study: "panel" } })).status).toBe(400);
    expect((await call(origin, "/api/v1/sessions", parameters("{{%PROLIFIC_PID%}}"))).status).toBe(400);
    expect((await call(origin, "/api/v1/sessions", parameters("5f00"))).status).toBe(201);
    const told = await withStore(place, ({ store }) => store.arrivals.of("panel"));
    expect(new Map(told.map(({ what, people }) => [what, people]))).toEqual(
      new Map([
        ["unfilledId", unfilled.length + 1],
        ["missingId", 1],
      ]),
    );
  });

  test("admits no more people than the quota has places, however many agree at once from devices of their own", async () => {
    const agree = async (_: unknown, number: number) => {
      const headers = { "x-forwarded-for": `203.0.113.${number}` };
      const { body: started, status } = await call(origin, "/api/v1/sessions", { body: { study: "few" }, headers });
      expect(status).toBe(201);
      const { sessionId, token, consentHash } = started;
      const body = { consentHash, language: "en", purposes: { takePart: true } };
      return await call(origin, `/api/v1/sessions/${sessionId}/consent`, { body, token, headers });
    };
    const replies = await Promise.all(Array.from({ length: 25 }, agree));
    expect(replies.filter((reply) => reply.status === 201)).toHaveLength(2);
    expect(replies.filter((reply) => reply.body.code === "quota-full")).toHaveLength(23);
    const late = await call(origin, "/api/v1/sessions", { body: { study: "few" } });
    expect(late).toMatchObject({ status: 409, body: { code: "quota-full" } });
  });

  test("keeps a place for honest people whatever one device makes up", async () => {
    for (let number = 0; number < 20; number += 1)
      await join(origin, { study: "twenty", panelId: `made-up-${number}` });
    const honest = await join(origin, { study: "twenty", panelId: "honest" });
    expect((await honest.send(trials(1))).status).toBe(200);
  });

  test("takes simulated people with the operator's key only", async () => {
    const asked = [
      { body: { study, parameters: { simulated: "1" } } },
      { body: { study }, headers: { "saydo-simulated": "1" } },
    ];
    for (const request of asked) {
      const without = await call(origin, "/api/v1/sessions", request);
      expect(without).toMatchObject({ status: 403, body: { code: "not-allowed" } });
      const headers = { ...request.headers, "saydo-simulation-key": server.simulationKey };
      expect((await call(origin, "/api/v1/sessions", { ...request, headers })).status).toBe(201);
    }
  });

  test("says that a study is paused, or closed", async () => {
    for (const state of ["paused", "closed"] as const) {
      await withStore(place, ({ store }) => store.studies.setState("halted", state));
      const reply = await call(origin, "/api/v1/sessions", { body: { study: "halted" } });
      expect(reply).toMatchObject({ status: 409, body: { code: `study-${state}` } });
    }
  });

  test("does not start a study by an unknown link", async () => {
    for (const link of [undefined, "guess"]) {
      const reply = await call(origin, "/api/v1/sessions", { body: { study: "invited", link } });
      expect(reply).toMatchObject({ status: 409, body: { code: "link-spent" } });
    }
  });

  test("puts the completion code into the panel's address", async () => {
    const person = await join(origin, { study: "away" });
    await person.send(trials(1));
    const { body } = await person.post("finish", { trialCount: 1 });
    expect(body.redirectUrl).toBe(`https://panel.example/done?cc=${body.completionCode}`);
  });
});
