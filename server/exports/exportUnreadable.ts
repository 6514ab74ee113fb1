import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { UnreadableRow } from "../store/store.ts";

/** How many stored rows an export had to leave out because they are damaged, and which they are, the first hundred. */
export type LeftOut = {
  readonly trials: number;
  readonly sessions: number;
  readonly first: readonly { readonly kind: string; readonly sessionId: string; readonly seq: number | null }[];
};

const NAMED = 100;

/** Null where nothing was left out. */
export function leftOutOf(rows: readonly UnreadableRow[]): LeftOut | null {
  if (rows.length === 0) return null;
  const count = (wanted: UnreadableRow["kind"]) => rows.filter(({ kind }) => kind === wanted).length;
  const first = rows.slice(0, NAMED).map(({ kind, sessionId, seq }) => ({ kind, sessionId, seq }));
  return { trials: count("trial"), sessions: count("session"), first };
}

/** unreadable.jsonl: what is left of damaged trials, as base64, so that nothing that is there is lost. */
export async function exportUnreadable(rows: readonly UnreadableRow[], out: string): Promise<void> {
  if (rows.length === 0) return;
  const lines = rows.map(({ kind, sessionId, seq, bytes }) => {
    const base64 = bytes === null ? null : Buffer.from(bytes).toString("base64");
    return `${JSON.stringify({ kind, session_id: sessionId, seq, bytes: base64 })}\n`;
  });
  await writeFile(join(out, "unreadable.jsonl"), lines.join(""), { mode: 0o600 });
}
