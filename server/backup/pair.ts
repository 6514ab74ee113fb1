import type { Database } from "../database/database.ts";
import type { VaultTables } from "../database/vault.ts";

/** A store and the keys that open what is sealed in it. */
export type Pair = { readonly database: Database; readonly keys: Database<VaultTables> };
