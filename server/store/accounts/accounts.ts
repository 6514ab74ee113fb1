import { randomUUID } from "node:crypto";
import type { StoreContext } from "../../database/context.ts";
import type { AccountStore } from "../store.ts";
import { accountOf } from "./accountOf.ts";
import { consoleSessions } from "./consoleSessions.ts";
import { accountRow, addAccount, invitations } from "./invitations.ts";
import { knownBrowsers } from "./knownBrowsers.ts";
import { memberships } from "./memberships.ts";
import { passwordResets } from "./passwordResets.ts";
import { recoveryCodes } from "./recoveryCodes.ts";
import { secondFactors } from "./secondFactors.ts";
import { signInRecords } from "./signInRecords.ts";

/** Who may use the console. */
export function accountStore(context: StoreContext): AccountStore {
  return {
    ...people(context),
    ...signInRecords(context),
    ...secondFactors(context),
    ...recoveryCodes(context),
    ...knownBrowsers(context),
    ...passwordResets(context),
    ...consoleSessions(context),
    ...memberships(context),
    ...invitations(context),
    ...tries(context),
  };
}

function people({ database, now }: StoreContext) {
  const { query } = database;
  const base = () => query.selectFrom("accounts").selectAll();
  return {
    async count() {
      const row = await query
        .selectFrom("accounts")
        .select((is) => is.fn.countAll<number>().as("accounts"))
        .executeTakeFirstOrThrow();
      return Number(row.accounts);
    },
    async create({ email, name, password, isAdmin }: Parameters<AccountStore["create"]>[0]) {
      return await addAccount(query, { ...accountRow({ email, name, password }, now()), is_admin: isAdmin ? 1 : 0 });
    },
    async byEmail(email: string) {
      const row = await base().where("email", "=", email.trim().toLowerCase()).executeTakeFirst();
      return row && { account: accountOf(row), password: row.password };
    },
    async all() {
      return (await base().orderBy("email").execute()).map(accountOf);
    },
    async setPassword(id: string, password: string) {
      await query.updateTable("accounts").set({ password }).where("id", "=", id).execute();
    },
    async setTimeZone(id: string, time_zone: string | null) {
      await query.updateTable("accounts").set({ time_zone }).where("id", "=", id).execute();
    },
    async disable(id: string) {
      await query.transaction().execute(async (transaction) => {
        const disabled_at = now().toISOString();
        await transaction.updateTable("accounts").set({ disabled_at }).where("id", "=", id).execute();
        await transaction.deleteFrom("account_sessions").where("account_id", "=", id).execute();
        await transaction.deleteFrom("invitations").where("invited_by", "=", id).where("used_at", "is", null).execute();
      });
    },
    async enable(id: string) {
      await query.updateTable("accounts").set({ disabled_at: null }).where("id", "=", id).execute();
    },
  };
}

// Between servers that share a database.
const CLOCKS_APART_MS = 60_000;
const TRIES_KEPT_MS = 60 * 60 * 1000;

function tries({ database, now }: StoreContext) {
  const { query } = database;
  return {
    async tries(subject: string, withinMs: number) {
      const row = await query
        .selectFrom("tries")
        .select((is) => is.fn.countAll<number>().as("made"))
        .where("subject", "=", subject)
        .where("at", ">", new Date(now().getTime() - withinMs).toISOString())
        // A clock that was set back would otherwise count its future, and keep people out for longer than was said.
        .where("at", "<", new Date(now().getTime() + CLOCKS_APART_MS).toISOString())
        .executeTakeFirstOrThrow();
      return Number(row.made);
    },
    async addTry(subject: string, given?: string) {
      const old = new Date(now().getTime() - TRIES_KEPT_MS).toISOString();
      await query.deleteFrom("tries").where("at", "<", old).execute();
      const row = { id: given ?? randomUUID(), subject, at: now().toISOString() };
      await query
        .insertInto("tries")
        .values(row)
        .onConflict((on) => on.doNothing())
        .execute();
      return row.id;
    },
    async dropTry(id: string) {
      await query.deleteFrom("tries").where("id", "=", id).execute();
    },
  };
}
