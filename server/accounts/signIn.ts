import { generateSecret, generateURI, verify } from "otplib";
import type { Account, AccountStore } from "../store/store.ts";
import { isPassword } from "./passwords.ts";
import { subjectOf, throttled } from "./throttle.ts";

export type SignIn = {
  readonly email: string;
  readonly password: string;
  readonly code: string;
  /** Where the request came from; only its hash is kept, and for an hour. */
  readonly address: string;
  readonly now: Date;
};

/** The account of someone who knows its password and, where it has one, its second factor. Undefined for everything else,
 *  with no difference between them. Throws too-many-tries after ten failures in a quarter of an hour from one address or
 *  at one account; whoever gives a right code of the second factor is not locked out by others' failures. */
export async function signIn(accounts: AccountStore, given: SignIn): Promise<Account | undefined> {
  const known = await accounts.byEmail(given.email);
  const secret = known?.account.hasSecondFactor ? await accounts.totpSecret(known.account.id) : null;
  const step = secret === null ? null : await stepOf(secret, given.code, given.now);
  const ofAddress = subjectOf("address", given.address);
  const ofAccount = subjectOf("account", given.email.trim().toLowerCase());
  const subjects = step === null ? [ofAddress, ofAccount] : [ofAddress];
  return await throttled(accounts, subjects, async () => {
    const isRight = await isPassword(given.password, known?.password);
    const account = isRight && !known?.account.isDisabled ? known?.account : undefined;
    const isSecond = secret === null || (step !== null && account && (await accounts.useTotpStep(account.id, step)));
    return isSecond ? account : undefined;
  });
}

/** Whether a signed-in person gives a code of their second factor that is right now and was not used before. Throws
 *  too-many-tries as signing in does. */
export async function isFreshCode(
  accounts: AccountStore,
  { account, code, now }: { readonly account: Account; readonly code: string; readonly now: Date },
): Promise<boolean> {
  const secret = account.hasSecondFactor ? await accounts.totpSecret(account.id) : null;
  if (secret === null) return false;
  const subjects = [subjectOf("account", `code ${account.id}`)];
  const isRight = await throttled(accounts, subjects, async () => {
    const step = await stepOf(secret, code, now);
    return step !== null && (await accounts.useTotpStep(account.id, step)) ? true : undefined;
  });
  return isRight === true;
}

/** A new second factor: its secret and the address an authenticator app takes. */
export function newSecondFactor(email: string): { readonly secret: string; readonly uri: string } {
  const secret = generateSecret();
  return { secret, uri: secondFactorUri(email, secret) };
}

export function secondFactorUri(email: string, secret: string): string {
  return generateURI({ issuer: "Saydo", label: email, secret });
}

const CLOCK_DRIFT_S = 30;

/** The time step a code belongs to; null when it is not right now, nor half a minute ago or ahead. */
export async function stepOf(secret: string, code: string, now: Date): Promise<number | null> {
  const digits = code.replaceAll(/\s/g, "");
  if (!/^\d{6}$/.test(digits)) return null;
  const epoch = Math.floor(now.getTime() / 1000);
  const result = await verify({ secret, token: digits, epoch, epochTolerance: CLOCK_DRIFT_S });
  return result.valid && "timeStep" in result ? result.timeStep : null;
}
