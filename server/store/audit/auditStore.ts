import type { AuditHead } from "../../auditHead.ts";
import type { AuditRow } from "../../database/tables.ts";

export type AuditEntry = {
  /** An account's id, or `command line`, or `participant`. */
  readonly actor: string;
  readonly action: string;
  readonly studyId?: string;
  readonly subject?: string;
  readonly details?: Readonly<Record<string, string | number | boolean>>;
};

export type AuditStore = {
  add(entry: AuditEntry): Promise<void>;
  /** Newest first; only lines before the one numbered `before`. */
  list(studyId: string | null, limit: number, before?: number): Promise<readonly AuditRow[]>;
  /** Everything of one kind that was done with a study, oldest first. */
  of(studyId: string, action: string): Promise<readonly AuditRow[]>;
  /** Every time that a study's data were handed out, newest first. */
  handedOut(
    studyId: string,
    which: { readonly newest: number } | { readonly seq: number },
  ): Promise<readonly AuditRow[]>;
  /** What is wrong with the chain; empty when every line is as it was written, those of the heads that are kept elsewhere
   *  too. */
  verify(known?: readonly AuditHead[]): Promise<readonly string[]>;
  /** The newest line; null while there is none. */
  head(): Promise<AuditHead | null>;
};
