import { newSecondFactor } from "../../server/accounts/secondFactor.ts";
import type { AccountStore } from "../../server/store/store.ts";

/** Switches an account's second factor on, as its owner would; returns the secret its app holds. */
export async function secondFactorFor(accounts: AccountStore, id: string): Promise<string> {
  const factor = newSecondFactor();
  await accounts.proposeFactor(id, factor);
  await accounts.confirmFactor(id, []);
  return factor.secret;
}
