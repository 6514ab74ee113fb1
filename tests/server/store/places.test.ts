import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { availableDriver, openSqliteHandle } from "../../../server/database/sqliteHandle.ts";
import { startServer } from "../../../server/main.ts";
import { openStore } from "../../../server/store/openStore.ts";
import { join as takePart, trials } from "../client.ts";
import { coffeeStudy } from "../coffeeStudy.ts";

const root = mkdtempSync(join(tmpdir(), "saydo-places-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const content = (folder: string) =>
  Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name)).toString("base64")]));

async function filled(name: string): Promise<string> {
  const data = join(root, name);
  const server = await startServer({ data, port: 0, consolePort: 0, studies: [await coffeeStudy()] });
  const person = await takePart(server.participantOrigin, { study: "coffee-brands" });
  await person.send(trials(200));
  await server.close();
  return data;
}

describe("a data folder", () => {
  test("keeps its promises on disk after the first write", async () => {
    const { store, close } = await openStore({ data: join(root, "fresh") }, "serve");
    expect(await store.settings()).toEqual({
      journal_mode: "wal",
      synchronous: "2",
      foreign_keys: "1",
      secure_delete: "1",
    });
    expect(await store.trouble()).toBeNull();
    await close();
  });

  test.each(["journal_mode = delete", "synchronous = normal", "foreign_keys = off", "secure_delete = off"])(
    "does not serve when %s",
    async (pragma) => {
      const { store, context, close } = await openStore({ data: join(root, "flipped") }, "serve");
      const { sql } = await import("kysely");
      await sql`${sql.raw(`pragma ${pragma}`)}`.execute(context.database.query);
      expect(await store.trouble()).toMatch(/must be/);
      await close();
    },
  );

  test("is held by one server at a time, and free again when it ends", async () => {
    const data = join(root, "held");
    const options = { data, port: 0, consolePort: 0, studies: [] };
    const first = await startServer(options);
    await expect(startServer(options)).rejects.toMatchObject({ details: { code: "store-in-use" } });
    await first.close();
    await (await startServer(options)).close();
  });

  test("is never begun anew over other things or over half a store", async () => {
    const foreign = join(root, "foreign");
    mkdirSync(foreign);
    writeFileSync(join(foreign, "thesis.docx"), "mine");
    await expect(openStore({ data: foreign }, "serve")).rejects.toMatchObject({ details: { code: "store-damaged" } });
    expect(readdirSync(foreign)).toEqual(["thesis.docx"]);
    const half = await filled("half");
    for (const name of readdirSync(half).filter((one) => one.startsWith("saydo.db"))) rmSync(join(half, name));
    await expect(openStore({ data: half }, "serve")).rejects.toMatchObject({ details: { code: "store-damaged" } });
  });

  test("is refused untouched when its file is another program's, or a newer version's", async () => {
    const other = join(root, "other");
    mkdirSync(other);
    const handle = openSqliteHandle(join(other, "saydo.db"));
    handle.exec("create table notes (text text)");
    handle.close();
    const before = content(other);
    await expect(openStore({ data: other }, "serve")).rejects.toMatchObject({ details: { code: "store-damaged" } });
    expect(content(other)).toEqual(before);
    const newer = await filled("newer");
    const store = openSqliteHandle(join(newer, "saydo.db"));
    store.exec("insert into migrations values ('999-later', '2030-01-01')");
    store.exec("pragma wal_checkpoint(truncate)");
    store.close();
    const bytes = readFileSync(join(newer, "saydo.db"));
    await expect(openStore({ data: newer }, "serve")).rejects.toMatchObject({ details: { code: "store-newer" } });
    expect(readFileSync(join(newer, "saydo.db")).equals(bytes)).toBe(true);
  });

  test("shows damage to trials, ids and structure instead of serving it", async () => {
    const data = await filled("damaged");
    const file = join(data, "saydo.db");
    const whole = readFileSync(file);
    const pageSize = whole.readUInt16BE(16);
    const bodies = [...Array(10).keys()].map((n) => whole.indexOf(`"trialIndex":${n * 20},`));
    // The first byte of a page says what kind of page it is.
    const pages = [1, 2, 3, 4, 5, 6, 7, 8].map((page) => page * pageSize);
    const places = [0, whole.indexOf('"purchaseProbability"'), ...bodies, ...pages];
    expect(places).toHaveLength(20);
    expect(Math.min(...places)).toBe(0);
    for (const [number, at] of places.entries()) {
      const copy = join(root, `damaged-${number}`);
      mkdirSync(copy);
      copyFileSync(join(data, "keys.db"), join(copy, "keys.db"));
      const flipped = Buffer.from(whole);
      flipped[at]! ^= 0x40;
      writeFileSync(join(copy, "saydo.db"), flipped);
      expect([at, await judged(copy)]).toEqual([at, expect.stringMatching(/refused|found/)]);
    }
  });
});

async function judged(data: string): Promise<"refused" | "found" | "harmless"> {
  const { runVerify } = await import("../../../server/main.ts");
  try {
    const checks = await runVerify({ data });
    return checks.some(({ faults }) => faults.length > 0) ? "found" : "harmless";
  } catch {
    return "refused";
  }
}

test(`${availableDriver()}, the driver that Node ${process.versions.node} can use, gives back what it was given`, () => {
  const file = join(root, "either.db");
  const handle = openSqliteHandle(file);
  handle.exec("create table one (body blob, number real, text text, whole integer) strict");
  const whole = 2 ** 32 - 1;
  const { changes } = handle.run("insert into one values (?, ?, ?, ?)", [
    Buffer.from([0, 255]),
    -0.5,
    "naïve 🙂",
    whole,
  ]);
  expect(changes).toBe(1);
  const { rows } = handle.run("select body, number, text, whole from one", []);
  const { body, ...others } = rows[0] as { readonly body: Uint8Array };
  expect([...body]).toEqual([0, 255]);
  expect(others).toEqual({ number: -0.5, text: "naïve 🙂", whole });
  const returned = handle.run("update one set number = 1 where whole = ? returning text", [whole]);
  expect(returned.rows).toHaveLength(1);
  expect(() => handle.run("insert into one (whole) values ('text')", [])).toThrow();
  handle.close();
});
