import { randomUUID } from "node:crypto";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RunningServer, startServer } from "../../server/main.ts";
import { arrive, call, join, trial, trials } from "./client.ts";
import { coffeeStudy, oneQuestion } from "./coffeeStudy.ts";
import { type Places, placesOf, storeKinds } from "./stores.ts";

describe.each(storeKinds)("the participant interface over %s", (kind) => {
  let places: Places;
  let server: RunningServer;
  let origin: string;
  const study = "coffee-brands";

  beforeAll(async () => {
    places = await placesOf(kind);
    const place = await places.fresh();
    server = await startServer({
      ...place,
      port: 0,
      consolePort: 0,
      studies: [await coffeeStudy({ flow: oneQuestion })],
    });
    origin = server.participantOrigin;
  });

  afterAll(async () => {
    await server?.close();
    await places?.clear();
  });

  test("takes no trial before consent and none without taking part", async () => {
    const person = await arrive(origin, { study });
    expect(await person.send([trial(0)])).toMatchObject({ status: 409, body: { code: "consent-required" } });
    const refused = { consentHash: person.started.consentHash, language: "en", purposes: { takePart: false } };
    expect((await person.post("consent", refused)).status).toBe(201);
    expect(await person.send([trial(0)])).toMatchObject({ status: 409, body: { code: "consent-declined" } });
    expect(await person.post("finish", { trialCount: 0 })).toMatchObject({ status: 409 });
  });

  test("refuses consent to another text than the study's", async () => {
    const person = await arrive(origin, { study });
    const other = { consentHash: "0".repeat(64), language: "en", purposes: { takePart: true } };
    expect(await person.post("consent", other)).toMatchObject({ status: 409, body: { code: "consent-outdated" } });
  });

  test("acknowledges trials, knows them again, and keeps the first of two that differ", async () => {
    const person = await join(origin, { study });
    const [first, second] = [trial(0), trial(1)];
    expect(await person.send([first, second])).toMatchObject({
      status: 200,
      body: {
        results: [
          { seq: 0, status: "created" },
          { seq: 1, status: "created" },
        ],
        ackedThrough: 1,
      },
    });
    const reordered = { id: first.id, body: Object.fromEntries(Object.entries(first.body).reverse()), seq: 0 };
    const changed = { ...second, body: { ...second.body, value: 3 } };
    const moved = { ...second, seq: 2 };
    const { body } = await person.send([reordered, changed, moved]);
    expect(body.results.map((result: { status: string }) => result.status)).toEqual(["same", "conflict", "conflict"]);
    expect(body.ackedThrough).toBe(1);
    expect((await person.status()).body).toEqual({ ackedThrough: 1, missing: [], finished: false, withdrawn: false });
  });

  test("takes no trial of a task that the session's study does not have", async () => {
    const person = await join(origin, { study });
    const { body } = await person.send([
      trial(0),
      trial(1, { instance: "anotherStudys" }),
      trial(2, { instance: "iat" }),
      trial(3),
    ]);
    const statuses = body.results.map((result: { status: string }) => result.status);
    expect(statuses).toEqual(["created", "invalid", "invalid", "created"]);
    expect(body.results[1].problem).toMatchObject({ code: "trial-invalid", path: "body.instance" });
    expect(body.ackedThrough).toBe(3);
  });

  test("shows gaps and closes them", async () => {
    const person = await join(origin, { study });
    expect((await person.send([trial(0), trial(3), trial(5)])).body.ackedThrough).toBe(0);
    expect((await person.status()).body).toMatchObject({ ackedThrough: 0, missing: [1, 2, 4] });
    const unfinished = await person.post("finish", { trialCount: 7 });
    expect(unfinished).toMatchObject({ status: 409, body: { code: "trials-missing", missing: [1, 2, 4, 6] } });
    expect((await person.send([trial(1), trial(2), trial(4), trial(6)])).body.ackedThrough).toBe(6);
    const finished = await person.post("finish", { trialCount: 7 });
    expect(finished).toMatchObject({ status: 200, body: { redirectUrl: null } });
    expect(await person.post("finish", { trialCount: 7 })).toMatchObject({ status: 200, body: finished.body });
    expect((await person.status()).body).toMatchObject({ finished: true, missing: [] });
  });

  test("keeps an invalid trial in quarantine, counts it as stored and stores its neighbours", async () => {
    const person = await join(origin, { study });
    const poison = trial(1, { value: "seven" });
    const { body } = await person.send([trial(0), poison, trial(2), { seq: 3, id: "not-a-uuid", body: {} }, trial(4)]);
    const statuses = body.results.map((result: { status: string }) => result.status);
    expect(statuses).toEqual(["created", "invalid", "created", "invalid", "created"]);
    expect(body.results[1].problem).toMatchObject({ code: "trial-invalid", path: "body.value" });
    expect(body.ackedThrough).toBe(4);
    expect((await person.send([poison])).body.results[0].status).toBe("invalid");
    expect((await person.send([trial(1)])).body.results[0].status).toBe("conflict");
    expect(await person.post("finish", { trialCount: 5 })).toMatchObject({ status: 200 });
  });

  test("answers an item without a usable number as invalid and stores the others", async () => {
    const person = await join(origin, { study });
    const { body, status } = await person.send([{ seq: "0", id: randomUUID(), body: {} }, 7, null, trial(0)]);
    expect(status).toBe(200);
    expect(body.results.map((result: { status: string }) => result.status)).toEqual([
      "invalid",
      "invalid",
      "invalid",
      "created",
    ]);
    expect(body.ackedThrough).toBe(0);
  });

  test("answers every one of many concurrent retries, storing each trial once", async () => {
    const person = await join(origin, { study });
    const all = trials(40);
    const sends = Array.from({ length: 12 }, (_, turn) => person.send(all.slice(turn, turn + 29)));
    const replies = await Promise.all(sends);
    const created = replies.flatMap((reply) =>
      reply.body.results.filter((r: { status: string }) => r.status === "created"),
    );
    expect(replies.map((reply) => reply.status)).toEqual(Array(12).fill(200));
    expect(created.map((result) => result.seq).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 40 }, (_, seq) => seq),
    );
    expect((await person.status()).body).toMatchObject({ ackedThrough: 39, missing: [] });
  });

  test("takes nothing new after the end, and still knows what it has", async () => {
    const person = await join(origin, { study });
    const only = trial(0);
    await person.send([only]);
    await person.post("finish", { trialCount: 1 });
    const { body } = await person.send([only, trial(1)]);
    expect(body.results).toMatchObject([
      { status: "same" },
      { status: "conflict", problem: { code: "session-finished" } },
    ]);
    expect(body.ackedThrough).toBe(0);
  });

  test("stores nothing after withdrawal", async () => {
    const person = await join(origin, { study });
    await person.send([trial(0)]);
    expect(await person.post("withdraw", { erase: false })).toMatchObject({ status: 200 });
    expect(await person.send([trial(1)])).toMatchObject({ status: 409, body: { code: "withdrawn" } });
    expect((await person.status()).body).toMatchObject({ withdrawn: true, ackedThrough: 0 });
    expect(await person.post("withdraw", { erase: true })).toMatchObject({ status: 200, body: { erased: true } });
    expect((await person.status()).body).toMatchObject({ withdrawn: true, ackedThrough: -1 });
  });

  test("answers another's session like one that is not there, and a wrong token like a missing one", async () => {
    const [mine, other] = [await join(origin, { study }), await join(origin, { study })];
    const foreign = await call(origin, `/api/v1/sessions/${other.sessionId}`, { token: mine.token });
    const absent = await call(origin, `/api/v1/sessions/${randomUUID()}`, { token: mine.token });
    expect(foreign.status).toBe(404);
    expect(foreign.body).toEqual(absent.body);
    const at = `/api/v1/sessions/${other.sessionId}/trials`;
    expect((await call(origin, at, { token: mine.token, body: { trials: [trial(0)] } })).status).toBe(404);
    for (const headers of [{}, { authorization: "Bearer x" }, { authorization: `Bearer ${"x".repeat(43)}` }]) {
      expect(await call(origin, at, { headers, body: { trials: [trial(0)] } })).toMatchObject({ status: 401 });
    }
  });

  test("takes gzip, up to 200 trials and 1 MiB, and refuses more with 413", async () => {
    const person = await join(origin, { study });
    const at = `/api/v1/sessions/${person.sessionId}/trials`;
    const send = (body: unknown, headers: Record<string, string> = {}) =>
      call(origin, at, { token: person.token, body, headers });
    const zipped = (value: unknown) => gzipSync(JSON.stringify(value));
    expect((await send(zipped({ trials: trials(200) }), { "content-encoding": "gzip" })).body.ackedThrough).toBe(199);
    expect(await send({ trials: trials(201) })).toMatchObject({ status: 413, body: { code: "body-too-large" } });
    const big = { trials: [trial(200, { note: "x".repeat(1024 * 1024) })] };
    expect(await send(big)).toMatchObject({ status: 413 });
    expect(await send(zipped(big), { "content-encoding": "gzip" })).toMatchObject({ status: 413 });
    expect(await send(JSON.stringify({ trials: [] }), { "content-type": "text/plain" })).toMatchObject({ status: 415 });
    expect(await send("{")).toMatchObject({ status: 400, body: { code: "body-not-json" } });
  });

  test("tells of problems in one form", async () => {
    const none = await call(origin, "/api/v1/sessions", { body: { study: "none" } });
    expect(none.headers.get("content-type")).toContain("application/problem+json");
    expect(none).toMatchObject({ status: 404, body: { code: "study-not-found", status: 404 } });
    expect(none.body.type).toBe("urn:saydo:problem:study-not-found");
    expect((await call(origin, "/nowhere")).body.code).toBe("route-not-found");
    const wrongMethod = await call(origin, "/api/v1/sessions");
    expect(wrongMethod).toMatchObject({ status: 405, body: { code: "method-not-allowed" } });
    expect(wrongMethod.headers.get("allow")).toBe("POST");
  });

  test("says what it is, that it lives and that it can store", async () => {
    expect((await call(origin, "/ready")).body).toEqual({ ready: true });
    const health = await call(origin, "/health");
    const expected = {
      sqlite: { journal_mode: "wal", synchronous: "2", secure_delete: "1" },
      postgres: { fsync: "on" },
    };
    expect(health.body.store).toMatchObject(expected[kind]);
    const { body } = await call(origin, "/openapi.json");
    expect(Object.keys(body.paths)).toEqual(
      expect.arrayContaining([
        "/api/v1/sessions",
        "/api/v1/sessions/{sessionId}",
        "/api/v1/sessions/{sessionId}/consent",
        "/api/v1/sessions/{sessionId}/trials",
        "/api/v1/sessions/{sessionId}/finish",
        "/api/v1/sessions/{sessionId}/withdraw",
      ]),
    );
    const known = await call(origin, `/api/v1/studies/${study}`);
    expect(known.body.definition).toMatchObject({ id: study });
    expect(known.body.definition.analysis).toBeUndefined();
  });
});
