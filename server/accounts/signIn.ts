import { generateSecret, generateURI, verify } from "otplib";
import { Problem } from "../../experiments/contract/problem.ts";
import { secretHash } from "../secrets.ts";
import type { Account, AccountStore } from "../store/store.ts";
import { isPassword } from "./passwords.ts";

export type SignIn = {
  readonly email: string;
  readonly password: string;
  readonly code: string;
  /** Where the request came from; only its hash is kept, and for an hour. */
  readonly address: string;
  readonly now: Date;
};

const TRIES = 10;
const WINDOW_MS = 15 * 60 * 1000;

/** The account of someone who knows its password and, where it has one, its second factor. Undefined for everything else,
 *  with no difference between them. Throws too-many-tries after ten failures in a quarter of an hour from one address or
 *  at one account; whoever gives a right code of the second factor is not locked out by others' failures. */
export async function signIn(accounts: AccountStore, given: SignIn): Promise<Account | undefined> {
  const known = await accounts.byEmail(given.email);
  const secret = known?.account.hasSecondFactor ? await accounts.totpSecret(known.account.id) : null;
  const step = secret === null ? null : await stepOf(secret, given.code, given.now);
  const subjects = {
    address: secretHash(`address ${given.address}`),
    account: secretHash(`account ${given.email.trim().toLowerCase()}`),
  };
  await refuseFlood(accounts, subjects, { isTrusted: step !== null, now: given.now });
  const isRight = await isPassword(given.password, known?.password);
  const account = isRight && !known?.account.isDisabled ? known?.account : undefined;
  const isSecond = secret === null || (step !== null && account && (await accounts.useTotpStep(account.id, step)));
  if (account && isSecond) return account;
  await accounts.addTry(subjects.address);
  await accounts.addTry(subjects.account);
  return undefined;
}

async function refuseFlood(
  accounts: AccountStore,
  subjects: { readonly address: string; readonly account: string },
  { isTrusted, now }: { readonly isTrusted: boolean; readonly now: Date },
): Promise<void> {
  const since = new Date(now.getTime() - WINDOW_MS);
  const ofAddress = await accounts.tries(subjects.address, since);
  const ofAccount = isTrusted ? 0 : await accounts.tries(subjects.account, since);
  if (ofAddress < TRIES && ofAccount < TRIES) return;
  throw new Problem({ code: "too-many-tries", detail: "Too many tries.", todo: "Wait a quarter of an hour." });
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
