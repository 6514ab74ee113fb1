import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join as path } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  type RunningServer,
  runBackup,
  runErase,
  runExport,
  runRestore,
  runVerify,
  startServer,
} from "../../server/main.ts";
import { openStore, type StorePlace } from "../../server/store/openStore.ts";
import { join, trial, trials } from "./client.ts";
import { coffeeStudy } from "./coffeeStudy.ts";
import { type Places, placesOf, storeKinds } from "./stores.ts";

const study = "coffee-brands";
const folder = mkdtempSync(path(tmpdir(), "saydo-operations-"));

describe.each(storeKinds)("keeping a %s store", (kind) => {
  let places: Places;
  let other: Places;
  let place: StorePlace;
  let server: RunningServer;
  const backup = path(folder, `${kind}.backup.gz`);

  beforeAll(async () => {
    places = await placesOf(kind);
    other = await placesOf(kind === "sqlite" ? "postgres" : "sqlite");
    place = await places.fresh();
    server = await startServer({ ...place, port: 0, consolePort: 0, studies: [await coffeeStudy()] });
    for (const panelId of ["ann", "ben", "cas"]) {
      const person = await join(server.participantOrigin, { study, panelId }, { linkPurchases: true });
      await person.send([...trials(5), trial(5, { value: "not a number" })]);
      await person.post("finish", { trialCount: 6 });
    }
  });

  afterAll(async () => {
    await server?.close();
    await places?.clear();
    await other?.clear();
  });

  const exported = async (from: StorePlace, name: string) => {
    const out = path(folder, `${kind}-${name}`);
    await runExport({ ...from, study, format: "jsonl", out });
    return readFileSync(path(out, "trials.jsonl"), "utf8");
  };

  test("restores a backup into either kind of store with the same export to the byte", async () => {
    const { rows } = await runBackup({ ...place, out: backup });
    expect(rows).toMatchObject({ trials: 15, quarantine: 3, identifiers: 3, "keys.person_keys": 3 });
    const before = await exported(place, "before");
    for (const [name, target] of [
      ["same", await places.fresh()],
      ["other", await other.fresh()],
    ] as const) {
      expect(await runRestore({ ...target, in: backup })).toMatchObject({ erasedAgain: 0 });
      expect(await exported(target, name)).toBe(before);
      expect((await runVerify(target)).flatMap(({ faults }) => faults)).toEqual([]);
    }
  });

  test("refuses a backup that is cut off, changed or put over data, and leaves everything as it is", async () => {
    const whole = readFileSync(backup);
    const flipped = Buffer.from(gunzipSync(whole));
    flipped[Math.floor(flipped.length / 2)]! ^= 1;
    const cases = {
      cut: whole.subarray(0, -1),
      flipped: gzipSync(flipped),
      other: gzipSync("{}\n"),
      empty: gzipSync(""),
    };
    for (const [name, bytes] of Object.entries(cases)) {
      const file = path(folder, `${kind}-${name}.gz`);
      writeFileSync(file, bytes);
      const target = await places.fresh();
      await expect(runRestore({ ...target, in: file }), name).rejects.toMatchObject({
        details: { code: "backup-invalid" },
      });
    }
    await expect(runRestore({ ...place, in: backup })).rejects.toMatchObject({ details: { code: "backup-invalid" } });
    expect((await runVerify(place)).flatMap(({ faults }) => faults)).toEqual([]);
  });

  test("erases again, before anything is served, whoever was erased after the backup", async () => {
    const { participantId } = await runErase({ ...place, study, panelId: " ANN " });
    const target = await places.fresh();
    expect(await runRestore({ ...target, in: backup, after: [place] })).toMatchObject({ erasedAgain: 1 });
    expect(await exported(target, "after")).not.toContain(participantId);
    const opened = await openStore(target, "work");
    expect(await opened.store.people.byPanelId(study, "ann")).toBeUndefined();
    await opened.close();
    await expect(runErase({ ...place, study, panelId: "ann" })).rejects.toMatchObject({
      details: { code: "session-not-found" },
    });
  });

  test("sees every line of the audit that was changed, taken out, moved or cut off", async () => {
    const opened = await openStore(place, "work");
    const { query } = opened.context.database;
    const rows = await query.selectFrom("audit").selectAll().orderBy("seq").execute();
    expect(rows.length).toBeGreaterThan(2);
    const put = async (lines: typeof rows) => {
      await query.deleteFrom("audit").execute();
      for (const line of lines) await query.insertInto("audit").values(line).execute();
      return await opened.store.audit.verify();
    };
    const [first, second, ...rest] = rows;
    if (!first || !second) throw new Error("the audit is too short for this test");
    expect(await put(rows)).toEqual([]);
    expect(await put([{ ...first, details: '{"format":"none"}' }, second, ...rest])).not.toEqual([]);
    expect(await put([first, ...rest])).not.toEqual([]);
    expect(await put([{ ...second, seq: 0 }, { ...first, seq: 1 }, ...rest])).not.toEqual([]);
    expect(await put(rows.slice(0, -1))).not.toEqual([]);
    expect(await put(rows)).toEqual([]);
    await opened.close();
  });

  test("sees stored bytes that are not those received", async () => {
    const target = await places.fresh();
    await runRestore({ ...target, in: backup });
    const opened = await openStore(target, "work");
    await opened.context.database.query
      .updateTable("trials")
      .set({ body: Buffer.from('{"measure":"likelihoodToRecommend","value":10}') })
      .where("seq", "=", 2)
      .execute();
    await opened.close();
    const faults = (await runVerify(target)).flatMap((check) => check.faults);
    expect(faults).toHaveLength(3);
    expect(faults[0]).toContain("trial 2");
    await expect(exported(target, "damaged")).rejects.toMatchObject({ details: { code: "store-damaged" } });
  });
});
