import { writeFileSync } from "node:fs";
import { join as path } from "node:path";
import { type RunningServer, runImport, startServer } from "../../server/main.ts";
import type { StorePlace } from "../../server/store/openStore.ts";
import { newCanary } from "../prove/support/canaries.ts";
import { join, type Person, trial } from "./client.ts";
import { coffeeStudy } from "./coffeeStudy.ts";
import { type Places, placesOf, type StoreKind } from "./stores.ts";

/** A store whose people each left a text of their own everywhere a person can: panel id, answers, a trial that did not
 *  fit, purchases. The first `erased` of them asked to be erased. */
export type ErasedPeople = {
  readonly gone: readonly string[];
  readonly kept: readonly string[];
  readonly place: StorePlace & { readonly data: string };
  /** From the first request to erase to the last answer, ms. */
  readonly tookMs: number;
  remove(): Promise<void>;
};

export async function erasedPeople(
  kind: StoreKind,
  { people, erased }: { readonly people: number; readonly erased: number },
): Promise<ErasedPeople> {
  const study = "coffee-brands";
  const canaries = Array.from({ length: people }, newCanary);
  const places: Places = await placesOf(kind);
  const beside = await places.fresh();
  const place = { ...beside, data: path(beside.data, "store") };
  const server: RunningServer = await startServer({
    ...place,
    port: 0,
    consolePort: 0,
    studies: [await coffeeStudy()],
  });
  const sessions: Person[] = [];
  for (const canary of canaries) {
    const start = { study, panelId: `${canary}-id` };
    const person = await join(server.participantOrigin, start, { linkPurchases: true });
    await person.send([trial(0, { note: `${canary}-text "é"` }), trial(1, { value: `${canary}-bad` })]);
    sessions.push(person);
  }
  const file = path(beside.data, "purchases.csv");
  const soon = new Date(Date.now() + 86_400_000).toISOString();
  const rows = canaries.map((canary) => `${canary}-id,${soon},velmora,${canary}-order,${canary}-channel`);
  writeFileSync(file, ["participant_key,purchased_at,product,order_id,channel", ...rows].join("\n"));
  await runImport({ ...place, kind: "purchases", study, in: file });
  const from = performance.now();
  for (const person of sessions.slice(0, erased)) await person.post("withdraw", { erase: true });
  const tookMs = performance.now() - from;
  return {
    ...{ gone: canaries.slice(0, erased), kept: canaries.slice(erased), place, tookMs },
    async remove() {
      await server.close();
      await places.clear();
    },
  };
}
