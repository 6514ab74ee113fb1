import { randomUUID } from "node:crypto";
import type { StoreContext } from "../../database/context.ts";
import type { ShareRow } from "../../database/tables.ts";
import { newSecret, secretHash } from "../../secrets.ts";

/** A link that opens one report. */
export type Share = {
  readonly id: string;
  readonly studyId: string;
  /** The job that made the report. */
  readonly report: string;
  /** For whom it is, in the researcher's words. */
  readonly label: string;
  readonly hasPassword: boolean;
  readonly expiresAt: string;
  readonly madeBy: string;
  readonly madeAt: string;
  readonly revokedAt: string | null;
  /** How often it was opened, and when last. */
  readonly opened: number;
  readonly openedAt: string | null;
};

/** `password` as it is stored: hashed, or null for a link that asks for none. */
export type NewShare = Pick<Share, "studyId" | "report" | "label" | "expiresAt" | "madeBy"> & {
  readonly password: string | null;
};

export type ShareStore = {
  /** Makes a link; returns its secret, of which only a hash is stored. */
  make(share: NewShare): Promise<{ readonly id: string; readonly token: string }>;
  /** The newest first. */
  list(studyId: string, limit: number): Promise<readonly Share[]>;
  /** False when it is taken back already, or not the study's. */
  revoke(studyId: string, id: string): Promise<boolean>;
  /** What a secret opens now; undefined when it is nobody's, over or taken back. */
  byToken(token: string): Promise<{ readonly share: Share; readonly password: string | null } | undefined>;
  /** Counts an opening, and says whether it is the first of its day (UTC). */
  noteOpened(id: string): Promise<"first today" | "again">;
};

export function shareStore({ database: { query }, now }: StoreContext): ShareStore {
  return {
    async make({ studyId, report, label, password, expiresAt, madeBy }) {
      const [id, token] = [randomUUID(), newSecret()];
      const row: ShareRow = {
        ...{ id, token_hash: secretHash(token), study_id: studyId, report, label, password, expires_at: expiresAt },
        ...{ made_by: madeBy, made_at: now().toISOString(), revoked_at: null, opened: 0, opened_at: null },
      };
      await query.insertInto("shares").values(row).execute();
      return { id, token };
    },
    async list(studyId, limit) {
      const base = query.selectFrom("shares").selectAll().where("study_id", "=", studyId);
      return (await base.orderBy("made_at", "desc").orderBy("id").limit(limit).execute()).map(shareOf);
    },
    async revoke(studyId, id) {
      const base = query.updateTable("shares").set({ revoked_at: now().toISOString() });
      const own = base.where("study_id", "=", studyId).where("id", "=", id).where("revoked_at", "is", null);
      return (await own.executeTakeFirst()).numUpdatedRows > 0n;
    },
    async byToken(token) {
      const base = query.selectFrom("shares").selectAll().where("token_hash", "=", secretHash(token));
      const open = base.where("revoked_at", "is", null).where("expires_at", ">", now().toISOString());
      const row = await open.executeTakeFirst();
      return row && { share: shareOf(row), password: row.password };
    },
    async noteOpened(id) {
      const at = now().toISOString();
      const counted = query
        .updateTable("shares")
        .set((is) => ({ opened: is("opened", "+", 1), opened_at: at }))
        .where("id", "=", id);
      const isFirst = counted.where((is) =>
        is.or([is("opened_at", "is", null), is("opened_at", "<", at.slice(0, 10))]),
      );
      if ((await isFirst.executeTakeFirst()).numUpdatedRows > 0n) return "first today";
      await counted.execute();
      return "again";
    },
  };
}

function shareOf(row: ShareRow): Share {
  return {
    ...{ id: row.id, studyId: row.study_id, report: row.report, label: row.label, expiresAt: row.expires_at },
    ...{ hasPassword: row.password !== null, madeBy: row.made_by, madeAt: row.made_at, revokedAt: row.revoked_at },
    ...{ opened: row.opened, openedAt: row.opened_at },
  };
}
