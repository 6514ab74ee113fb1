import { cpSync, existsSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join as path } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openSqliteHandle } from "../../../server/database/sqliteHandle.ts";
import { runBackup, runErase, runExport, runInvite, runVerify, startServer } from "../../../server/main.ts";
import { openStore, type StorePlace } from "../../../server/store/openStore.ts";
import { join, trials } from "../client.ts";
import { coffeeStudy } from "../coffeeStudy.ts";
import { type Places, placesOf, storeKinds } from "../stores.ts";

const root = mkdtempSync(path(tmpdir(), "saydo-pairing-"));
const study = "coffee-brands";
const damaged = (words: RegExp) => ({ details: { code: "store-damaged", detail: expect.stringMatching(words) } });

afterAll(() => rmSync(root, { recursive: true, force: true }));

describe.each(storeKinds)("the keys beside a %s store", (kind) => {
  let places: Places;
  let place: StorePlace & { readonly data: string };
  const keysOf = (data: string) => path(data, "keys.db");
  const aside = path(root, `${kind}-keys.db`);

  const serve = async (...panelIds: readonly string[]) => {
    const server = await startServer({ ...place, port: 0, consolePort: 0, studies: [await coffeeStudy()] });
    for (const panelId of panelIds) {
      await (await join(server.participantOrigin, { study, panelId })).send(trials(2));
    }
    await server.close();
  };
  const refused = async (words: RegExp) => {
    await expect(serve()).rejects.toMatchObject(damaged(words));
    await expect(runVerify(place)).rejects.toMatchObject(damaged(words));
    await expect(runBackup({ ...place, out: path(root, "none.backup") })).rejects.toMatchObject(damaged(words));
  };

  beforeAll(async () => {
    places = await placesOf(kind);
    place = await places.fresh();
    await serve("ann");
    cpSync(keysOf(place.data), aside);
    await serve("ben");
  });

  afterAll(async () => await places?.clear());

  test("are refused when they are older than the newest person", async () => {
    const newest = `${aside}.newest`;
    renameSync(keysOf(place.data), newest);
    cpSync(aside, keysOf(place.data));
    await refused(/older than the store: 1 of the newest people have none/);
    renameSync(newest, keysOf(place.data));
    await serve();
  });

  test("are refused when they are missing, and none are made", async () => {
    const newest = `${aside}.newest`;
    renameSync(keysOf(place.data), newest);
    await refused(/are missing/);
    expect(readdirSync(place.data).filter((name) => name.startsWith("keys"))).toEqual([]);
    renameSync(newest, keysOf(place.data));
  });

  test("are refused when they are empty, or another store's", async () => {
    const newest = `${aside}.newest`;
    renameSync(keysOf(place.data), newest);
    writeFileSync(keysOf(place.data), "");
    await refused(/holds none of them/);
    for (const name of readdirSync(place.data)) if (name.startsWith("keys")) rmSync(path(place.data, name));
    const other = path(root, `${kind}-other`);
    await (await openStore({ data: other }, "serve")).close();
    cpSync(keysOf(other), keysOf(place.data));
    await refused(/belong to another store/);
    renameSync(newest, keysOf(place.data));
    expect((await runVerify(place)).flatMap(({ faults }) => faults)).toEqual([]);
  });

  test("keep working beside a store of an earlier release, which has no id, and are found lost there too", async () => {
    const opened = await openStore(place, "work");
    await opened.context.database.query.deleteFrom("store_state").execute();
    await opened.keys.query.deleteFrom("key_pair").execute();
    await opened.close();
    await serve("cas");
    const again = await openStore(place, "work");
    await again.context.database.query.deleteFrom("store_state").execute();
    await again.keys.query.deleteFrom("key_pair").execute();
    await again.keys.query.deleteFrom("person_keys").execute();
    await again.close();
    await refused(/None of the people in this store has a key/);
  });
});

test("two data folders on one PostgreSQL database are noticed", async () => {
  const places = await placesOf("postgres");
  const [first, second] = [await places.fresh(), await places.fresh()];
  await (await openStore(first, "serve")).close();
  const crossed = { data: second.data, database: first.database ?? "" };
  await expect(openStore(crossed, "serve")).rejects.toMatchObject(damaged(/are missing/));
  await places.clear();
});

describe.each(storeKinds)("a command on a %s place without a store", (kind) => {
  test("says so, and makes none", async () => {
    const places = await placesOf(kind);
    const fresh = await places.fresh();
    const data = path(root, `${kind}-mistyped`);
    const place = { ...fresh, data };
    const out = path(root, `${kind}-out`);
    const commands = [
      () => runVerify(place),
      () => runBackup({ ...place, out }),
      () => runErase({ ...place, study, panelId: "ann" }),
      () => runExport({ ...place, study, format: "csv", out }),
      () => runInvite({ ...place, runsServer: true }),
    ];
    for (const command of commands) {
      await expect(command()).rejects.toMatchObject({
        details: { code: "file-not-found", detail: expect.stringContaining("There is no store in") },
      });
    }
    expect([existsSync(data), existsSync(out)]).toEqual([false, false]);
    await places.clear();
  });
});

test("database files are their owner's alone, in a folder that was there and with files that others could read", async () => {
  const data = path(root, "open");
  await (await openStore({ data }, "serve")).close();
  const { chmodSync } = await import("node:fs");
  chmodSync(data, 0o755);
  for (const name of readdirSync(data)) chmodSync(path(data, name), 0o644);
  const opened = await openStore({ data }, "serve");
  const modes = readdirSync(data).map((name) => (statSync(path(data, name)).mode & 0o777).toString(8));
  expect(new Set(modes)).toEqual(new Set(["600"]));
  await opened.close();
});

test("a store whose first start was cut off between its files begins again", async () => {
  const data = path(root, "cut-off");
  await (await openStore({ data }, "serve")).close();
  for (const name of readdirSync(data)) if (name.startsWith("keys")) rmSync(path(data, name));
  const store = openSqliteHandle(path(data, "saydo.db"));
  store.exec("delete from store_state");
  store.close();
  await (await openStore({ data }, "serve")).close();
  const empty = path(root, "nothing-written");
  await (await openStore({ data: empty }, "serve")).close();
  for (const name of readdirSync(empty)) rmSync(path(empty, name));
  writeFileSync(path(empty, "saydo.db"), "");
  await (await openStore({ data: empty }, "serve")).close();
});
