import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join as path } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { runBackup, runRestore, runVerify, startServer } from "../../../server/main.ts";
import { openStore } from "../../../server/store/openStore.ts";
import { join, trials } from "../client.ts";
import { coffeeStudy } from "../coffeeStudy.ts";
import { placesOf, storeKinds } from "../stores.ts";

const root = mkdtempSync(path(tmpdir(), "saydo-half-"));
const study = "coffee-brands";

afterAll(() => rmSync(root, { recursive: true, force: true }));

describe.each(storeKinds)("a restore into %s that has not come to its end", (kind) => {
  test("leaves a store that everyone refuses in words, and that the same command makes whole", async () => {
    const places = await placesOf(kind);
    const [place, target] = [await places.fresh(), await places.fresh()];
    const server = await startServer({ ...place, port: 0, consolePort: 0, studies: [await coffeeStudy()] });
    const people = [];
    for (const panelId of ["ann", "ben"]) {
      const person = await join(server.participantOrigin, { study, panelId });
      await person.send(trials(3));
      people.push(person);
    }
    const backup = path(root, `${kind}.backup`);
    await runBackup({ ...place, out: backup });
    await people[0]?.post("withdraw", { erase: true });
    await server.close();
    await runRestore({ ...target, in: backup });
    // As a kill just before the erasures leaves it.
    const opened = await openStore(target, "work");
    await opened.context.database.query.updateTable("store_state").set({ restoring: backup }).execute();
    await opened.keys.query.deleteFrom("study_keys").execute();
    await opened.close();
    const half = { details: { code: "store-damaged", detail: expect.stringContaining("has not come to its end") } };
    await expect(runVerify(target)).rejects.toMatchObject(half);
    await expect(openStore(target, "serve")).rejects.toMatchObject(half);
    const again = await runRestore({ ...target, in: backup, after: [place] });
    expect(again).toMatchObject({ erasedAgain: 1, rows: { trials: 6 } });
    expect((await runVerify(target)).flatMap(({ faults }) => faults)).toEqual([]);
    const whole = await openStore(target, "serve");
    expect((await whole.store.people.panelIds(study)).map(({ panelId }) => panelId)).toEqual(["ben"]);
    await whole.close();
    await places.clear();
  });
});
