import { startServer } from "../../../server/main.ts";
import { withStore } from "../../../server/store/openStore.ts";
import { join, trials } from "../../server/client.ts";
import { coffeeStudy } from "../../server/coffeeStudy.ts";
import { placesOf } from "../../server/stores.ts";
import type { Proof } from "../proof.ts";
import { canariesIn, filesIn, newCanary } from "../support/canaries.ts";

const study = "coffee-brands";
const DAY_MS = 86_400_000;
const KEPT_DAYS = 30;

/** A month passes; nobody does anything. */
export const panelIdsExpire: Proof = {
  id: "F7",
  promise: "Panel ids are gone after the days they may be kept, without anybody's doing, and the trials stay.",
  async run({ scale }) {
    const people = scale === "short" ? 15 : 500;
    const places = await placesOf("sqlite");
    const place = await places.fresh();
    let clock = new Date();
    const options = { ...place, port: 0, consolePort: 0, studies: [await coffeeStudy()], now: () => clock };
    const serveFor = async (work: (origin: string) => Promise<void>) => {
      const server = await startServer({ ...options, identifierDays: KEPT_DAYS });
      await work(server.participantOrigin);
      await server.close();
    };
    const panelIds = Array.from({ length: people }, newCanary);
    await serveFor(async (origin) => {
      for (const panelId of panelIds) await (await join(origin, { study, panelId })).send(trials(2));
    });
    const left = async () => await withStore(place, ({ store }) => store.people.panelIds(study));
    clock = new Date(clock.getTime() + (KEPT_DAYS - 1) * DAY_MS);
    await serveFor(async () => {});
    const onTheDayBefore = (await left()).length;
    clock = new Date(clock.getTime() + 2 * DAY_MS);
    await serveFor(async () => {});
    const after = (await left()).length;
    const inFiles = canariesIn(filesIn(place.data), panelIds).length;
    const { kept, keys } = await withStore(place, async ({ context, keys: vault }) => ({
      kept: (await context.database.query.selectFrom("trials").select("id").execute()).length,
      keys: (await vault.query.selectFrom("person_keys").selectAll().execute()).length,
    }));
    await places.clear();
    return {
      isMet: onTheDayBefore === people && after + inFiles + keys === 0 && kept === 2 * people,
      figures: {
        people,
        days: KEPT_DAYS,
        onTheDayBefore,
        afterTheLastDay: after,
        inFiles,
        keysLeft: keys,
        trialsKept: kept,
      },
    };
  },
};
