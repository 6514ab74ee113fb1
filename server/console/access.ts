import { type Account, type Role, roles } from "../store/store.ts";

/** Who may use a page of the console: anyone; whoever is signed in; whoever runs the server; or a role in the study that
 *  the address names. */
export type ConsoleAccess = "anyone" | "signedIn" | "admin" | `study:${Role}`;

export type Verdict = "allowed" | "signed-out" | "not-allowed" | "study-not-found";

export type Visitor = {
  readonly account: Account | undefined;
  /** The role in the study that the address names; undefined for a study that is not there or not theirs. */
  readonly role: Role | undefined;
};

/** The one decision about who may do what. A study that one is no member of does not exist for one. */
export function verdict(access: ConsoleAccess, { account, role }: Visitor): Verdict {
  if (access === "anyone") return "allowed";
  if (!account) return "signed-out";
  if (access === "signedIn") return "allowed";
  if (access === "admin") return account.isAdmin ? "allowed" : "not-allowed";
  if (!role) return "study-not-found";
  const needed = access.slice("study:".length);
  return roles.indexOf(role) >= roles.findIndex((one) => one === needed) ? "allowed" : "not-allowed";
}
