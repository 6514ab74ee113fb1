import { Problem } from "../../experiments/contract/problem.ts";
import { secretHash } from "../secrets.ts";
import type { AccountStore } from "../store/store.ts";

const TRIES = 10;
const WINDOW_MS = 15 * 60 * 1000;

/** What is counted: an address, or an account; only its hash is kept, and for an hour. */
export function subjectOf(kind: "address" | "account", name: string): string {
  return secretHash(`${kind} ${name}`);
}

/** Does work that may be tried ten times in a quarter of an hour for each subject, whichever server is asked. A try counts
 *  from before the work until it is known to be right, so that many at once are no more than ten either; one that is
 *  refused does not count. Throws too-many-tries. `work` gives undefined when the try was wrong. */
export async function throttled<T>(
  accounts: AccountStore,
  subjects: readonly string[],
  work: () => Promise<T | undefined>,
): Promise<T | undefined> {
  const tries: string[] = [];
  const takeBack = async () => {
    for (const id of tries) await accounts.dropTry(id);
  };
  for (const subject of subjects) {
    tries.push(await accounts.addTry(subject));
    if ((await accounts.tries(subject, WINDOW_MS)) <= TRIES) continue;
    await takeBack();
    throw new Problem({ code: "too-many-tries", detail: "Too many tries.", todo: "Wait a quarter of an hour." });
  }
  const result = await work();
  if (result !== undefined) await takeBack();
  return result;
}
