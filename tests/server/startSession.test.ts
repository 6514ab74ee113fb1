import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RunningServer, startServer } from "../../server/main.ts";
import { arrive, call, join, trials } from "./client.ts";
import { coffeeStudy } from "./coffeeStudy.ts";
import { type Places, placesOf, storeKinds } from "./stores.ts";

describe.each(storeKinds)("the start of a session over %s", (kind) => {
  let places: Places;
  let server: RunningServer;
  let origin: string;
  const study = "coffee-brands";

  beforeAll(async () => {
    places = await placesOf(kind);
    const base = await coffeeStudy();
    const { recruitment } = base.study;
    const variants = await Promise.all([
      coffeeStudy({ id: "once", recruitment: { ...recruitment, repeat: "refuse" } }),
      coffeeStudy({ id: "few", quota: { completes: 2 } }),
      coffeeStudy({ id: "invited", recruitment: { source: "singleUse", repeat: "resume" } }),
      coffeeStudy({ id: "panel", recruitment: { source: "prolific", repeat: "resume" } }),
      coffeeStudy({
        id: "away",
        recruitment: { ...recruitment, redirectUrl: "https://panel.example/done?cc={code}" },
      }),
    ]);
    const place = await places.fresh();
    server = await startServer({ ...place, port: 0, consolePort: 0, studies: [base, ...variants] });
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

  test("continues the session of a panel id with a new token and retires the old one", async () => {
    const first = await join(origin, { study, panelId: "worker-1" });
    await first.send(trials(3));
    const again = await call(origin, "/api/v1/sessions", { body: { study, panelId: "  WORKER-1 " } });
    expect(again.status).toBe(200);
    expect(again.body).toMatchObject({ sessionId: first.sessionId, ackedThrough: 2, consent: { takePart: true } });
    expect(again.body.assignment).toEqual(first.started.assignment);
    expect(again.body.seed).toBe(first.started.seed);
    expect(await first.status()).toMatchObject({ status: 401, body: { code: "token-invalid" } });
    const renewed = await call(origin, `/api/v1/sessions/${first.sessionId}`, { token: again.body.token });
    expect(renewed).toMatchObject({ status: 200, body: { ackedThrough: 2 } });
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

  test("refuses a panel id a second time where the study says so", async () => {
    await arrive(origin, { study: "once", panelId: "worker-2" });
    const again = await call(origin, "/api/v1/sessions", { body: { study: "once", panelId: "worker-2" } });
    expect(again).toMatchObject({ status: 409, body: { code: "already-taken-part" } });
  });

  test("makes one session of many simultaneous starts with one panel id", async () => {
    const spellings = ["twin", " twin", "TWIN", "twin\t", "Twin"];
    const starts = Array.from({ length: 40 }, (_, place) =>
      call(origin, "/api/v1/sessions", { body: { study, panelId: spellings[place % 5] } }),
    );
    const replies = await Promise.all(starts);
    expect(new Set(replies.map((reply) => reply.body.sessionId)).size).toBe(1);
    expect(replies.filter((reply) => reply.status === 201)).toHaveLength(1);
  });

  test("refuses an empty panel id, and a missing one where the panel must give it", async () => {
    for (const panelId of ["", " ", "\t"]) {
      expect((await call(origin, "/api/v1/sessions", { body: { study, panelId } })).status).toBe(400);
    }
    expect((await call(origin, "/api/v1/sessions", { body: { study: "panel" } })).status).toBe(400);
    const parameters = { PROLIFIC_PID: "5f00" };
    expect((await call(origin, "/api/v1/sessions", { body: { study: "panel", parameters } })).status).toBe(201);
  });

  test("admits no more people than the quota has places, however many come at once", async () => {
    const starts = Array.from({ length: 25 }, () => call(origin, "/api/v1/sessions", { body: { study: "few" } }));
    const replies = await Promise.all(starts);
    expect(replies.filter((reply) => reply.status === 201)).toHaveLength(2);
    expect(replies.filter((reply) => reply.body.code === "quota-full")).toHaveLength(23);
  });

  test("does not start a study by an unknown link", async () => {
    for (const link of [undefined, "guess"]) {
      const reply = await call(origin, "/api/v1/sessions", { body: { study: "invited", link } });
      expect(reply).toMatchObject({ status: 409, body: { code: "link-spent" } });
    }
  });

  test("puts the completion code into the panel's address", async () => {
    const person = await join(origin, { study: "away" });
    const { body } = await person.post("finish", { trialCount: 0 });
    expect(body.redirectUrl).toBe(`https://panel.example/done?cc=${body.completionCode}`);
  });
});
