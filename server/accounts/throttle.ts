import { Problem } from "../../experiments/contract/problem.ts";
import { secretHash } from "../secrets.ts";
import type { AccountStore } from "../store/store.ts";

const TRIES = 10;
const WINDOW_MS = 15 * 60 * 1000;

/** What is counted: an address, an account, or a browser that its owner has signed in with; only its hash is kept, and for
 *  an hour. */
export type Subject = { readonly hash: string; readonly limit: "strict" | "paced" | "codes" };

/** Ten tries in a quarter of an hour. */
export function subjectOf(kind: "account" | "browser", name: string): Subject {
  return { hash: secretHash(`${kind} ${name}`), limit: "strict" };
}

/** An address is shared by a laboratory: after ten tries at once it is slowed down to one each minute and a half. */
export function addressOf(address: string): Subject {
  return { hash: secretHash(`address ${address}`), limit: "paced" };
}

// Three codes of a million are right at a time: with so many tries in a quarter of an hour somebody who has the password
// needs five weeks to meet one. An owner kept out by such a flood has recovery codes and known browsers.
const CODES = 100;

/** Codes tried for an account that is being guessed at. */
export function codesOf(email: string): Subject {
  return { hash: secretHash(`codes ${email}`), limit: "codes" };
}

/** Counts a try for each subject; undefined, and none counted, when one of them has had too many. A try counts from before
 *  the work, so that many at once are no more than ten either. `id` makes the same try count once. */
export async function admit(
  accounts: AccountStore,
  subjects: readonly Subject[],
  id?: string,
): Promise<readonly string[] | undefined> {
  const tries: string[] = [];
  for (const subject of subjects) {
    tries.push(await accounts.addTry(subject.hash, id));
    if (await isWithin(accounts, subject)) continue;
    await takeBack(accounts, tries);
    return undefined;
  }
  return tries;
}

/** What was right does not count. */
export async function takeBack(accounts: AccountStore, tries: readonly string[]): Promise<void> {
  for (const id of tries) await accounts.dropTry(id);
}

async function isWithin(accounts: AccountStore, { hash, limit }: Subject): Promise<boolean> {
  const made = await accounts.tries(hash, WINDOW_MS);
  if (made <= (limit === "codes" ? CODES : TRIES)) return true;
  return limit === "paced" && (await accounts.tries(hash, WINDOW_MS / TRIES)) <= 1;
}

/** Does work that may be tried ten times in a quarter of an hour for each subject, whichever server is asked. Throws
 *  too-many-tries. `work` gives undefined when the try was wrong. */
export async function throttled<T>(
  accounts: AccountStore,
  subjects: readonly Subject[],
  work: () => Promise<T | undefined>,
): Promise<T | undefined> {
  const tries = await admit(accounts, subjects);
  if (!tries) throw tooManyTries();
  const result = await work();
  if (result !== undefined) await takeBack(accounts, tries);
  return result;
}

export function tooManyTries(): Problem {
  return new Problem({
    code: "too-many-tries",
    detail: "There were too many wrong tries, yours or somebody else's.",
    todo: "Give a code of your authenticator app or a recovery code, use a browser that you have signed in with before, or wait a quarter of an hour.",
  });
}
