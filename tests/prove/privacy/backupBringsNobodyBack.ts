import { readFileSync } from "node:fs";
import { join as path } from "node:path";
import { runBackup, runErase, runExport, runRestore, startServer } from "../../../server/main.ts";
import type { StorePlace } from "../../../server/store/openStore.ts";
import { openStore } from "../../../server/store/openStore.ts";
import { join, trial } from "../../server/client.ts";
import { coffeeStudy, oneQuestion } from "../../server/coffeeStudy.ts";
import { placesOf, type StoreKind, storeKinds } from "../../server/stores.ts";
import type { Proof } from "../proof.ts";
import { canariesIn, filesIn, newCanary } from "../support/canaries.ts";
import { inScratch } from "../support/scratch.ts";

const study = "coffee-brands";

/** A backup, an erasure after it, and a restore of that backup. */
export const backupBringsNobodyBack: Proof = {
  id: "F2",
  promise: "A restored backup brings nobody back who was erased after it was made.",
  async run({ scale }) {
    const [people, erased] = scale === "short" ? [20, 5] : [300, 50];
    const figures: Record<string, number> = { people, erased };
    let isMet = true;
    for (const kind of storeKinds) {
      const found = await inScratch((folder) => restoreAfterErasure(folder, kind, { people, erased }));
      isMet = isMet && found.erasedAgain === erased && found.back === 0 && found.others === people - erased;
      figures[`${kind} erased again`] = found.erasedAgain;
      figures[`${kind} came back`] = found.back;
      figures[`${kind} others there`] = found.others;
    }
    return { isMet, figures };
  },
};

async function restoreAfterErasure(
  folder: string,
  kind: StoreKind,
  { people, erased }: { readonly people: number; readonly erased: number },
) {
  const places = await placesOf(kind);
  try {
    const place = await places.fresh();
    const canaries = Array.from({ length: people }, newCanary);
    await fill(place, canaries);
    const file = path(folder, "before.gz");
    await runBackup({ ...place, out: file });
    const gone = canaries.slice(0, erased);
    for (const canary of gone) await runErase({ ...place, study, panelId: `${canary}-id` });
    const target = await places.fresh();
    const { erasedAgain } = await runRestore({ ...target, in: file, after: [place] });
    const out = path(folder, "export");
    await runExport({ ...target, study, format: "jsonl", out });
    const exported = readFileSync(path(out, "trials.jsonl"), "utf8");
    const opened = await openStore(target, "work");
    const ids = (await opened.store.people.panelIds(study)).map(({ panelId }) => panelId);
    await opened.close();
    const files = filesIn(target.data);
    const isBack = (canary: string) => exported.includes(canary) || ids.includes(`${canary}-id`);
    const back = new Set([...gone.filter(isBack), ...canariesIn(files, gone)]).size;
    const others = canaries.slice(erased).filter((canary) => exported.includes(canary)).length;
    return { erasedAgain, back, others };
  } finally {
    await places.clear();
  }
}

async function fill(place: StorePlace, canaries: readonly string[]): Promise<void> {
  const server = await startServer({
    ...place,
    port: 0,
    consolePort: 0,
    studies: [await coffeeStudy({ flow: oneQuestion })],
  });
  for (const canary of canaries) {
    const person = await join(server.participantOrigin, { study, panelId: `${canary}-id` });
    await person.send([trial(0, { note: `${canary}-text` }), trial(1, { value: `${canary}-bad` })]);
    await person.post("finish", { trialCount: 2 });
  }
  await server.close();
}
