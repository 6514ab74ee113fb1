import { createHash } from "node:crypto";
import type { OpenedStore } from "../../../server/store/openStore.ts";

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

/** Compares a ledger with the store, session by session: what was acknowledged and is not there or is something else, and
 *  what is there twice. */
export async function auditLedger(
  ledger: Ledger,
  { context }: OpenedStore,
): Promise<{ readonly stored: number; readonly lost: number; readonly doubled: number }> {
  const { query } = context.database;
  const ids = new Set<string>();
  let [stored, right, doubled] = [0, 0, 0];
  for (const { id: session } of await query.selectFrom("sessions").select("id").execute()) {
    const rows = await query
      .selectFrom("trials")
      .select(["seq", "id", "body"])
      .where("session_id", "=", session)
      .execute();
    doubled += rows.length - new Set(rows.map(({ seq }) => seq)).size;
    for (const { seq, id, body } of rows) {
      ids.add(id);
      stored += 1;
      if (ledger.acked.get(`${session}/${seq}`) === mark(id, body)) right += 1;
    }
  }
  return { stored, lost: ledger.acked.size - right, doubled: doubled + stored - ids.size };
}
