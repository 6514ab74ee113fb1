import { hashPassword, isPassword, passwordFault } from "../accounts/passwords.ts";
import { isFreshCode, newSecondFactor, signIn, stepOf } from "../accounts/signIn.ts";
import { subjectOf, throttled } from "../accounts/throttle.ts";
import type { Invitation, Store } from "../store/store.ts";
import { type Answer, accountOf, type ConsoleRoute, field, type Visit } from "./consoleRoute.ts";
import { AccountPage, JoinPage, SignInPage, SpentPage } from "./pages/accountPages.tsx";
import { rendered } from "./rendered.ts";

type Clock = () => Date;

/** Coming in, going out, and one's own account. */
export function accountRoutes(store: Store, now: Clock): readonly ConsoleRoute[] {
  return [
    {
      method: "get",
      path: "/sign-in",
      access: "anyone",
      handle: async (visit) => ({ page: rendered(SignInPage, { visit }) }),
    },
    { method: "post", path: "/sign-in", access: "anyone", handle: (visit) => enter(store, visit, now()) },
    { method: "post", path: "/sign-out", access: "ownAccount", handle: (visit) => leave(store, visit) },
    { method: "get", path: "/join/:secret", access: "anyone", handle: (visit) => showInvitation(store, visit) },
    { method: "post", path: "/join/:secret", access: "anyone", handle: (visit) => join(store, visit) },
    { method: "get", path: "/account", access: "ownAccount", handle: async (visit) => accountPage(visit) },
    {
      method: "post",
      path: "/account/password",
      access: "ownAccount",
      handle: (visit) => changePassword(store, visit),
    },
    {
      method: "post",
      path: "/account/second-factor",
      access: "ownAccount",
      handle: (visit) => proposeFactor(store, visit, now()),
    },
    {
      method: "post",
      path: "/account/second-factor/confirm",
      access: "ownAccount",
      handle: (visit) => confirmFactor(store, visit, now()),
    },
  ];
}

async function enter(store: Store, visit: Visit, now: Date): Promise<Answer> {
  const given = {
    email: field(visit, "email"),
    password: visit.fields.get("password") ?? "",
    code: field(visit, "code"),
  };
  const account = await signIn(store.accounts, { ...given, address: visit.address, now });
  if (!account) {
    await store.audit.add({ actor: "nobody", action: "sign-in refused" });
    const fault = "The address, the password or the code is not right.";
    return { page: rendered(SignInPage, { visit, fault }), status: 401 };
  }
  await store.audit.add({ actor: account.id, action: "signed in" });
  const needsFactor = account.isAdmin && !account.hasSecondFactor;
  return { to: needsFactor ? "/account" : "/studies", session: await store.accounts.openSession(account.id) };
}

async function leave(store: Store, visit: Visit): Promise<Answer> {
  if (visit.token) await store.accounts.closeSession(visit.token);
  await store.audit.add({ actor: accountOf(visit).id, action: "signed out" });
  return { to: "/sign-in", session: null };
}

function invitedTo({ studyId, role }: Invitation): string {
  return studyId === null
    ? "You are the first here: this account will run the server."
    : `You are invited to the study "${studyId}" as ${role}.`;
}

async function showInvitation(store: Store, visit: Visit): Promise<Answer> {
  const secret = visit.params["secret"] ?? "";
  const invitation = await store.accounts.invitation(secret);
  if (!invitation) return { page: rendered(SpentPage, { visit }), status: 404 };
  return { page: rendered(JoinPage, { visit, what: invitedTo(invitation), action: `/join/${secret}` }) };
}

async function join(store: Store, visit: Visit): Promise<Answer> {
  const secret = visit.params["secret"] ?? "";
  const invitation = await store.accounts.invitation(secret);
  if (!invitation) return { page: rendered(SpentPage, { visit }), status: 404 };
  const [name, email, password] = [field(visit, "name"), field(visit, "email"), visit.fields.get("password") ?? ""];
  const again = (fault: string): Answer => {
    return {
      page: rendered(JoinPage, { visit, what: invitedTo(invitation), action: `/join/${secret}`, fault }),
      status: 422,
    };
  };
  if (name === "" || !/^\S+@\S+$/.test(email)) return again("A name and an e-mail address are needed.");
  const fault = passwordFault(password, email);
  if (fault) return again(fault);
  const hashed = await hashPassword(password);
  if (!(await store.accounts.useInvitation(secret))) return { page: rendered(SpentPage, { visit }), status: 404 };
  const isAdmin = invitation.studyId === null;
  const account = await store.accounts.create({ email, name, password: hashed, isAdmin });
  if (!account) return again("There is an account with this address; sign in with it.");
  if (invitation.studyId !== null) await store.accounts.setRole(invitation.studyId, account.id, invitation.role);
  await store.audit.add({
    actor: account.id,
    action: "account made",
    ...(invitation.studyId === null ? {} : { studyId: invitation.studyId }),
    details: { role: isAdmin ? "runs the server" : invitation.role },
  });
  return { to: isAdmin ? "/account" : "/studies", session: await store.accounts.openSession(account.id) };
}

function accountPage(visit: Visit, more: Partial<Parameters<typeof AccountPage>[0]> = {}): Answer {
  return { page: rendered(AccountPage, { visit, account: accountOf(visit), ...more }) };
}

async function changePassword(store: Store, visit: Visit): Promise<Answer> {
  const account = accountOf(visit);
  const known = await store.accounts.byEmail(account.email);
  const [current, password] = [visit.fields.get("current") ?? "", visit.fields.get("password") ?? ""];
  const subjects = [subjectOf("account", `password ${account.id}`)];
  const isRight = await throttled(store.accounts, subjects, async () => {
    return (await isPassword(current, known?.password)) ? true : undefined;
  });
  const fault = isRight ? passwordFault(password, account.email) : "The password now is not right.";
  if (fault) return accountPage(visit, { note: { kind: "bad", text: fault } });
  await store.accounts.setPassword(account.id, await hashPassword(password));
  await store.accounts.closeSessions(account.id);
  await store.audit.add({ actor: account.id, action: "password changed" });
  return { to: "/account", session: await store.accounts.openSession(account.id) };
}

/** Another app takes the place of the one there is only by a code of that one. */
async function proposeFactor(store: Store, visit: Visit, now: Date): Promise<Answer> {
  const account = accountOf(visit);
  const code = field(visit, "code");
  if (account.hasSecondFactor && !(await isFreshCode(store.accounts, { account, code, now }))) {
    return accountPage(visit, { note: { kind: "bad", text: "The code is not the one your app shows now." } });
  }
  const { secret } = newSecondFactor(account.email);
  await store.accounts.proposeTotp(account.id, secret);
  return accountPage(visit, { secret });
}

async function confirmFactor(store: Store, visit: Visit, now: Date): Promise<Answer> {
  const account = accountOf(visit);
  const secret = await store.accounts.totpSecret(account.id);
  const step = secret === null ? null : await stepOf(secret, field(visit, "code"), now);
  if (secret === null) return { to: "/account" };
  if (step === null) {
    return accountPage(visit, { secret, note: { kind: "bad", text: "The code is not the one the app shows now." } });
  }
  await store.accounts.confirmTotp(account.id);
  await store.accounts.useTotpStep(account.id, step);
  await store.accounts.closeSessions(account.id);
  await store.audit.add({ actor: account.id, action: "second factor switched on" });
  return { to: "/account", session: await store.accounts.openSession(account.id) };
}
