import { newSecondFactor } from "../../server/accounts/signIn.ts";
import type { AccountStore } from "../../server/store/store.ts";

/** Switches an account's second factor on, as its owner would; returns the secret its app holds. */
export async function secondFactorFor(accounts: AccountStore, id: string): Promise<string> {
  const { secret } = newSecondFactor("someone@example.org");
  await accounts.proposeTotp(id, secret);
  await accounts.confirmTotp(id);
  return secret;
}
