import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { StorePlace } from "../../server/store/openStore.ts";
import { type Cluster, startCluster } from "./postgres.ts";

export type StoreKind = "sqlite" | "postgres";
export const storeKinds: readonly StoreKind[] = ["sqlite", "postgres"];

/** Fresh, empty stores of one kind; `clear` removes everything they left. */
export type Places = {
  fresh(): Promise<StorePlace & { readonly data: string }>;
  readonly cluster: Cluster | null;
  clear(): Promise<void>;
};

/** PostgreSQL stores keep their keys in a folder beside, as one would who must be able to destroy them. */
export async function placesOf(kind: StoreKind): Promise<Places> {
  const cluster = kind === "postgres" ? await startCluster() : null;
  const folders: string[] = [];
  return {
    cluster,
    async fresh() {
      const data = mkdtempSync(join(tmpdir(), "saydo-test-"));
      folders.push(data);
      return cluster ? { data, database: await cluster.makeDatabase() } : { data };
    },
    async clear() {
      await cluster?.remove();
      for (const folder of folders) rmSync(folder, { recursive: true, force: true });
    },
  };
}
