import type { StoreContext } from "../../database/context.ts";
import { newSecret, secretHash } from "../../secrets.ts";
import { accountOf } from "./accountOf.ts";

const VALID_MS = 24 * 60 * 60 * 1000;

/** Links with which whoever runs the server has somebody set a new password. */
export function passwordResets({ database, now }: StoreContext) {
  const { query } = database;
  return {
    async openReset(account_id: string) {
      const secret = newSecret();
      const expires_at = new Date(now().getTime() + VALID_MS).toISOString();
      const row = { secret_hash: secretHash(secret), account_id, expires_at, used_at: null };
      await query.transaction().execute(async (transaction) => {
        await transaction.deleteFrom("password_resets").where("account_id", "=", account_id).execute();
        await transaction.insertInto("password_resets").values(row).execute();
      });
      return secret;
    },
    async resetOf(secret: string) {
      const row = await query
        .selectFrom("password_resets")
        .innerJoin("accounts", "accounts.id", "password_resets.account_id")
        .selectAll("accounts")
        .where("password_resets.secret_hash", "=", secretHash(secret))
        .where("password_resets.used_at", "is", null)
        .where("password_resets.expires_at", ">", now().toISOString())
        .executeTakeFirst();
      return row && accountOf(row);
    },
    async useReset(secret: string, password: string) {
      return await query.transaction().execute(async (transaction) => {
        const at = now().toISOString();
        const used = await transaction
          .updateTable("password_resets")
          .set({ used_at: at })
          .where("secret_hash", "=", secretHash(secret))
          .where("used_at", "is", null)
          .where("expires_at", ">", at)
          .returning("account_id")
          .executeTakeFirst();
        if (!used) return false;
        await transaction.updateTable("accounts").set({ password }).where("id", "=", used.account_id).execute();
        await transaction.deleteFrom("account_sessions").where("account_id", "=", used.account_id).execute();
        return true;
      });
    },
  };
}
