import type { AuditAnchor } from "../store/audit/auditAnchor.ts";
import type { Database } from "./database.ts";
import type { Vault } from "./vault.ts";

/** What every part of the store works with. */
export type StoreContext = {
  readonly database: Database;
  readonly vault: Vault;
  /** Where the heads of the audit are kept outside the databases. */
  readonly anchor: AuditAnchor;
  readonly now: () => Date;
  /** Uniform in [0, 1), from the system's generator unless a test fixes it. */
  readonly random: () => number;
};
