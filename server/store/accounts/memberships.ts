import type { StoreContext } from "../../database/context.ts";
import type { Role } from "../../database/tables.ts";
import type { Account } from "../store.ts";
import { accountOf } from "./accountOf.ts";

/** Which account may do what with which study. Whoever runs the server owns every study. */
export function memberships({ database }: StoreContext) {
  const { query } = database;
  return {
    async roleIn(studyId: string, account: Account): Promise<Role | undefined> {
      const study = await query.selectFrom("studies").select("id").where("id", "=", studyId).executeTakeFirst();
      const draft = query.selectFrom("drafts").select("study_id").where("study_id", "=", studyId).limit(1);
      if (!study && !(await draft.executeTakeFirst())) return undefined;
      if (account.isAdmin) return "owner";
      const row = await query
        .selectFrom("members")
        .select("role")
        .where("study_id", "=", studyId)
        .where("account_id", "=", account.id)
        .executeTakeFirst();
      return row?.role;
    },
    async members(studyId: string) {
      const rows = await query
        .selectFrom("members")
        .innerJoin("accounts", "accounts.id", "members.account_id")
        .selectAll("accounts")
        .select("members.role")
        .where("members.study_id", "=", studyId)
        .orderBy("accounts.email")
        .execute();
      return rows.map((row) => ({ account: accountOf(row), role: row.role }));
    },
    async setRole(studyId: string, accountId: string, role: Role | null) {
      const member = { study_id: studyId, account_id: accountId };
      // Whoever is no owner any more has invited nobody.
      if (role !== "owner") {
        const made = query.deleteFrom("invitations").where("study_id", "=", studyId).where("used_at", "is", null);
        await made.where("invited_by", "=", accountId).execute();
      }
      if (role === null) {
        const base = query.deleteFrom("members").where("study_id", "=", studyId);
        await base.where("account_id", "=", accountId).execute();
        return;
      }
      await query
        .insertInto("members")
        .values({ ...member, role })
        .onConflict((on) => on.columns(["study_id", "account_id"]).doUpdateSet({ role }))
        .execute();
    },
  };
}
