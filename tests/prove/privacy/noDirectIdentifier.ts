import { readdirSync, readFileSync } from "node:fs";
import { join as path } from "node:path";
import { consoleRoutes } from "../../../server/console/consoleApp.ts";
import { runExport } from "../../../server/main.ts";
import { withStore } from "../../../server/store/openStore.ts";
import { join, trial } from "../../server/client.ts";
import { coffeeStudy, oneQuestion } from "../../server/coffeeStudy.ts";
import { addressOf, consoleOptions } from "../../server/consoleWorld.ts";
import type { Proof } from "../proof.ts";
import { canariesIn, newCanary } from "../support/canaries.ts";
import { inScratch } from "../support/scratch.ts";
import { served } from "../support/served.ts";

const study = "coffee-brands";

/** An analyst who looks at every page and takes every export there is. */
export const noDirectIdentifier: Proof = {
  id: "F6",
  promise: "An analyst meets no direct identifier: not on a page, not in an export.",
  async run() {
    const place = await served({ studies: [await coffeeStudy({ flow: oneQuestion })] });
    const panelIds = Array.from({ length: 20 }, newCanary);
    for (const panelId of panelIds) {
      const person = await join(place.origin, { study, panelId }, { linkPurchases: true });
      await person.send([trial(0)]);
      await person.post("finish", { trialCount: 1 });
    }
    const cookie = await place.look(async ({ store }) => {
      const account = { email: "an@example.org", name: "An", password: "", isAdmin: false };
      const made = await store.accounts.create(account);
      await store.accounts.setRole(study, made?.id ?? "", "analyst");
      return `saydo=${await store.accounts.openSession(made?.id ?? "")}`;
    });
    const routes = await place.look(async ({ store }) => consoleRoutes(store, consoleOptions));
    const pages: string[] = [];
    let refused = 0;
    for (const { path: at } of routes.filter(({ method }) => method === "get")) {
      const response = await fetch(`${place.server.consoleOrigin}${addressOf(at, study)}`, { headers: { cookie } });
      pages.push(await response.text());
      if (response.status === 403) refused += 1;
    }
    const exported = await inScratch(async (folder) => {
      const all: Buffer[] = [];
      for (const format of ["csv", "jsonl", "psych-ds", "parquet"] as const) {
        const out = path(folder, format);
        await runExport({ ...place.place, study, format, out });
        for (const entry of readdirSync(out, { recursive: true, withFileTypes: true })) {
          if (entry.isFile()) all.push(readFileSync(path(entry.parentPath, entry.name)));
        }
      }
      return all;
    });
    const known = await withStore(place.place, ({ store }) => store.people.panelIds(study));
    await place.remove();
    const content = (bytes: Buffer) => ({ path: "", content: bytes });
    const onPages = canariesIn(
      pages.map((page) => content(Buffer.from(page))),
      panelIds,
    ).length;
    const inExports = canariesIn(exported.map(content), panelIds).length;
    const isControl = known.length === panelIds.length;
    return {
      isMet: onPages + inExports === 0 && refused >= 3 && isControl,
      figures: {
        people: panelIds.length,
        pages: pages.length,
        refused,
        files: exported.length,
        onPages,
        inExports,
        isControl,
      },
    };
  },
};
