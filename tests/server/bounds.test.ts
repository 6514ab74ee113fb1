import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { mostOfSession } from "../../experiments/contract/requestLimits.ts";
import { type RunningServer, startServer } from "../../server/main.ts";
import { type OpenedStore, openStore } from "../../server/store/openStore.ts";
import { call, join, type Person, trial } from "./client.ts";
import { coffeeStudy } from "./coffeeStudy.ts";
import { type Places, placesOf, storeKinds } from "./stores.ts";

const study = "coffee-brands";
const statuses = ({ body }: { readonly body: { readonly results: readonly { readonly status: string }[] } }) =>
  body.results.map(({ status }) => status);

describe.each(storeKinds)("what one session may send, on %s", (kind) => {
  let places: Places;
  let server: RunningServer;
  let opened: OpenedStore;
  let person: Person;
  beforeAll(async () => {
    places = await placesOf(kind);
    const place = await places.fresh();
    server = await startServer({ ...place, port: 0, consolePort: 0, studies: [await coffeeStudy()] });
    opened = await openStore(place, "work");
  });
  afterAll(async () => {
    await opened.close();
    await server.close();
    await places.clear();
  });
  const rowOf = async (sessionId: string) =>
    await opened.context.database.query
      .selectFrom("sessions")
      .selectAll()
      .where("id", "=", sessionId)
      .executeTakeFirstOrThrow();

  test("is eight megabytes: what is more is refused in words, what is stored stays, and the researcher sees it", async () => {
    person = await join(server.participantOrigin, { study });
    const note = "x".repeat(500_000);
    const sent = [];
    for (let seq = 0; seq < 20; seq += 1) sent.push(...statuses(await person.send([trial(seq, { note })])));
    expect(sent).toEqual([...Array(16).fill("created"), ...Array(4).fill("invalid")]);
    const { body } = await person.send([trial(16, { note })]);
    expect(body.results[0].problem.detail).toBe("A session holds at most 8 MiB.");
    const [counted] = await opened.store.people.counts(study);
    expect(counted).toMatchObject({ overLimit: 1, withRefused: 1 });
    expect((await rowOf(person.sessionId)).stored_bytes).toBeLessThanOrEqual(mostOfSession.bytes);
  });

  test("counts what does not fit its measure, so that no quarantine grows without end", async () => {
    const other = await join(server.participantOrigin, { study });
    const item = "y".repeat(900_000);
    for (let seq = 0; seq < 12; seq += 1) await other.send([trial(seq, { value: item })]);
    const kept = await opened.context.database.query
      .selectFrom("quarantine")
      .select("item")
      .where("session_id", "=", other.sessionId)
      .execute();
    expect(kept.length).toBe(9);
    expect(statuses(await other.send([trial(50)]))).toEqual(["created"]);
  });

  test("is ten thousand trials, and a retry of one that is stored is the same still", async () => {
    const other = await join(server.participantOrigin, { study });
    const last = trial(mostOfSession.trials - 1);
    expect(statuses(await other.send([last, trial(mostOfSession.trials)]))).toEqual(["created", "invalid"]);
    expect(statuses(await other.send([last]))).toEqual(["same"]);
  });

  test("a session keeps its own books: numbers that come out of order are missing until they are there", async () => {
    const other = await join(server.participantOrigin, { study });
    await other.send([trial(0), trial(1), trial(5), trial(20)]);
    expect((await other.status()).body).toMatchObject({ ackedThrough: 1 });
    expect((await other.status()).body.missing).toEqual([2, 3, 4, ...Array.from({ length: 14 }, (_, at) => 6 + at)]);
    await other.send([trial(3), trial(2), trial(4)]);
    expect((await other.status()).body).toMatchObject({ ackedThrough: 5 });
    await other.send(Array.from({ length: 14 }, (_, at) => trial(6 + at)));
    expect((await other.status()).body).toMatchObject({ ackedThrough: 20, missing: [] });
    expect((await rowOf(other.sessionId)).above).toBeNull();
  });

  test.each([
    ["a product that the study has not", { product: "nothing" }, "The study has no product of this name."],
    ["201 fields", Object.fromEntries(Array.from({ length: 201 }, (_, at) => [`f${at}`, 1])), "at most 200 fields"],
    ["a field without a name", { "": 1 }, "A field's name has 1 to 100 letters"],
    ["600 kB", { note: "x".repeat(600_000) }, "at most 512 KiB"],
  ])("a trial with %s is refused in words", async (_, change, words) => {
    const other = await join(server.participantOrigin, { study });
    const { body } = await other.send([trial(0, change)]);
    expect(body.results[0]).toMatchObject({ status: "invalid", problem: { detail: expect.stringContaining(words) } });
  });

  test("a body that inflates to more than ten times what was sent is refused", async () => {
    const other = await join(server.participantOrigin, { study });
    const body = gzipSync(JSON.stringify({ trials: [trial(0, { note: "A".repeat(400_000) })] }));
    const at = `/api/v1/sessions/${other.sessionId}/trials`;
    const headers = { "content-encoding": "gzip" };
    expect(await call(server.participantOrigin, at, { token: other.token, headers, body })).toMatchObject({
      status: 413,
    });
  });

  test("nothing is inflated for a stranger, and a stranger's body is small", async () => {
    const body = gzipSync(JSON.stringify({ study }));
    const at = "/api/v1/sessions";
    expect(await call(server.participantOrigin, at, { headers: { "content-encoding": "gzip" }, body })).toMatchObject({
      status: 415,
    });
    expect(await call(server.participantOrigin, at, { body: { study, language: "x".repeat(70_000) } })).toMatchObject({
      status: 413,
    });
    const signIn = await fetch(`${server.consoleOrigin}/sign-in`, {
      method: "POST",
      headers: { "content-type": "multipart/form-data; boundary=x", "content-encoding": "gzip" },
      body: gzipSync(Buffer.alloc(10_000_000)),
    });
    expect(signIn.status).toBe(415);
  });

  test.each(["/api/v1/studies/a%00b", "/s/a%00b/", "/s/coffee-brands/?pid=%00", "/api/v1/sessions/%00"])(
    "a zero byte in %s is a 400",
    async (path) => {
      expect((await call(server.participantOrigin, path)).status).toBe(400);
      expect((await fetch(`${server.consoleOrigin}${path}`)).status).toBe(400);
    },
  );

  test("a zero byte in a body is a 400; in a trial it is a letter as any other", async () => {
    const at = "/api/v1/sessions";
    for (const body of [
      { study: "a\0b" },
      { study, parameters: { pid: "\0" } },
      { study, parameters: { "\0": "x" } },
    ]) {
      expect((await call(server.participantOrigin, at, { body })).status).toBe(400);
    }
    const other = await join(server.participantOrigin, { study });
    expect(statuses(await other.send([trial(0, { note: "a\0b" })]))).toEqual(["created"]);
  });
});
