import { z } from "zod";
import type { StoreContext } from "../../database/context.ts";
import type { ProposedFactor } from "../store.ts";
import { replaceRecoveryCodes } from "./recoveryCodes.ts";

const Proposed = z.object({ secret: z.string(), codes: z.array(z.string()) });
// A step further ahead than this was used while a clock was wrong; it would lock its owner out until then.
const STEPS_AHEAD = 2;
const STEP_MS = 30_000;

/** Second factors: the one that counts, and one that is proposed. */
export function secondFactors({ database, vault, now }: StoreContext) {
  const { query } = database;
  const column = async (id: string, name: "totp" | "totp_next") => {
    const row = await query.selectFrom("accounts").select(name).where("id", "=", id).executeTakeFirst();
    const sealed = row?.[name];
    return sealed ? await vault.open(id, sealed) : null;
  };
  return {
    async proposeFactor(id: string, factor: ProposedFactor) {
      const totp_next = await vault.seal(id, JSON.stringify(factor));
      await query.updateTable("accounts").set({ totp_next }).where("id", "=", id).execute();
    },
    async proposedFactor(id: string): Promise<ProposedFactor | null> {
      const text = await column(id, "totp_next");
      return text === null ? null : Proposed.parse(JSON.parse(text));
    },
    async confirmFactor(id: string, codeHashes: readonly string[]) {
      const proposed = await this.proposedFactor(id);
      if (!proposed) return;
      const factor = { totp: await vault.seal(id, proposed.secret), totp_next: null, totp_step: 0 };
      await query.transaction().execute(async (transaction) => {
        const totp_confirmed_at = now().toISOString();
        await transaction
          .updateTable("accounts")
          .set({ ...factor, totp_confirmed_at })
          .where("id", "=", id)
          .execute();
        await replaceRecoveryCodes(transaction, id, codeHashes);
      });
    },
    async removeFactor(id: string) {
      await query.transaction().execute(async (transaction) => {
        const none = { totp: null, totp_next: null, totp_confirmed_at: null };
        await transaction.updateTable("accounts").set(none).where("id", "=", id).execute();
        await replaceRecoveryCodes(transaction, id, []);
      });
    },
    totpSecret: (id: string) => column(id, "totp"),
    async useTotpStep(id: string, step: number) {
      const newest = Math.floor(now().getTime() / STEP_MS) + STEPS_AHEAD;
      const used = await query
        .updateTable("accounts")
        .set({ totp_step: step })
        .where("id", "=", id)
        .where((is) => is.or([is("totp_step", "<", step), is("totp_step", ">", newest)]))
        .executeTakeFirst();
      return Number(used.numUpdatedRows) === 1;
    },
  };
}
