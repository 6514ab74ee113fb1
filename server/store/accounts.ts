import { randomUUID } from "node:crypto";
import { accountOf } from "./accountOf.ts";
import { consoleSessions } from "./consoleSessions.ts";
import type { StoreContext } from "./context.ts";
import { invitations } from "./invitations.ts";
import { memberships } from "./memberships.ts";
import type { AccountStore } from "./store.ts";
import type { AccountRow } from "./tables.ts";

/** Who may use the console. */
export function accountStore(context: StoreContext): AccountStore {
  return {
    ...people(context),
    ...secondFactors(context),
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
      const row: AccountRow = {
        id: randomUUID(),
        email: email.trim().toLowerCase(),
        name,
        password,
        totp: null,
        totp_confirmed_at: null,
        totp_step: 0,
        is_admin: isAdmin ? 1 : 0,
        disabled_at: null,
        created_at: now().toISOString(),
      };
      const inserted = await query
        .insertInto("accounts")
        .values(row)
        .onConflict((on) => on.doNothing())
        .returning("id")
        .executeTakeFirst();
      return inserted && accountOf(row);
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
    async disable(id: string) {
      await query.updateTable("accounts").set({ disabled_at: now().toISOString() }).where("id", "=", id).execute();
      await query.deleteFrom("account_sessions").where("account_id", "=", id).execute();
    },
  };
}

function secondFactors({ database, vault, now }: StoreContext) {
  const { query } = database;
  return {
    async proposeTotp(id: string, secret: string) {
      const totp = await vault.seal(id, secret);
      await query.updateTable("accounts").set({ totp, totp_confirmed_at: null }).where("id", "=", id).execute();
    },
    async totpSecret(id: string) {
      const row = await query.selectFrom("accounts").select("totp").where("id", "=", id).executeTakeFirst();
      return row?.totp ? await vault.open(id, row.totp) : null;
    },
    async confirmTotp(id: string) {
      await query
        .updateTable("accounts")
        .set({ totp_confirmed_at: now().toISOString() })
        .where("id", "=", id)
        .execute();
    },
    async useTotpStep(id: string, step: number) {
      const used = await query
        .updateTable("accounts")
        .set({ totp_step: step })
        .where("id", "=", id)
        .where("totp_step", "<", step)
        .executeTakeFirst();
      return Number(used.numUpdatedRows) === 1;
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
    async addTry(subject: string) {
      const old = new Date(now().getTime() - TRIES_KEPT_MS).toISOString();
      await query.deleteFrom("tries").where("at", "<", old).execute();
      const id = randomUUID();
      await query.insertInto("tries").values({ id, subject, at: now().toISOString() }).execute();
      return id;
    },
    async dropTry(id: string) {
      await query.deleteFrom("tries").where("id", "=", id).execute();
    },
  };
}
