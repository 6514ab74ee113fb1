import { createHash } from "node:crypto";
import type { OpenedStore } from "../../server/store/openStore.ts";

/** What clients were told is stored, written down after each full reply. */
export type Ledger = {
  /** Trials acknowledged as created or same: `session/seq` → id and digest of the body as sent. */
  readonly acked: Map<string, string>;
  acks: number;
  refused: number;
  failed: number;
};

export function newLedger(): Ledger {
  return { acked: new Map(), acks: 0, refused: 0, failed: 0 };
}

export function mark(id: string, body: string | Uint8Array): string {
  return `${id} ${createHash("sha256").update(body).digest("hex")}`;
}

/** Compares a ledger with the store: what was acknowledged and is not there or is something else, and what is there
 *  twice. */
export async function auditLedger(
  ledger: Ledger,
  { context }: OpenedStore,
): Promise<{ readonly stored: number; readonly lost: number; readonly doubled: number }> {
  const rows = await context.database.query.selectFrom("trials").select(["session_id", "seq", "id", "body"]).execute();
  const stored = new Map(rows.map((row) => [`${row.session_id}/${row.seq}`, mark(row.id, row.body)]));
  const lost = [...ledger.acked].filter(([key, value]) => stored.get(key) !== value).length;
  const doubled = rows.length - stored.size + (rows.length - new Set(rows.map((row) => row.id)).size);
  return { stored: rows.length, lost, doubled };
}
