import { randomBytes } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join as path } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RunningServer, runImport, startServer } from "../../server/main.ts";
import { openStore } from "../../server/store/openStore.ts";
import { join, type Person, trial } from "./client.ts";
import { coffeeStudy } from "./coffeeStudy.ts";
import { type Places, placesOf, storeKinds } from "./stores.ts";

const study = "coffee-brands";
const people = 60;
const erased = 12;

describe.each(storeKinds)("erasing people from %s", (kind) => {
  let places: Places;
  let server: RunningServer;
  let data: string;
  let database: string | undefined;
  const canaries = Array.from({ length: people }, () => randomBytes(24).toString("hex"));
  const gone = canaries.slice(0, erased);
  const kept = canaries.slice(erased);

  beforeAll(async () => {
    places = await placesOf(kind);
    const place = await places.fresh();
    data = path(place.data, "store");
    database = place.database;
    const where = { ...place, data };
    server = await startServer({ ...where, port: 0, consolePort: 0, studies: [await coffeeStudy()] });
    const sessions = new Map<string, Person>();
    for (const canary of canaries) {
      const person = await join(server.participantOrigin, { study, panelId: `${canary}-id` }, { linkPurchases: true });
      await person.send([trial(0, { note: `${canary}-text "é"` }), trial(1, { value: `${canary}-bad` })]);
      sessions.set(canary, person);
    }
    const file = path(mkdtempSync(path(tmpdir(), "saydo-rows-")), "purchases.csv");
    const soon = new Date(Date.now() + 86_400_000).toISOString();
    const rows = canaries.map((canary) => `${canary}-id,${soon},velmora,${canary}-order,${canary}-channel`);
    const { writeFileSync } = await import("node:fs");
    writeFileSync(file, ["participant_key,purchased_at,product,order_id,channel", ...rows].join("\n"));
    await runImport({ ...where, kind: "purchases", study, in: file });
    for (const canary of gone) await sessions.get(canary)?.post("withdraw", { erase: true });
  });

  afterAll(async () => {
    await server?.close();
    await places?.clear();
  });

  // With PostgreSQL our own files hold keys alone, so that nobody's answers are in them in the first place.
  const inOurFiles = { sqlite: kept, postgres: [] }[kind];

  test("leaves no byte of them in any file of ours, in any encoding, and all of the others that were there", () => {
    const bytes = files(data);
    expect(bytes.length).toBeGreaterThan(0);
    const found = (canary: string) => spellings(canary).some((spelling) => bytes.some((one) => one.includes(spelling)));
    expect(gone.filter(found)).toEqual([]);
    expect(kept.filter(found)).toEqual(inOurFiles);
  });

  test("leaves no row of theirs and no key to what copies may still hold", async () => {
    const opened = await openStore({ data, ...(database === undefined ? {} : { database }) }, "work");
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
    expect(await opened.store.people.erased()).toHaveLength(erased);
    await opened.close();
  });

  test("keeps panel ids readable to nobody who has the database without its keys", async () => {
    const opened = await openStore({ data, ...(database === undefined ? {} : { database }) }, "work");
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

function files(folder: string): readonly Buffer[] {
  const paths = readdirSync(folder, { recursive: true }).map((name) => path(folder, String(name)));
  return paths
    .filter((one) => statSync(one).isFile())
    .flatMap((one) => {
      const bytes = readFileSync(one);
      return bytes[0] === 0x1f && bytes[1] === 0x8b ? [bytes, gunzipSync(bytes)] : [bytes];
    });
}

function spellings(canary: string): readonly Buffer[] {
  const text = Buffer.from(canary);
  return [
    text,
    Buffer.from(canary, "utf16le"),
    Buffer.from(text.toString("hex")),
    // Base64 of the text wherever it begins within a longer one.
    ...[0, 1, 2].map((skip) =>
      Buffer.from(text.subarray(skip, skip + 3 * Math.floor((text.length - skip) / 3)).toString("base64")),
    ),
  ];
}
