import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join as path } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runErase, runExport, runImportTrials, runVerify, startServer } from "../../server/main.ts";
import { openStore, type StorePlace } from "../../server/store/openStore.ts";
import { join, trial, trials } from "./client.ts";
import { coffeeStudy, oneQuestion } from "./coffeeStudy.ts";
import { type Places, placesOf, storeKinds } from "./stores.ts";

const study = "coffee-brands";
const root = mkdtempSync(path(tmpdir(), "saydo-import-"));
const tables = ["trials.jsonl", "refused.jsonl", "sessions.jsonl", "answers.jsonl", "study.json"];

describe.each(storeKinds)("exported trials read back from a %s store", (kind) => {
  let from: Places;
  let to: Places;
  let place: StorePlace;
  const folder = path(root, kind);
  const file = path(folder, "trials.jsonl");

  beforeAll(async () => {
    from = await placesOf(kind);
    to = await placesOf(kind === "sqlite" ? "postgres" : "sqlite");
    place = await from.fresh();
    const studies = [await coffeeStudy({ flow: oneQuestion })];
    const server = await startServer({ ...place, port: 0, consolePort: 0, studies });
    const ann = await join(server.participantOrigin, { study, panelId: "ann" }, { linkPurchases: true });
    await ann.send([...trials(6), trial(6, { value: "not a number" }), trial(7, { note: '\u0000 é 🙂 \\ "' })]);
    await ann.post("finish", { trialCount: 8 });
    // A client of one's own may break lines inside a body, and repeat a number with another body.
    const ben = await join(server.participantOrigin, { study });
    await ben.post("trials", JSON.stringify({ trials: trials(3) }, null, 1));
    await ben.send([trial(1, { value: 2 }), trial(5)]);
    const cas = await join(server.participantOrigin, { study });
    await cas.send(trials(2));
    await cas.post("withdraw", { erase: false });
    await join(server.participantOrigin, { study });
    await server.close();
    // Those who came after are of the study's next version.
    const next = await startServer({
      ...place,
      port: 0,
      consolePort: 0,
      studies: [await coffeeStudy({ flow: oneQuestion, sensitive: true })],
    });
    await (await join(next.participantOrigin, { study })).send(trials(4));
    await next.close();
    await runExport({ ...place, study, format: "jsonl", out: folder });
  });

  afterAll(async () => {
    await from?.clear();
    await to?.clear();
    rmSync(folder, { recursive: true, force: true });
  });

  test("are the same to the byte in a store of the other kind, and a second run adds nothing", async () => {
    const target = await begun(await to.fresh());
    const dry = await runImportTrials({ ...target, study, in: file, dryRun: true });
    expect(dry.counts).toMatchObject({ rowsRead: 17, matched: 17, added: 17, duplicate: 0, invalid: 0 });
    const again = await runImportTrials({ ...target, study, in: file });
    expect(again.counts).toEqual(dry.counts);
    const out = path(root, `${kind}-again`);
    await runExport({ ...target, study, format: "jsonl", out });
    for (const name of tables.slice(0, -1)) {
      expect(readFileSync(path(out, name), "utf8"), name).toBe(readFileSync(path(folder, name), "utf8"));
    }
    expect((await runVerify(target)).flatMap(({ faults }) => faults)).toEqual([]);
    const second = await runImportTrials({ ...target, study, in: file });
    expect(second.counts).toMatchObject({ rowsRead: 17, added: 0, duplicate: 17, invalid: 0 });
  });

  test("never bring back whoever was erased or withdrew since", async () => {
    const opened = await openStore(place, "work");
    const sessions = await opened.store.readStudy(study, (view) => view.sessions());
    await opened.close();
    const withTrials = sessions.find(({ highestSeq, finishedAt }) => highestSeq >= 0 && finishedAt !== null);
    await runErase({ ...place, study, participant: withTrials?.participantId ?? "" });
    const report = await runImportTrials({ ...place, study, in: file });
    expect(report.counts).toMatchObject({ rowsRead: 17, added: 0, withoutConsent: 7, duplicate: 10 });
  });

  test("are refused where they are not what was exported", async () => {
    const target = await begun(await to.fresh());
    await expect(runImportTrials({ ...target, study, in: path(folder, "trials.csv") })).rejects.toMatchObject({
      details: { code: "file-not-found" },
    });
    const changed = path(root, `${kind}-changed`);
    cpSync(folder, changed, { recursive: true });
    const definition = JSON.parse(readFileSync(path(folder, "study.json"), "utf8"));
    definition.definition.title = "Another title";
    writeFileSync(path(changed, "study.json"), JSON.stringify(definition));
    const refused = runImportTrials({ ...target, study, in: path(changed, "trials.jsonl") });
    await expect(refused).rejects.toMatchObject({ details: { code: "table-invalid" } });
    await expect(runImportTrials({ ...target, study: "tea", in: file })).rejects.toMatchObject({
      details: {
        code: "table-invalid",
        expected: "tea",
        todo: "Name the study of the export with --study, or the folder of another export.",
      },
    });
    writeFileSync(path(changed, "study.json"), "{");
    await expect(runImportTrials({ ...target, study, in: path(changed, "trials.jsonl") })).rejects.toMatchObject({
      details: {
        code: "table-invalid",
        file: path(changed, "study.json"),
        todo: "Export the study again, or copy the folder again.",
      },
    });
    cpSync(path(folder, "study.json"), path(changed, "study.json"));
    const lines = readFileSync(file, "utf8").replace('"value":7', '"value":"seven"');
    const last = lines.lastIndexOf('"velmora"');
    const foreign = `${lines.slice(0, last)}"constructor"${lines.slice(last + '"velmora"'.length)}`;
    writeFileSync(path(changed, "trials.jsonl"), foreign);
    const report = await runImportTrials({ ...target, study, in: path(changed, "trials.jsonl") });
    expect(report.counts).toMatchObject({ invalid: 2, added: 15 });
    expect(report.problems).toHaveLength(2);
  });
});

/** A new, empty store: an import makes none. */
async function begun<T extends StorePlace>(fresh: T): Promise<T> {
  await (await openStore(fresh, "serve")).close();
  return fresh;
}
