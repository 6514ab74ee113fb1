import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { startServer } from "../../server/main.ts";
import { openStore } from "../../server/store/openStore.ts";
import { join as takePart, trial } from "./client.ts";
import { coffeeStudy } from "./coffeeStudy.ts";
import { type ErasedPeople, erasedPeople } from "./erasedPeople.ts";
import { storeKinds } from "./stores.ts";

describe.each(storeKinds)("erasing people from %s", (kind) => {
  let people: ErasedPeople;

  beforeAll(async () => {
    people = await erasedPeople(kind, { people: 12, erased: 3 });
  });

  afterAll(async () => {
    await people?.remove();
  });

  test("leaves no row of theirs and no key to what copies may still hold", async () => {
    const { kept, gone, place } = people;
    const opened = await openStore(place, "work");
    const rows = async (table: "trials" | "quarantine" | "identifiers" | "purchases" | "participant_keys") => {
      const { fn } = opened.context.database.query;
      const base = opened.context.database.query.selectFrom(table).select(fn.countAll<number>().as("rows"));
      return Number((await base.executeTakeFirstOrThrow()).rows);
    };
    expect(await rows("trials")).toBe(kept.length);
    expect(await rows("quarantine")).toBe(kept.length);
    expect(await rows("identifiers")).toBe(kept.length);
    expect(await rows("purchases")).toBe(kept.length);
    expect(await rows("participant_keys")).toBe(kept.length);
    const keys = await opened.keys.query.selectFrom("person_keys").selectAll().execute();
    expect(keys).toHaveLength(kept.length);
    expect(await opened.store.people.erased()).toHaveLength(gone.length);
    await opened.close();
  });

  test("keeps panel ids readable to nobody who has the database without its keys", async () => {
    const { kept, place } = people;
    const study = "coffee-brands";
    const opened = await openStore(place, "work");
    const sealed = await opened.context.database.query.selectFrom("identifiers").selectAll().execute();
    const all = Buffer.concat(sealed.map((row) => Buffer.from(row.sealed))).toString("latin1");
    expect(kept.filter((canary) => all.includes(canary))).toEqual([]);
    const ids = await opened.store.people.panelIds(study);
    expect(ids.map(({ panelId }) => panelId).sort()).toEqual(kept.map((canary) => `${canary}-id`).sort());
    const { participant_id } = sealed[0]!;
    expect(await opened.store.people.eraseIdentifiers(study, new Date(Date.now() + 1000))).toBe(kept.length);
    expect(await opened.context.vault.open(participant_id, sealed[0]!.sealed)).toBeNull();
    await opened.close();
  });

  test("leaves of a person that someone was erased, from which cell and on which day, and nothing that leads to them", async () => {
    const opened = await openStore(people.place, "work");
    const { query } = opened.context.database;
    const rows = await query.selectFrom("sessions").selectAll().where("erased_at", "is not", null).execute();
    expect(rows).toHaveLength(people.gone.length);
    for (const row of rows) {
      const kept = Object.entries(row).filter(([, value]) => value !== null && value !== -1 && value !== 0);
      const times = ["started_at", "seen_at", "withdrawn_at", "erased_at"];
      const names = [
        "cell",
        "wave",
        ...times,
        "id",
        "is_simulated",
        "ordinal",
        "participant_id",
        "study_hash",
        "study_id",
      ];
      expect(kept.map(([name]) => name).filter((name) => ![...names, "token_hash"].includes(name))).toEqual([]);
      for (const name of times) expect(Reflect.get(row, name)).toMatch(/^\d{4}-\d\d-\d\dT00:00:00\.000Z$/);
      const consents = query.selectFrom("consents").selectAll().where("session_id", "=", row.id);
      expect(await consents.execute()).toEqual([]);
    }
    await opened.close();
  });

  test("is in the audit from the moment it is done", async () => {
    const opened = await openStore(people.place, "work");
    const lines = (await opened.store.audit.list(null, 100)).filter(({ action }) => action === "person erased");
    expect(new Set(lines.map(({ subject }) => subject))).toEqual(new Set(await opened.store.people.erased()));
    await opened.close();
  });
});

test("erasing beside a long reader is done at once, says that the bytes follow, and they are gone when it ends", async () => {
  const data = mkdtempSync(join(tmpdir(), "saydo-erased-beside-"));
  const server = await startServer({ data, port: 0, consolePort: 0, studies: [await coffeeStudy()] });
  const person = await takePart(server.participantOrigin, { study: "coffee-brands" });
  await person.send([trial(0, { note: "canary-1b7e" })]);
  const opened = await openStore({ data }, "work");
  let slowest = 0;
  const reply = await opened.context.database.snapshot(async (query) => {
    await query.selectFrom("sessions").select("id").execute();
    const erased = person.post("withdraw", { erase: true });
    for (let look = 0; look < 10; look += 1) {
      const from = performance.now();
      await fetch(`${server.participantOrigin}/ready`);
      slowest = Math.max(slowest, performance.now() - from);
    }
    return await erased;
  });
  expect(reply).toMatchObject({ status: 200, body: { withdrawn: true, erased: true, bytes: "follow" } });
  expect(slowest).toBeLessThan(1000);
  const holds = () => readdirSync(data).some((name) => readFileSync(join(data, name)).includes("canary-1b7e"));
  await vi.waitUntil(() => !holds(), { timeout: 30_000 });
  expect((await opened.store.audit.list(null, 1))[0]?.action).toBe("person erased");
  await opened.close();
  await server.close();
  rmSync(data, { recursive: true, force: true });
});
