import { join as path } from "node:path";
import { runBackup, runRestore, runVerify } from "../../../server/main.ts";
import { withStore } from "../../../server/store/openStore.ts";
import { coffeeStudy } from "../../server/coffeeStudy.ts";
import { placesOf } from "../../server/stores.ts";
import type { Proof } from "../proof.ts";
import { fillStore } from "../support/bulk.ts";
import { inScratch } from "../support/scratch.ts";
import { exported } from "./restoreIsEqual.ts";

/** A store moved from SQLite to PostgreSQL and back. */
export const storeMoves: Proof = {
  id: "G9",
  promise: "A store moves between SQLite and PostgreSQL, either way, without a byte changed.",
  async run({ scale }) {
    const trials = scale === "short" ? 2000 : 300_000;
    const [sqlite, postgres] = [await placesOf("sqlite"), await placesOf("postgres")];
    const found = await inScratch(async (folder) => {
      const places = [await sqlite.fresh(), await postgres.fresh(), await sqlite.fresh()];
      const [first] = places;
      if (!first) throw new RangeError("there are three places");
      await withStore(first, async (opened) => {
        await opened.store.studies.publish(await coffeeStudy());
        await fillStore(opened, trials, () => "naïve 😀 \u0000");
      });
      const exports: string[] = [];
      let faults = 0;
      for (const [number, place] of places.entries()) {
        if (number > 0) await runRestore({ ...place, in: path(folder, `${number - 1}.gz`) });
        await runBackup({ ...place, out: path(folder, `${number}.gz`) });
        exports.push(await exported(place, path(folder, `export-${number}`)));
        faults += (await runVerify(place)).flatMap((check) => check.faults).length;
      }
      return { alike: exports.filter((one) => one === exports[0]).length, faults };
    });
    await sqlite.clear();
    await postgres.clear();
    return {
      isMet: found.alike === 3 && found.faults === 0,
      figures: { trials, moves: 2, exportsAlike: found.alike, faults: found.faults },
    };
  },
};
