import { secretHash } from "../secrets.ts";
import type { Account, AccountStore } from "../store/store.ts";
import { isPassword } from "./passwords.ts";
import { recoveryCodeHash } from "./recoveryCodes.ts";
import { stepOf } from "./secondFactor.ts";
import { addressOf, admit, codesOf, subjectOf, takeBack, throttled, tooManyTries } from "./throttle.ts";

export type SignIn = {
  readonly email: string;
  readonly password: string;
  /** Six digits of the authenticator app, or a recovery code. */
  readonly code: string;
  /** Where the request came from; only its hash is kept, and for an hour. */
  readonly address: string;
  /** What a browser shows that has signed in before. */
  readonly browser?: string | undefined;
  readonly now: Date;
};

/** The account of someone who knows its password and, where it has one, its second factor. Undefined for everything else,
 *  with no difference between them and the same work for each. Throws too-many-tries after ten failures in a quarter of
 *  an hour from one address or at one account, before anything is looked up. Nobody is locked out by others' failures:
 *  a browser that the account has signed in with has ten tries of its own, and so has whoever gives a right code. */
export async function signIn(accounts: AccountStore, given: SignIn): Promise<Account | undefined> {
  const email = given.email.trim().toLowerCase();
  const account = subjectOf("account", email);
  const judge = () => judged(accounts, given);
  if (given.browser !== undefined && (await accounts.knowsBrowser(given.browser, account.hash))) {
    return await throttled(accounts, [subjectOf("browser", given.browser)], judge);
  }
  const tries = await admit(accounts, [addressOf(given.address), account]);
  if (tries) {
    const entered = await judge();
    if (entered) await takeBack(accounts, tries);
    return entered;
  }
  if (!(await isCodeRight(accounts, given))) throw tooManyTries();
  return await throttled(accounts, [subjectOf("account", `holder of a code for ${email}`)], judge);
}

async function judged(accounts: AccountStore, { email, password, code, now }: SignIn): Promise<Account | undefined> {
  const { known, id, secret } = await accounts.forSignIn(email);
  const step = await stepOf(secret, code, now);
  const isRight = await isPassword(password, known?.password);
  if (!isRight || !known || known.account.isDisabled) return undefined;
  if (!known.account.hasSecondFactor) return known.account;
  return (await isSecondUsed(accounts, { id, step, code })) ? known.account : undefined;
}

type Second = { readonly id: string; readonly step: number | null; readonly code: string };

/** Uses a code up; false when it is wrong or was used before. */
async function isSecondUsed(accounts: AccountStore, { id, step, code }: Second): Promise<boolean> {
  if (step !== null) return await accounts.useTotpStep(id, step);
  const hash = recoveryCodeHash(id, code);
  return hash !== undefined && (await accounts.useRecoveryCode(id, hash));
}

/** Whether a code is right, for accounts that are there and others with the same work. The same code counts once: whoever
 *  repeats one learns nothing. */
async function isCodeRight(accounts: AccountStore, { email, code, now }: SignIn): Promise<boolean> {
  const digits = code.replaceAll(/\s/g, "");
  if (!/^\d{6}$/.test(digits)) return await isRecoveryCode(accounts, email, code);
  const name = email.trim().toLowerCase();
  const halfMinute = Math.floor(now.getTime() / 30_000);
  const tries = await admit(accounts, [codesOf(name)], secretHash(`${name} ${digits} ${halfMinute}`));
  if (!tries) return false;
  const { known, secret } = await accounts.forSignIn(email);
  const step = await stepOf(secret, digits, now);
  if (step === null || !known?.account.hasSecondFactor) return false;
  await takeBack(accounts, tries);
  return true;
}

async function isRecoveryCode(accounts: AccountStore, email: string, code: string): Promise<boolean> {
  if (recoveryCodeHash("", code) === undefined) return false;
  const { id } = await accounts.forSignIn(email);
  return await accounts.hasRecoveryCode(id, recoveryCodeHash(id, code) ?? "");
}

/** Whether a signed-in person gives a code of their second factor that is right now and was not used before. Throws
 *  too-many-tries as signing in does. */
export async function isFreshCode(
  accounts: AccountStore,
  { account, code, now }: { readonly account: Account; readonly code: string; readonly now: Date },
): Promise<boolean> {
  const secret = account.hasSecondFactor ? await accounts.totpSecret(account.id) : null;
  if (secret === null) return false;
  const isRight = await throttled(accounts, [subjectOf("account", `code ${account.id}`)], async () => {
    const step = await stepOf(secret, code, now);
    return (await isSecondUsed(accounts, { id: account.id, step, code })) ? true : undefined;
  });
  return isRight === true;
}
