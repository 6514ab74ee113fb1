import type { Query } from "./database.ts";
import type { StoredTrial } from "./store.ts";
import { digestOf } from "./storedTrial.ts";

/** A stored trial whose bytes are not those received, or are no trial at all. */
export type UnreadableTrial = { readonly seq: number; readonly body: Uint8Array; readonly receivedAt: string };

/** A session's stored trials in the order of their numbers. One that cannot be read is given to `onUnreadable` and left out:
 *  it costs itself. */
export async function trialsOf(
  query: Query,
  sessionId: string,
  onUnreadable: (trial: UnreadableTrial) => void,
): Promise<readonly StoredTrial[]> {
  const rows = await query
    .selectFrom("trials")
    .select(["seq", "id", "body", "digest", "received_at"])
    .where("session_id", "=", sessionId)
    .orderBy("seq")
    .execute();
  return rows.flatMap(({ seq, id, body: bytes, digest, received_at: receivedAt }) => {
    const read = Buffer.compare(digestOf(bytes), digest) === 0 ? bodyIn(bytes) : undefined;
    if (read) return { seq, id, ...read, receivedAt };
    onUnreadable({ seq, body: bytes, receivedAt });
    return [];
  });
}

function bodyIn(bytes: Uint8Array): Pick<StoredTrial, "text" | "body"> | undefined {
  const text = Buffer.from(bytes).toString("utf8");
  try {
    const body: unknown = JSON.parse(text);
    return isBody(body) ? { text, body } : undefined;
  } catch {
    return undefined;
  }
}

/** Only objects that fit a measure's trial are stored as trials. */
export function isBody(read: unknown): read is StoredTrial["body"] {
  return typeof read === "object" && read !== null && !Array.isArray(read);
}
