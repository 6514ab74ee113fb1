import { randomUUID } from "node:crypto";
import type { StoreContext } from "../../database/context.ts";
import { newSecret, secretHash } from "../../secrets.ts";

/** Links that were made together. */
export type LinkBatch = {
  readonly id: string;
  readonly label: string;
  readonly madeAt: string;
  /** From when on they open nothing any more; null for never. */
  readonly expiresAt: string | null;
  /** When the unused ones were taken back. */
  readonly revokedAt: string | null;
  readonly made: number;
  readonly used: number;
};

export type NewLinks = { readonly count: number; readonly label?: string; readonly expiresAt?: string | null };

export type LinkStore = {
  /** Makes personal or single-use links; returns their secrets, which are stored hashed only. */
  make(studyId: string, links: NewLinks): Promise<readonly string[]>;
  /** The newest batches first; links made before there were batches are in none. */
  batches(studyId: string, limit: number): Promise<readonly LinkBatch[]>;
  /** Takes back the links of a batch that nobody has used; returns how many those were. */
  revoke(studyId: string, batch: string): Promise<number>;
};

const ROWS = 100;

export function linkStore({ database: { query }, now }: StoreContext): LinkStore {
  return {
    async make(studyId, { count, label = "", expiresAt = null }) {
      const secrets = Array.from({ length: count }, newSecret);
      const same = {
        ...{ study_id: studyId, session_id: null, created_at: now().toISOString(), spent_at: null },
        ...{ batch: randomUUID(), label, expires_at: expiresAt, revoked_at: null },
      };
      const rows = secrets.map((secret) => ({ ...same, link_hash: secretHash(secret) }));
      await query.transaction().execute(async (transaction) => {
        for (let at = 0; at < rows.length; at += ROWS) {
          await transaction
            .insertInto("links")
            .values(rows.slice(at, at + ROWS))
            .execute();
        }
      });
      return secrets;
    },
    async batches(studyId, limit) {
      const rows = await query
        .selectFrom("links")
        .select((is) => [
          "batch",
          is.fn.max("label").as("label"),
          is.fn.max("created_at").as("made_at"),
          is.fn.max("expires_at").as("expires_at"),
          is.fn.max("revoked_at").as("revoked_at"),
          is.fn.countAll<number>().as("made"),
          is.fn.count<number>("spent_at").as("used"),
        ])
        .where("study_id", "=", studyId)
        .where("batch", "is not", null)
        .groupBy("batch")
        .orderBy("made_at", "desc")
        .limit(limit)
        .execute();
      return rows.map((row) => ({
        ...{ id: row.batch ?? "", label: row.label ?? "", madeAt: row.made_at, expiresAt: row.expires_at },
        ...{ revokedAt: row.revoked_at, made: Number(row.made), used: Number(row.used) },
      }));
    },
    async revoke(studyId, batch) {
      const revoked = query.updateTable("links").set({ revoked_at: now().toISOString() });
      const unused = revoked.where("study_id", "=", studyId).where("batch", "=", batch).where("spent_at", "is", null);
      return Number((await unused.where("revoked_at", "is", null).executeTakeFirst()).numUpdatedRows);
    },
  };
}
