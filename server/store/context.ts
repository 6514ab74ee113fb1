import type { Database } from "./database.ts";
import type { Vault } from "./vault.ts";

/** What every part of the store works with. */
export type StoreContext = {
  readonly database: Database;
  readonly vault: Vault;
  readonly now: () => Date;
  /** Uniform in [0, 1), from the system's generator unless a test fixes it. */
  readonly random: () => number;
};
