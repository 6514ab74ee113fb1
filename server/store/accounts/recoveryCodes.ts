import type { StoreContext } from "../../database/context.ts";
import type { Query } from "../../database/database.ts";

/** Codes for signing in without the authenticator app; each works once. */
export function recoveryCodes({ database, now }: StoreContext) {
  const { query } = database;
  const unused = (id: string) => {
    return query.selectFrom("recovery_codes").where("account_id", "=", id).where("used_at", "is", null);
  };
  return {
    async setRecoveryCodes(id: string, hashes: readonly string[]) {
      await query.transaction().execute((transaction) => replaceRecoveryCodes(transaction, id, hashes));
    },
    async recoveryCodesLeft(id: string) {
      return (await unused(id).select("code_hash").execute()).length;
    },
    async hasRecoveryCode(id: string, hash: string) {
      return (await unused(id).select("code_hash").where("code_hash", "=", hash).executeTakeFirst()) !== undefined;
    },
    async useRecoveryCode(id: string, hash: string) {
      const used = await query
        .updateTable("recovery_codes")
        .set({ used_at: now().toISOString() })
        .where("code_hash", "=", hash)
        .where("account_id", "=", id)
        .where("used_at", "is", null)
        .executeTakeFirst();
      return Number(used.numUpdatedRows) === 1;
    },
  };
}

/** Puts codes, as hashes, in the place of an account's codes. */
export async function replaceRecoveryCodes(query: Query, account_id: string, hashes: readonly string[]): Promise<void> {
  await query.deleteFrom("recovery_codes").where("account_id", "=", account_id).execute();
  if (hashes.length === 0) return;
  const rows = hashes.map((code_hash) => ({ code_hash, account_id, used_at: null }));
  await query.insertInto("recovery_codes").values(rows).execute();
}
