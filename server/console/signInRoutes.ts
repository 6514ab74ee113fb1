import { Problem } from "../../experiments/contract/problem.ts";
import { hashPassword, passwordFault } from "../accounts/passwords.ts";
import { signIn } from "../accounts/signIn.ts";
import { subjectOf } from "../accounts/throttle.ts";
import type { Account, Store } from "../store/store.ts";
import { type Answer, accountOf, type ConsoleRoute, field, type Visit } from "./consoleRoute.ts";
import { ResetPage, SignInPage, SpentPage } from "./pages/signInPages.tsx";
import { rendered } from "./rendered.ts";

/** Coming in, going out, and a new password by a link of whoever runs the server. */
export function signInRoutes(store: Store, now: () => Date): readonly ConsoleRoute[] {
  return [
    { method: "get", path: "/sign-in", access: "anyone", handle: async (visit) => signInPage(visit) },
    { method: "post", path: "/sign-in", access: "anyone", handle: (visit) => enter(store, visit, now()) },
    { method: "post", path: "/sign-out", access: "ownAccount", handle: (visit) => leave(store, visit) },
    { method: "get", path: "/reset/:secret", access: "anyone", handle: (visit) => showReset(store, visit) },
    { method: "post", path: "/reset/:secret", access: "anyone", handle: (visit) => reset(store, visit) },
  ];
}

function signInPage(visit: Visit, fault?: string, status = 200): Answer {
  return { page: rendered(SignInPage, { visit, ...(fault === undefined ? {} : { fault }) }), status };
}

async function enter(store: Store, visit: Visit, now: Date): Promise<Answer> {
  const tried = await tryToSignIn(store, visit, now);
  return "account" in tried ? await signedIn(store, visit, tried) : signInPage(visit, tried.fault, tried.status);
}

export type Tried = { readonly account: Account } | { readonly fault: string; readonly status: number };

/** Who a form's e-mail address, password and code belong to, or the one sentence for every failure. */
export async function tryToSignIn(store: Store, visit: Visit, now: Date): Promise<Tried> {
  const password = visit.fields.get("password") ?? "";
  const given = { email: field(visit, "email"), password, code: field(visit, "code") };
  try {
    const { address, browser } = visit;
    const account = await signIn(store.accounts, { ...given, address, browser, now });
    if (account) return { account };
  } catch (error) {
    if (!(error instanceof Problem) || error.details.code !== "too-many-tries") throw error;
    return { fault: `${error.details.detail} ${error.details.todo}`, status: 429 };
  }
  await store.audit.add({ actor: "nobody", action: "sign-in refused" });
  return { fault: "The address, the password or the code is not right.", status: 401 };
}

/** Opens a session for an account, and remembers the browser. */
export async function signedIn(
  store: Store,
  visit: Visit,
  { account, to = "/studies" }: { readonly account: Account; readonly to?: string },
): Promise<Answer> {
  await store.audit.add({ actor: account.id, action: "signed in" });
  const needsFactor = account.isAdmin && !account.hasSecondFactor && !visit.isLocal;
  const browser = await store.accounts.rememberBrowser(subjectOf("account", account.email).hash, visit.browser);
  const session = await store.accounts.openSession(account.id);
  return { to: needsFactor ? "/account" : to, session, browser };
}

async function leave(store: Store, visit: Visit): Promise<Answer> {
  if (visit.token) await store.accounts.closeSession(visit.token);
  await store.audit.add({ actor: accountOf(visit).id, action: "signed out" });
  return { to: "/sign-in", session: null };
}

async function showReset(store: Store, visit: Visit, fault?: string): Promise<Answer> {
  const secret = visit.params["secret"] ?? "";
  const account = await store.accounts.resetOf(secret);
  if (!account) return { page: rendered(SpentPage, { visit }), status: 404 };
  const page = rendered(ResetPage, { visit, account, action: `/reset/${secret}`, ...(fault ? { fault } : {}) });
  return { page, status: fault ? 422 : 200 };
}

async function reset(store: Store, visit: Visit): Promise<Answer> {
  const secret = visit.params["secret"] ?? "";
  const account = await store.accounts.resetOf(secret);
  if (!account) return { page: rendered(SpentPage, { visit }), status: 404 };
  const password = visit.fields.get("password") ?? "";
  const fault = passwordFault(password, account.email);
  if (fault) return await showReset(store, visit, fault);
  if (!(await store.accounts.useReset(secret, await hashPassword(password)))) {
    return { page: rendered(SpentPage, { visit }), status: 404 };
  }
  await store.audit.add({ actor: account.id, action: "password set by a link" });
  return { to: "/sign-in" };
}
