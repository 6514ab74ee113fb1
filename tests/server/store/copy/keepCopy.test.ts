import { cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join as path } from "node:path";
import { afterAll, afterEach, describe, expect, test } from "vitest";
import type { CopyOptions } from "../../../../server/database/copy/keepCopy.ts";
import { type RunningServer, runErase, runRestore, runVerify, startServer } from "../../../../server/main.ts";
import { openStore, withStore } from "../../../../server/store/openStore.ts";
import { canariesIn, filesIn } from "../../../prove/support/canaries.ts";
import { pause, until } from "../../../prove/support/senders.ts";
import { call, join, trial, trials } from "../../client.ts";
import { coffeeStudy } from "../../coffeeStudy.ts";
import { copyPlaces, cutsOf } from "./copyPlaces.ts";

const study = "coffee-brands";
const { root, next: places } = copyPlaces();
const setting = { details: { code: "setting-invalid" } };
const running: RunningServer[] = [];

afterEach(async () => {
  for (const server of running.splice(0)) await server.close();
});

afterAll(() => rmSync(root, { recursive: true, force: true }));

async function serve(data: string, copy?: CopyOptions): Promise<RunningServer> {
  const options = { data, port: 0, consolePort: 0, studies: [await coffeeStudy()], ...(copy ? { copy } : {}) };
  const server = await startServer(options);
  running.push(server);
  return server;
}

/** Every trial of a store, and how many people's identifiers can be read. */
async function contentOf(data: string) {
  return await withStore({ data }, async ({ context, store }) => {
    const rows = await context.database.query.selectFrom("trials").selectAll().orderBy("id").execute();
    const trials = rows.map(({ id, body }) => `${id} ${Buffer.from(body).toString("utf8")}`);
    return { trials, people: (await store.people.panelIds(study)).map(({ panelId }) => panelId).sort() };
  });
}

/** Looks until something holds; other work goes on in between. */
async function eventually(holds: () => Promise<boolean>): Promise<void> {
  for (let looks = 0; looks < 1000; looks += 1) {
    if (await holds()) return;
    await pause(20);
  }
  throw new Error("it never came to hold");
}

describe("a copy that replies wait for", () => {
  test("has everything that was answered at any moment, and restores as a backup does", async () => {
    const { data, copy, folder } = places();
    const server = await serve(data, { folder: copy, acknowledge: "after copy" });
    const person = await join(server.participantOrigin, { study, panelId: "ann" });
    for (let from = 0; from < 60; from += 20) {
      const sent = trials(20, from);
      await person.send(sent);
      // As the folder is at the moment of the answer, with the server still there.
      const lost = path(folder, `lost-${from}`);
      cpSync(copy, lost, { recursive: true });
      const target = path(folder, `restored-${from}`);
      expect(await runRestore({ data: target, in: lost })).toMatchObject({ copy: { unfinishedBytes: 0 } });
      expect((await runVerify({ data: target })).flatMap(({ faults }) => faults)).toEqual([]);
      const content = await contentOf(target);
      expect(content.trials).toHaveLength(from + 20);
      expect(content.people).toEqual(["ann"]);
    }
    await server.close();
    running.pop();
    await runRestore({ data: path(folder, "last"), in: copy });
    expect(await contentOf(path(folder, "last"))).toEqual(await contentOf(data));
  });

  test("refuses with store-busy while its folder is gone, reads on, and goes on by itself when it is back", async () => {
    const { data, copy, folder } = places();
    const server = await serve(data, { folder: copy, acknowledge: "after copy" });
    const origin = server.participantOrigin;
    const person = await join(origin, { study, panelId: "ann" });
    await person.send(trials(3));
    renameSync(copy, path(folder, "away"));
    const sent = trials(2, 3);
    const refused = await person.send(sent);
    expect(refused).toMatchObject({ status: 503, body: { code: "store-busy" } });
    expect(refused.headers.get("retry-after")).not.toBeNull();
    expect((await call(origin, "/ready")).status).toBe(503);
    expect((await call(server.consoleOrigin, "/metrics")).status).toBe(200);
    renameSync(path(folder, "away"), copy);
    await eventually(async () => (await person.send(sent)).status === 200);
    expect((await call(origin, "/ready")).status).toBe(200);
    await runRestore({ data: path(folder, "restored"), in: copy });
    expect((await contentOf(path(folder, "restored"))).trials).toHaveLength(5);
  });
});

describe("a copy that nobody waits for", () => {
  test("leaves collection alone while its folder is gone, says so, and is made anew when it is back", async () => {
    const { data, copy, folder } = places();
    const server = await serve(data, { folder: copy, acknowledge: "at once" });
    const person = await join(server.participantOrigin, { study, panelId: "ann" });
    await until(() => existsSync(cutsOf(copy)));
    renameSync(copy, path(folder, "away"));
    expect((await person.send(trials(5))).status).toBe(200);
    expect((await call(server.participantOrigin, "/ready")).status).toBe(200);
    const faults = async () => (await runVerify({ data })).find(({ name }) => name === "copy")?.faults ?? ["no check"];
    await eventually(async () => (await faults()).length === 2);
    expect((await faults()).join("\n")).toContain("behind since");
    const metrics = await (await fetch(`${server.consoleOrigin}/metrics`)).text();
    expect(Number(/^saydo_copy_behind_seconds (\S+)$/m.exec(metrics)?.[1])).toBeGreaterThan(0);
    // Another disk in the same place, without a mark of ours, stays as it is.
    mkdirSync(copy);
    expect((await person.send(trials(5, 5))).status).toBe(200);
    rmSync(copy, { recursive: true });
    renameSync(path(folder, "away"), copy);
    await eventually(async () => (await faults()).length === 0);
    await server.close();
    running.pop();
    await runRestore({ data: path(folder, "restored"), in: copy });
    expect((await contentOf(path(folder, "restored"))).trials).toHaveLength(10);
  });

  test("is rid of a person soon after they are erased, by the server or by a command beside it", async () => {
    const { data, copy } = places();
    const server = await serve(data, { folder: copy, acknowledge: "at once", renewAfterMs: 10 });
    const canaries = ["ann", "ben", "cas"].map((name) => `canary-${name}-6f1d2c90b7`);
    const [ann = "", ben = "", cas = ""] = canaries;
    const people = await Promise.all(
      canaries.map(async (canary) => {
        const person = await join(server.participantOrigin, { study, panelId: `${canary}-id` });
        await person.send([trial(0, { note: `${canary}-text` })]);
        return person;
      }),
    );
    const found = () => new Set(canariesIn(filesIn(copy), canaries));
    await until(() => found().size === 3);
    await people[0]?.post("withdraw", { erase: true });
    await until(() => !found().has(ann));
    expect(found()).toEqual(new Set([ben, cas]));
    await runErase({ data, study, panelId: `${ben}-id` });
    await until(() => !found().has(ben));
    expect(found()).toEqual(new Set([cas]));
  });

  test("has what a command beside the server writes", async () => {
    const { data, copy, folder } = places();
    await serve(data, { folder: copy, acknowledge: "at once" });
    await withStore({ data }, ({ store }) => store.audit.add({ actor: "a test", action: "exported" }));
    await until(() => existsSync(cutsOf(copy)));
    let tries = 0;
    await eventually(async () => {
      tries += 1;
      const target = { data: path(folder, `restored-${tries}`) };
      await runRestore({ ...target, in: copy });
      const lines = await withStore(target, ({ store }) => store.audit.list(null, 9));
      return lines.some(({ actor }) => actor === "a test");
    });
  });
});

describe("a folder that cannot take the copy", () => {
  test("is refused before anything is written", async () => {
    const { data, copy, folder } = places();
    const acknowledge = "at once" as const;
    await expect(serve(data, { folder: path(folder, "not-there"), acknowledge })).rejects.toMatchObject(setting);
    await expect(serve(data, { folder: data, acknowledge })).rejects.toMatchObject(setting);
    writeFileSync(path(copy, "mine.txt"), "mine");
    await expect(serve(data, { folder: copy, acknowledge })).rejects.toMatchObject(setting);
    expect(readdirSync(copy)).toEqual(["mine.txt"]);
    const copied = { folder: copy, acknowledge };
    const postgres = { database: "postgres://nobody@127.0.0.1:1/none", port: 0, consolePort: 0, studies: [] };
    await expect(startServer({ ...postgres, copy: copied })).rejects.toMatchObject(setting);
  });

  test.each(["", "{", "[]", '{"format":"saydo-copy"}'])("is refused with the marker %j, in words", async (marker) => {
    const { data, copy } = places();
    writeFileSync(path(copy, "saydo-copy.json"), marker);
    await expect(serve(data, { folder: copy, acknowledge: "at once" })).rejects.toMatchObject({
      ...setting,
      message: expect.stringContaining("it is empty or broken"),
    });
  });

  test.each(["", "{", "[]", '{"format":"saydo-copy"}'])("is refused with the marker %j, in words", async (marker) => {
    const { data, copy } = places();
    writeFileSync(path(copy, "saydo-copy.json"), marker);
    await expect(serve(data, { folder: copy, acknowledge: "at once" })).rejects.toMatchObject({
      details: { code: "setting-invalid", detail: expect.stringContaining("it is empty or broken") },
    });
  });

  test("is refused with another store's copy in it, which stays as it is", async () => {
    const { data, copy, folder } = places();
    const server = await serve(data, { folder: copy, acknowledge: "after copy" });
    await (await join(server.participantOrigin, { study, panelId: "ann" })).send(trials(3));
    await server.close();
    running.pop();
    const later = path(folder, "a-new-store");
    await expect(serve(later, { folder: copy, acknowledge: "at once" })).rejects.toMatchObject(setting);
    await runRestore({ data: path(folder, "restored"), in: copy });
    expect((await contentOf(path(folder, "restored"))).trials).toHaveLength(3);
    // The store that it belongs to goes on with it.
    await serve(data, { folder: copy, acknowledge: "after copy" });
  });

  test("is refused when it has no room for the copy", async () => {
    const { data, copy } = places();
    const full = { data, copy: { folder: copy, acknowledge: "after copy" as const }, free: () => 0 };
    await expect(openStore(full, "serve")).rejects.toMatchObject({ details: { code: "store-unavailable" } });
  });
});
