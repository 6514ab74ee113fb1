import type { Database } from "./database.ts";
import type { VaultTables } from "./vault.ts";

/** A store and the keys that open what is sealed in it. */
export type Pair = { readonly database: Database; readonly keys: Database<VaultTables> };
