import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import canonicalize from "canonicalize";
import { sql } from "kysely";
import type { AuditHead } from "../../auditHead.ts";
import type { StoreContext } from "../../database/context.ts";
import type { Query } from "../../database/database.ts";
import type { AuditRow } from "../../database/tables.ts";
import { headsIn } from "./auditAnchor.ts";
import type { AuditEntry, AuditStore } from "./auditStore.ts";

/** What the audit calls handing data out. */
export const HANDED_OUT = ["exported", "identities exported", "winnings handed out", "wave list handed out"] as const;

const FIRST = "0".repeat(64);
// Any number of our own; two servers on one PostgreSQL take turns at the end of the chain.
const CHAIN_LOCK = 0x5a7d1;

/** The record of what was done, each line holding the hash of the one before: a line changed, taken out, moved or cut
 *  off the end does not go unseen. */
export function auditStore(context: StoreContext): AuditStore {
  const { database, vault, anchor } = context;
  return {
    async add(entry) {
      const line = await database.query.transaction().execute((transaction) => writeLine(context, transaction, entry));
      await keepHead(context, line);
    },
    async list(studyId, limit, before) {
      const newest = database.query.selectFrom("audit").selectAll().orderBy("seq", "desc").limit(limit);
      const base = before === undefined ? newest : newest.where("seq", "<", before);
      return await (studyId === null ? base : base.where("study_id", "=", studyId)).execute();
    },
    async of(studyId, action) {
      const base = database.query.selectFrom("audit").selectAll().where("study_id", "=", studyId);
      return await base.where("action", "=", action).orderBy("seq").execute();
    },
    async handedOut(studyId, which) {
      const base = database.query.selectFrom("audit").selectAll().where("study_id", "=", studyId);
      const handed = base.where("action", "in", [...HANDED_OUT]).orderBy("seq", "desc");
      return await ("seq" in which ? handed.where("seq", "=", which.seq) : handed.limit(which.newest)).execute();
    },
    async verify(known = []) {
      const rows = await database.query.selectFrom("audit").selectAll().orderBy("seq").execute();
      const own = anchor.files.filter((file) => existsSync(file)).flatMap(headsIn);
      const kept = await vault.auditHead();
      const faults = [...(kept ? [kept] : []), ...own, ...known].flatMap((head) => cutOff(rows, head));
      return [...new Set([...brokenLines(rows), ...faults])];
    },
    async head() {
      const base = database.query.selectFrom("audit").select(["seq", "hash"]).orderBy("seq", "desc");
      return (await base.limit(1).executeTakeFirst()) ?? null;
    },
  };
}

export type AuditLine = AuditHead & { readonly at: string };

/** Writes a line within a transaction that does what it tells of; `keepHead` is for afterwards. */
export async function writeLine({ database, now }: StoreContext, query: Query, entry: AuditEntry): Promise<AuditLine> {
  if (database.dialect === "postgres") await sql`select pg_advisory_xact_lock(${sql.lit(CHAIN_LOCK)})`.execute(query);
  const { seq, hash, at } = await append(query, entry, now());
  return { seq, hash, at };
}

/** Keeps the head of the chain where whoever changes the database does not reach, once its line is kept. */
export async function keepHead({ vault, anchor }: StoreContext, { seq, hash, at }: AuditLine): Promise<void> {
  await vault.setAuditHead({ seq, hash });
  anchor.append({ seq, hash, at });
}

async function append(query: Query, entry: AuditEntry, now: Date): Promise<AuditRow> {
  const last = await query
    .selectFrom("audit")
    .select(["seq", "hash"])
    .orderBy("seq", "desc")
    .limit(1)
    .executeTakeFirst();
  const line = {
    seq: (last?.seq ?? -1) + 1,
    at: now.toISOString(),
    actor: entry.actor,
    action: entry.action,
    study_id: entry.studyId ?? null,
    subject: entry.subject ?? null,
    details: JSON.stringify(entry.details ?? {}),
    previous: last?.hash ?? FIRST,
  };
  const row = { ...line, hash: hashOf(line) };
  await query.insertInto("audit").values(row).execute();
  return row;
}

function hashOf(line: Omit<AuditRow, "hash">): string {
  return createHash("sha256")
    .update(String(canonicalize(line)))
    .digest("hex");
}

function brokenLines(rows: readonly AuditRow[]): readonly string[] {
  return rows.flatMap((row, place) => {
    const { hash, ...line } = row;
    const before = rows[place - 1];
    if (row.seq !== place) return [`line ${place} is missing or moved`];
    if (hashOf(line) !== hash) return [`line ${row.seq} was changed`];
    return row.previous === (before?.hash ?? FIRST) ? [] : [`line ${row.seq} does not follow the line before it`];
  });
}

function cutOff(rows: readonly AuditRow[], head: AuditHead): readonly string[] {
  const there = rows[head.seq];
  if (!there) return [`lines up to ${head.seq} were written, and the last is ${rows.at(-1)?.seq ?? "none"}`];
  return there.hash === head.hash ? [] : [`line ${head.seq} is not the one that was written`];
}
