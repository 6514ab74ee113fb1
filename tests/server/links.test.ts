import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RunningServer, startServer } from "../../server/main.ts";
import { openStore } from "../../server/store/openStore.ts";
import { arrive, call, join } from "./client.ts";
import { coffeeStudy } from "./coffeeStudy.ts";
import { type Places, placesOf, storeKinds } from "./stores.ts";

describe.each(storeKinds)("links over %s", (kind) => {
  let places: Places;
  let server: RunningServer;
  let once: readonly string[];
  let personal: readonly string[];

  beforeAll(async () => {
    places = await placesOf(kind);
    const place = await places.fresh();
    const studies = [
      await coffeeStudy({ id: "once", recruitment: { source: "singleUse", repeat: "resume" } }),
      await coffeeStudy({ id: "personal", recruitment: { source: "personal", repeat: "resume" } }),
    ];
    server = await startServer({ ...place, port: 0, consolePort: 0, studies });
    const opened = await openStore(place, "work");
    once = await opened.store.links.make("once", { count: 2 });
    personal = await opened.store.links.make("personal", { count: 1 });
    await opened.close();
  });

  afterAll(async () => {
    await server?.close();
    await places?.clear();
  });

  test("opens a study once by a single-use link, however many press Start at once", async () => {
    const body = { study: "once", link: once[0] };
    const replies = await Promise.all(
      Array.from({ length: 20 }, () => call(server.participantOrigin, "/api/v1/sessions", { body })),
    );
    expect(replies.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(replies.filter((reply) => reply.body.code === "link-spent")).toHaveLength(19);
  });

  test("keeps a single-use link spent after its person was erased", async () => {
    const body = { study: "once", link: once[1] };
    const person = await arrive(server.participantOrigin, body);
    await person.post("withdraw", { erase: true });
    const again = await call(server.participantOrigin, "/api/v1/sessions", { body });
    expect(again).toMatchObject({ status: 409, body: { code: "link-spent" } });
  });

  test("starts a session anew by its personal link until somebody has agreed, and never goes on by the link alone", async () => {
    const body = { study: "personal", link: personal[0] };
    const person = await arrive(server.participantOrigin, body);
    const again = await join(server.participantOrigin, body);
    expect(again.sessionId).toBe(person.sessionId);
    expect((await person.status()).status).toBe(401);
    const third = await call(server.participantOrigin, "/api/v1/sessions", { body });
    expect(third).toMatchObject({ status: 409, body: { code: "already-taken-part" } });
    expect((await again.status()).status).toBe(200);
  });
});
