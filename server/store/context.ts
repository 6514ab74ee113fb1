import type { AuditAnchor } from "./auditAnchor.ts";
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
  /** Told of a study from which someone has been erased: what was made from its data holds no more. */
  readonly onErased: (studyId: string) => Promise<void>;
};
