import { isFreshCode } from "../accounts/signIn.ts";
import type { AccountStore } from "../store/store.ts";
import { accountOf, field, type Visit } from "./consoleRoute.ts";

/** Why whoever asks may not be given the panel's ids now, which takes a second factor and a code that is right at this
 *  moment; null when they may. Spends the code. */
export async function identityFault(accounts: AccountStore, visit: Visit, now: Date): Promise<string | null> {
  const account = accountOf(visit);
  if (!account.hasSecondFactor) return "Switch on a second factor under your account first.";
  if (await isFreshCode(accounts, { account, code: field(visit, "code"), now })) return null;
  return "The code is not the one your app shows now, or it was used before.";
}
