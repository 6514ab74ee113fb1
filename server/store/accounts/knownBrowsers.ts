import type { StoreContext } from "../../database/context.ts";
import { newSecret, secretHash } from "../../secrets.ts";

const KEPT_MS = 180 * 24 * 60 * 60 * 1000;

/** Browsers that an account has signed in with: others' wrong tries do not keep them out. */
export function knownBrowsers({ database, now }: StoreContext) {
  const { query } = database;
  const oldest = () => new Date(now().getTime() - KEPT_MS).toISOString();
  return {
    async knowsBrowser(token: string, subject: string) {
      const row = await query
        .selectFrom("known_browsers")
        .select("subject")
        .where("token_hash", "=", secretHash(token))
        .where("subject", "=", subject)
        .where("seen_at", ">", oldest())
        .executeTakeFirst();
      return row !== undefined;
    },
    async rememberBrowser(subject: string, before: string | undefined) {
      const token = newSecret();
      const token_hash = secretHash(token);
      const row = { token_hash, subject, seen_at: now().toISOString() };
      await query.transaction().execute(async (transaction) => {
        await transaction.deleteFrom("known_browsers").where("seen_at", "<", oldest()).execute();
        if (before !== undefined) {
          const old = secretHash(before);
          await transaction.updateTable("known_browsers").set({ token_hash }).where("token_hash", "=", old).execute();
        }
        await transaction
          .insertInto("known_browsers")
          .values(row)
          .onConflict((on) => on.columns(["token_hash", "subject"]).doUpdateSet({ seen_at: row.seen_at }))
          .execute();
      });
      return token;
    },
  };
}
