import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openStore } from "../../server/store/openStore.ts";
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
});
