import { hash } from "node:crypto";
import { SqliteAdapter, sql } from "kysely";
import type { Query } from "../../database/database.ts";
import type { StoredTrial } from "../store.ts";
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
  if (query.getExecutor().adapter instanceof SqliteAdapter) {
    const read = await readTexts(query, sessionId);
    if (read) return read;
  }
  const rows = await query
    .selectFrom("trials")
    .select(["seq", "id", "body", "digest", "received_at"])
    .where("session_id", "=", sessionId)
    .orderBy("seq")
    .execute();
  return rows.flatMap(({ seq, id, body: bytes, digest, received_at: receivedAt }) => {
    const text = Buffer.compare(digestOf(bytes), digest) === 0 ? textOf(bytes) : undefined;
    const body = text === undefined ? undefined : bodyIn(text);
    if (text !== undefined && body) return { seq, id, text, body, receivedAt };
    onUnreadable({ seq, body: bytes, receivedAt });
    return [];
  });
}

/** The same from SQLite without a buffer for each body and digest, which takes half the time; undefined where any text is not
 *  what was received, so that it is looked at byte by byte. */
async function readTexts(query: Query, sessionId: string): Promise<readonly StoredTrial[] | undefined> {
  const rows = await query
    .selectFrom("trials")
    .select(["seq", "id", "received_at", sql<string>`cast(body as text)`.as("text")])
    .select(sql<string>`lower(hex(digest))`.as("digest"))
    .where("session_id", "=", sessionId)
    .orderBy("seq")
    .execute();
  const trials: StoredTrial[] = [];
  for (const { seq, id, received_at: receivedAt, text, digest } of rows) {
    const body = hash("sha256", text, "hex") === digest ? bodyIn(text) : undefined;
    if (!body) return undefined;
    trials.push({ seq, id, text, body, receivedAt });
  }
  return trials;
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8");
}

function bodyIn(text: string): StoredTrial["body"] | undefined {
  try {
    const body: unknown = JSON.parse(text);
    return isBody(body) ? body : undefined;
  } catch {
    return undefined;
  }
}

/** Only objects that fit a measure's trial are stored as trials. */
export function isBody(read: unknown): read is StoredTrial["body"] {
  return typeof read === "object" && read !== null && !Array.isArray(read);
}
