import { join } from "node:path";
import { randomStream } from "../../../experiments/random/randomStream.ts";
import { runVerify } from "../../../server/main.ts";
import type { StorePlace } from "../../../server/store/openStore.ts";
import { placesOf, type StoreKind, storeKinds } from "../../server/stores.ts";
import type { Proof } from "../proof.ts";
import { digestIn, frozenShapes, keptTrials, thawPostgres, thawSqlite } from "../support/frozenStores.ts";
import { isMigrated, migrateAndDie } from "../support/killedMigration.ts";

/** Stores in the shape of every release, and upgrades that are killed half-way. */
export const earlierStoresOpen: Proof = {
  id: "G4",
  promise:
    "A store of every earlier release opens with all its data, and an upgrade that is killed is made or not made.",
  async run({ seed, scale }) {
    const kills = scale === "short" ? 2 : 20;
    const { uniform } = randomStream(seed);
    const figures: Record<string, number | string> = { shapes: frozenShapes.join(", ") };
    let isMet = frozenShapes.length > 0;
    for (const kind of storeKinds) {
      const opened = { equal: 0, faults: 0, before: 0, made: 0, between: 0, finished: 0 };
      for (const shape of frozenShapes) {
        const places = await placesOf(kind);
        const { equal, faults } = await openFrozen(await thawed(shape, kind, await places.fresh()), keptTrials(shape));
        opened.equal += equal ? 1 : 0;
        opened.faults += faults;
        for (let kill = 0; shape === frozenShapes.at(-1) && kill < kills; kill += 1) {
          const place = await thawed(shape, kind, await places.fresh());
          const digest = await digestIn(place);
          await migrateAndDie(place, uniform() * 120);
          const state = await isMigrated(place);
          opened[state] += 1;
          await migrateAndDie(place, null);
          if ((await isMigrated(place)) === "made" && (await digestIn(place)) === digest) opened.finished += 1;
        }
        await places.clear();
      }
      const isWhole = opened.equal === frozenShapes.length && opened.faults === 0;
      isMet = isMet && isWhole && opened.between === 0 && opened.finished === kills;
      for (const [name, count] of Object.entries(opened)) figures[`${kind} ${name}`] = count;
    }
    return { isMet, figures: { ...figures, killsEach: kills } };
  },
};

async function thawed(shape: string, kind: StoreKind, fresh: StorePlace & { readonly data: string }) {
  const place: StorePlace =
    kind === "sqlite" ? { data: join(fresh.data, "store") } : { database: fresh.database ?? "" };
  if (place.data !== undefined) thawSqlite(shape, place.data);
  else await thawPostgres(shape, place.database ?? "");
  return place;
}

/** Opens a kept store twice; the first time brings it to the newest shape. */
async function openFrozen(
  place: StorePlace,
  kept: string,
): Promise<{ readonly equal: boolean; readonly faults: number }> {
  const first = await digestIn(place);
  const faults = (await runVerify(place)).flatMap((check) => check.faults);
  const again = await digestIn(place);
  return { equal: first === again && first === kept, faults: faults.length };
}
