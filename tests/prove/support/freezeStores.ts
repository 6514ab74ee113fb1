import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { storeLine } from "../../../server/database/migrations/migrate.ts";
import { runBackup, runImport, runRestore, startServer } from "../../../server/main.ts";
import { withStore } from "../../../server/store/openStore.ts";
import { arrive, join as takePart, trial, trials } from "../../server/client.ts";
import { coffeeStudy, oneQuestion } from "../../server/coffeeStudy.ts";
import { placesOf } from "../../server/stores.ts";
import { freeze } from "./frozenStores.ts";
import { inScratch } from "./scratch.ts";

// `node dist/tests/prove/support/freezeStores.js`, run once at every release: keeps a store in the shape of that release, in
// both kinds of database, so that every later version can show that it still opens it.

const study = "coffee-brands";

async function fill(data: string, folder: string): Promise<void> {
  const server = await startServer({
    data,
    port: 0,
    consolePort: 0,
    studies: [await coffeeStudy({ flow: oneQuestion })],
  });
  for (const panelId of ["ann", "ben", "cas", "dee"]) {
    const start = { study, panelId };
    const person = await takePart(server.participantOrigin, start, { linkPurchases: true });
    await person.send([...trials(20), trial(20, { value: "not a number" }), trial(22, { note: "naïve 😀" })]);
    if (panelId === "ann") await person.send([trial(21)]);
    if (panelId === "ann") await person.post("finish", { trialCount: 23 });
    if (panelId === "dee") await person.post("withdraw", { erase: true });
  }
  await arrive(server.participantOrigin, { study });
  await server.close();
  const file = join(folder, "purchases.csv");
  const soon = new Date(Date.now() + 3_600_000).toISOString();
  writeFileSync(file, `participant_key,purchased_at,product,order_id\nann,${soon},velmora,o-1\n`);
  await runImport({ data, kind: "purchases", study, in: file });
  await withStore({ data }, async ({ store }) => {
    await store.links.make(study, { count: 3 });
    const account = { email: "ada@example.org", name: "Ada", password: "", isAdmin: true };
    await store.accounts.create(account);
    await store.audit.add({ actor: "command line", action: "frozen" });
  });
}

await inScratch(async (folder) => {
  const data = join(folder, "store");
  await fill(data, folder);
  const backup = join(folder, "backup.gz");
  await runBackup({ data, out: backup });
  const places = await placesOf("postgres");
  const { database = "" } = await places.fresh();
  await runRestore({ database, in: backup });
  mkdirSync(join("tests", "prove", "stores"), { recursive: true });
  await freeze(storeLine.steps.at(-1)?.name ?? "", data, { database });
  await places.clear();
});
