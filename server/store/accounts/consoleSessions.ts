import type { StoreContext } from "../../database/context.ts";
import { newSecret, secretHash } from "../../secrets.ts";
import { accountOf } from "./accountOf.ts";

const IDLE_MS = 30 * 60 * 1000;
const LONGEST_MS = 12 * 60 * 60 * 1000;
const NOTED_EVERY_MS = 60 * 1000;
// Between servers that share a database.
const CLOCKS_APART_MS = 60 * 1000;

/** Sessions in the console; they live in the store, so that ending one takes effect at once everywhere. */
export function consoleSessions({ database, now }: StoreContext) {
  const { query } = database;
  const ago = (ms: number) => new Date(now().getTime() - ms).toISOString();
  return {
    async openSession(id: string) {
      const token = newSecret();
      const at = now().toISOString();
      await query.deleteFrom("account_sessions").where("created_at", "<", ago(LONGEST_MS)).execute();
      const row = { token_hash: secretHash(token), account_id: id, created_at: at, seen_at: at };
      await query.insertInto("account_sessions").values(row).execute();
      return token;
    },
    async bySession(token: string, asks: "for itself" | "by a person" = "by a person") {
      const token_hash = secretHash(token);
      const row = await query
        .selectFrom("account_sessions")
        .innerJoin("accounts", "accounts.id", "account_sessions.account_id")
        .selectAll("accounts")
        .select("account_sessions.seen_at")
        .where("account_sessions.token_hash", "=", token_hash)
        .where("account_sessions.seen_at", ">", ago(IDLE_MS))
        .where("account_sessions.created_at", ">", ago(LONGEST_MS))
        // One that was begun while the clock was ahead would live for longer than was said.
        .where("account_sessions.created_at", "<", ago(-CLOCKS_APART_MS))
        .where("accounts.disabled_at", "is", null)
        .executeTakeFirst();
      if (!row) return undefined;
      if (asks === "by a person" && row.seen_at < ago(NOTED_EVERY_MS)) {
        const seen_at = now().toISOString();
        await query.updateTable("account_sessions").set({ seen_at }).where("token_hash", "=", token_hash).execute();
      }
      return accountOf(row);
    },
    async closeSession(token: string) {
      await query.deleteFrom("account_sessions").where("token_hash", "=", secretHash(token)).execute();
    },
    async closeSessions(id: string) {
      await query.deleteFrom("account_sessions").where("account_id", "=", id).execute();
    },
  };
}
