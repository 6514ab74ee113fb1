import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type RunningServer, runExport, type ServedStudy, startServer } from "../../../server/main.ts";
import { type OpenedStore, openStore, type StorePlace } from "../../../server/store/openStore.ts";
import { coffeeStudy } from "../../server/coffeeStudy.ts";

/** A server of its own in this process, with the coffee study and an empty store. */
export type Served = {
  readonly origin: string;
  readonly place: StorePlace;
  readonly server: RunningServer;
  /** Looks into the store with a connection of its own. */
  look<T>(work: (opened: OpenedStore) => Promise<T>): Promise<T>;
  exportTo(format: "csv" | "jsonl", style?: "plain" | "spreadsheet"): Promise<string>;
  remove(): Promise<void>;
};

export async function served(
  options: { readonly place?: StorePlace; readonly studies?: readonly ServedStudy[] } = {},
): Promise<Served> {
  const folder = mkdtempSync(join(tmpdir(), "saydo-proof-"));
  const place = options.place ?? { data: join(folder, "store") };
  const studies = options.studies ?? [await coffeeStudy()];
  const server = await startServer({ ...place, port: 0, consolePort: 0, studies });
  let exports = 0;
  return {
    origin: server.participantOrigin,
    place,
    server,
    async look(work) {
      const opened = await openStore(place, "work");
      try {
        return await work(opened);
      } finally {
        await opened.close();
      }
    },
    async exportTo(format, style = "plain") {
      exports += 1;
      const out = join(folder, `export-${exports}`);
      await runExport({ ...place, study: "coffee-brands", format, out, spreadsheetSafe: style === "spreadsheet" });
      return out;
    },
    async remove() {
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
