import { randomUUID } from "node:crypto";
import type { StoreContext } from "../../database/context.ts";
import type { Query } from "../../database/database.ts";
import { type AccountRow, type Role, roles } from "../../database/tables.ts";
import { newSecret, secretHash } from "../../secrets.ts";
import type { Account, Invitation, PendingInvitation, Taken, Taker } from "../store.ts";
import { accountOf } from "./accountOf.ts";

const VALID_MS = 7 * 24 * 60 * 60 * 1000;

/** Invitations by link, each good for one account, and for no more than whoever made it may give at that moment. */
export function invitations({ database, now }: StoreContext) {
  const { query } = database;
  return {
    async invite({ studyId, role, by }: Invitation) {
      const secret = newSecret();
      const row = {
        secret_hash: secretHash(secret),
        study_id: studyId,
        role,
        invited_by: by,
        created_at: now().toISOString(),
        expires_at: new Date(now().getTime() + VALID_MS).toISOString(),
        used_at: null,
      };
      await query.insertInto("invitations").values(row).execute();
      return secret;
    },
    invitation: (secret: string) => openInvitation(query, secretHash(secret), now()),
    async takeInvitation(secret: string, taker: Taker): Promise<Taken> {
      const work = query.transaction().execute(async (transaction): Promise<Taken> => {
        const invitation = await openInvitation(transaction, secretHash(secret), now());
        return invitation ? await take(transaction, { invitation, taker, secret, now: now() }) : { outcome: "spent" };
      });
      return await work.catch((error: unknown): Taken => {
        if (error instanceof AddressTaken) return { outcome: "address taken" };
        throw error;
      });
    },
    async pendingInvitations(studyId: string): Promise<readonly PendingInvitation[]> {
      const rows = await query
        .selectFrom("invitations")
        .leftJoin("accounts", "accounts.id", "invitations.invited_by")
        .select(["secret_hash", "role", "invited_by", "expires_at", "accounts.name"])
        .where("study_id", "=", studyId)
        .where("used_at", "is", null)
        .where("expires_at", ">", now().toISOString())
        .orderBy("expires_at")
        .execute();
      const open: PendingInvitation[] = [];
      for (const row of rows) {
        const invitation = { studyId, role: row.role, by: row.invited_by };
        if (!(await mayGive(query, invitation))) continue;
        open.push({ ...invitation, id: row.secret_hash, madeBy: row.name, expiresAt: row.expires_at });
      }
      return open;
    },
    async revokeInvitation(studyId: string, id: string) {
      const base = query.deleteFrom("invitations").where("study_id", "=", studyId).where("secret_hash", "=", id);
      return Number((await base.where("used_at", "is", null).executeTakeFirst()).numDeletedRows) === 1;
    },
    async clearServerInvitations() {
      await query.deleteFrom("invitations").where("study_id", "is", null).where("used_at", "is", null).execute();
    },
  };
}

async function openInvitation(query: Query, hash: string, now: Date): Promise<Invitation | undefined> {
  const row = await query
    .selectFrom("invitations")
    .select(["study_id", "role", "invited_by"])
    .where("secret_hash", "=", hash)
    .where("used_at", "is", null)
    .where("expires_at", ">", now.toISOString())
    .executeTakeFirst();
  const invitation = row && { studyId: row.study_id, role: row.role, by: row.invited_by };
  return invitation && (await mayGive(query, invitation)) ? invitation : undefined;
}

/** Whether whoever made an invitation may invite now, and to so much. */
async function mayGive(query: Query, { studyId, by }: Invitation): Promise<boolean> {
  if (by === null) return true;
  const maker = await query.selectFrom("accounts").selectAll().where("id", "=", by).executeTakeFirst();
  if (!maker || maker.disabled_at !== null) return false;
  if (maker.is_admin === 1) return true;
  // Owners alone invite, and an owner may give every role.
  return studyId !== null && (await roleOf(query, studyId, by)) === "owner";
}

async function roleOf(query: Query, studyId: string, accountId: string): Promise<Role | undefined> {
  const base = query.selectFrom("members").select("role").where("study_id", "=", studyId);
  return (await base.where("account_id", "=", accountId).executeTakeFirst())?.role;
}

type Taking = { readonly invitation: Invitation; readonly taker: Taker; readonly secret: string; readonly now: Date };

/** Thrown to undo what was begun when somebody made an account with the same address in between. */
class AddressTaken extends Error {}

async function take(query: Query, { invitation, taker, secret, now }: Taking): Promise<Taken> {
  const known = await knownTaker(query, taker);
  if ("accountId" in taker ? !known : known) return { outcome: known ? "address taken" : "spent" };
  if (known && (await hasAlready(query, known, invitation))) return { outcome: "nothing to give", account: known };
  const used = await query
    .updateTable("invitations")
    .set({ used_at: now.toISOString() })
    .where("secret_hash", "=", secretHash(secret))
    .where("used_at", "is", null)
    .executeTakeFirst();
  if (Number(used.numUpdatedRows) !== 1) return { outcome: "spent" };
  const account = "accountId" in taker ? known : await newAccount(query, taker, now);
  if (!account) throw new AddressTaken();
  await give(query, account, invitation);
  return {
    outcome: "taken",
    account: { ...account, isAdmin: account.isAdmin || invitation.studyId === null },
    invitation,
  };
}

async function knownTaker(query: Query, taker: Taker): Promise<Account | undefined> {
  const base = query.selectFrom("accounts").selectAll();
  const found =
    "accountId" in taker
      ? base.where("id", "=", taker.accountId).where("disabled_at", "is", null)
      : base.where("email", "=", taker.email.trim().toLowerCase());
  const row = await found.executeTakeFirst();
  return row && accountOf(row);
}

async function newAccount(
  query: Query,
  taker: Extract<Taker, { email: string }>,
  now: Date,
): Promise<Account | undefined> {
  return await addAccount(query, accountRow(taker, now));
}

/** Undefined where there is an account with this address. */
export async function addAccount(query: Query, row: AccountRow): Promise<Account | undefined> {
  const inserted = await query
    .insertInto("accounts")
    .values(row)
    .onConflict((on) => on.doNothing())
    .returning("id")
    .executeTakeFirst();
  return inserted && accountOf(row);
}

/** A new account's row, without a second factor. */
export function accountRow({ email, name, password }: Extract<Taker, { email: string }>, now: Date): AccountRow {
  return {
    id: randomUUID(),
    email: email.trim().toLowerCase(),
    name,
    password,
    totp: null,
    totp_confirmed_at: null,
    totp_next: null,
    totp_step: 0,
    is_admin: 0,
    disabled_at: null,
    created_at: now.toISOString(),
  };
}

async function hasAlready(query: Query, account: Account, { studyId, role }: Invitation): Promise<boolean> {
  if (account.isAdmin) return true;
  const held = studyId === null ? undefined : await roleOf(query, studyId, account.id);
  return held !== undefined && roles.indexOf(held) >= roles.indexOf(role);
}

async function give(query: Query, account: Account, { studyId, role }: Invitation): Promise<void> {
  if (studyId === null) {
    await query.updateTable("accounts").set({ is_admin: 1 }).where("id", "=", account.id).execute();
    return;
  }
  await query
    .insertInto("members")
    .values({ study_id: studyId, account_id: account.id, role })
    .onConflict((on) => on.columns(["study_id", "account_id"]).doUpdateSet({ role }))
    .execute();
}
