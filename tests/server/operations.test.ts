import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join as path } from "node:path";
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
import { coffeeStudy, oneQuestion } from "./coffeeStudy.ts";
import { type Places, placesOf, storeKinds } from "./stores.ts";

const study = "coffee-brands";
const folder = mkdtempSync(path(tmpdir(), "saydo-operations-"));

afterAll(() => rmSync(folder, { recursive: true, force: true }));

// That backups restore equal into either kind of store, bring nobody back and are refused damaged, and that a changed audit
// is seen, is proved by G2, F2 and E14.
describe.each(storeKinds)("keeping a %s store", (kind) => {
  let places: Places;
  let place: StorePlace;
  let server: RunningServer;
  const backup = path(folder, `${kind}.backup.gz`);

  beforeAll(async () => {
    places = await placesOf(kind);
    place = await places.fresh();
    server = await startServer({
      ...place,
      port: 0,
      consolePort: 0,
      studies: [await coffeeStudy({ flow: oneQuestion })],
    });
    for (const panelId of ["ann", "ben", "cas"]) {
      const person = await join(server.participantOrigin, { study, panelId }, { linkPurchases: true });
      await person.send([...trials(5), trial(5, { value: "not a number" })]);
      await person.post("finish", { trialCount: 6 });
    }
  });

  afterAll(async () => {
    await server?.close();
    await places?.clear();
  });

  test("makes a backup of everything, and restores none over data", async () => {
    const { rows } = await runBackup({ ...place, out: backup });
    expect(rows).toMatchObject({ trials: 15, quarantine: 3, identifiers: 3, "keys.person_keys": 3 });
    await expect(runRestore({ ...place, in: backup })).rejects.toMatchObject({ details: { code: "backup-invalid" } });
    expect((await runVerify(place)).flatMap(({ faults }) => faults)).toEqual([]);
  });

  test("erases a person however their id is written, once", async () => {
    const { participantId } = await runErase({ ...place, study, panelId: " ANN " });
    const opened = await openStore(place, "work");
    expect(await opened.store.people.byPanelId(study, "ann")).toBeUndefined();
    expect(await opened.store.people.erased()).toEqual([participantId]);
    await opened.close();
    await expect(runErase({ ...place, study, panelId: "ann" })).rejects.toMatchObject({
      details: { code: "session-not-found" },
    });
  });

  test("sees stored bytes that are not those received, and exports none of them", async () => {
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
    const out = path(folder, `${kind}-damaged`);
    expect(await runExport({ ...target, study, format: "jsonl", out })).toMatchObject({ trials: 3 });
    expect(readFileSync(path(out, "trials.jsonl"), "utf8")).not.toContain('"value":10}');
    expect(readFileSync(path(out, "unreadable.jsonl"), "utf8").trimEnd().split("\n")).toHaveLength(3);
  });
});
