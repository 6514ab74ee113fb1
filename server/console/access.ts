import { type Account, type Role, roles } from "../store/store.ts";

/** Who may use a page of the console: anyone; whoever is signed in, for their own account or beyond it; whoever runs the
 *  server; or a role in the study that the address names. */
export type ConsoleAccess = "anyone" | "ownAccount" | "signedIn" | "admin" | `study:${Role}`;

export type Verdict = "allowed" | "signed-out" | "not-allowed" | "study-not-found" | "second-factor-needed";

export type Visitor = {
  readonly account: Account | undefined;
  /** The role in the study that the address names; undefined for a study that is not there or not theirs. */
  readonly role: Role | undefined;
  /** Whether the visitor sits at the computer the server runs on. */
  readonly isLocal: boolean;
};

/** The one decision about who may do what. A study that one is no member of does not exist for one. Whoever runs the server
 *  sees their own account and nothing else until its second factor is on, but for trying it out on one computer. */
export function verdict(access: ConsoleAccess, { account, role, isLocal }: Visitor): Verdict {
  if (access === "anyone") return "allowed";
  if (!account) return "signed-out";
  if (access === "ownAccount") return "allowed";
  if (account.isAdmin && !account.hasSecondFactor && !isLocal) return "second-factor-needed";
  if (access === "signedIn") return "allowed";
  if (access === "admin") return account.isAdmin ? "allowed" : "not-allowed";
  if (!role) return "study-not-found";
  const needed = access.slice("study:".length);
  const held = roles.slice(0, roles.indexOf(role) + 1);
  return held.some((one) => one === needed) ? "allowed" : "not-allowed";
}
