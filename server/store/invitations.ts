import { newSecret, secretHash } from "../secrets.ts";
import type { StoreContext } from "./context.ts";
import type { Invitation } from "./store.ts";

const VALID_MS = 7 * 24 * 60 * 60 * 1000;

/** Invitations by link, each good for one account. */
export function invitations({ database, now }: StoreContext) {
  const { query } = database;
  const open = (secret: string) => ({ hash: secretHash(secret), at: now().toISOString() });
  return {
    async invite({ studyId, role }: Invitation) {
      const secret = newSecret();
      const { hash, at } = open(secret);
      const expires_at = new Date(now().getTime() + VALID_MS).toISOString();
      await query
        .insertInto("invitations")
        .values({ secret_hash: hash, study_id: studyId, role, created_at: at, expires_at, used_at: null })
        .execute();
      return secret;
    },
    async invitation(secret: string): Promise<Invitation | undefined> {
      const { hash, at } = open(secret);
      const row = await query
        .selectFrom("invitations")
        .select(["study_id", "role"])
        .where("secret_hash", "=", hash)
        .where("used_at", "is", null)
        .where("expires_at", ">", at)
        .executeTakeFirst();
      return row && { studyId: row.study_id, role: row.role };
    },
    async useInvitation(secret: string): Promise<Invitation | undefined> {
      const { hash, at } = open(secret);
      const row = await query
        .updateTable("invitations")
        .set({ used_at: at })
        .where("secret_hash", "=", hash)
        .where("used_at", "is", null)
        .where("expires_at", ">", at)
        .returning(["study_id", "role"])
        .executeTakeFirst();
      return row && { studyId: row.study_id, role: row.role };
    },
    async clearServerInvitations() {
      await query.deleteFrom("invitations").where("study_id", "is", null).where("used_at", "is", null).execute();
    },
  };
}
