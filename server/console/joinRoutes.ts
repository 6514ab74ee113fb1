import { hashPassword, passwordFault } from "../accounts/passwords.ts";
import type { Invitation, Store, Taken } from "../store/store.ts";
import { type Answer, accountOf, type ConsoleRoute, field, type Visit } from "./consoleRoute.ts";
import { JoinPage, SpentPage } from "./pages/signInPages.tsx";
import { rendered } from "./rendered.ts";
import { signedIn, tryToSignIn } from "./signInRoutes.ts";

/** Taking an invitation: with a new account, or with the one that one has. */
export function joinRoutes(store: Store, now: () => Date): readonly ConsoleRoute[] {
  return [
    { method: "get", path: "/join/:secret", access: "anyone", handle: (visit) => show(store, visit) },
    { method: "post", path: "/join/:secret", access: "anyone", handle: (visit) => join(store, visit, now()) },
    {
      method: "post",
      path: "/join/:secret/as-myself",
      access: "ownAccount",
      handle: (visit) => joinSignedIn(store, visit),
    },
  ];
}

type Fault = { readonly text: string; readonly status: number };

async function show(store: Store, visit: Visit, fault?: Fault): Promise<Answer> {
  const secret = secretOf(visit);
  const invitation = await store.accounts.invitation(secret);
  if (!invitation) return spent(visit);
  const isFirst = (await store.accounts.count()) === 0;
  const title = invitation.studyId === null ? undefined : (await store.studies.get(invitation.studyId))?.study.title;
  const props = { visit, invitation, isFirst, action: `/join/${secret}`, ...(title ? { title } : {}) };
  const page = rendered(JoinPage, { ...props, ...(fault ? { fault: fault.text } : {}) });
  return { page, status: fault?.status ?? 200 };
}

function secretOf({ params }: Visit): string {
  return params["secret"] ?? "";
}

function spent(visit: Visit): Answer {
  return { page: rendered(SpentPage, { visit }), status: 404 };
}

async function join(store: Store, visit: Visit, now: Date): Promise<Answer> {
  if (!(await store.accounts.invitation(secretOf(visit)))) return spent(visit);
  const email = field(visit, "email");
  const again = (text: string): Promise<Answer> => show(store, visit, { text, status: 422 });
  if (!/^[^\s@]+@[^\s@]+$/.test(email) || email.length > 254) return await again("An e-mail address is needed.");
  if (await store.accounts.byEmail(email)) return await joinBySignIn(store, visit, now);
  const [name, password] = [field(visit, "name"), visit.fields.get("password") ?? ""];
  if (name === "" || name.length > 200) {
    return await again(field(visit, "have") === "account" ? noAccount : "A name of at most 200 letters is needed.");
  }
  const fault = passwordFault(password, email);
  if (fault) return await again(fault);
  const taker = { email, name, password: await hashPassword(password) };
  const taken = await store.accounts.takeInvitation(secretOf(visit), taker);
  if (taken.outcome !== "taken") return taken.outcome === "spent" ? spent(visit) : await again(hasAccount);
  await noted(store, taken, "account made");
  return await signedIn(store, visit, { account: taken.account, to: placeOf(taken.invitation) });
}

const hasAccount = "There is an account with this address: give its password, and its code where it has one.";
const noAccount = "There is no account with this address. Make one.";

/** Somebody who has an account takes the invitation by signing in with it. */
async function joinBySignIn(store: Store, visit: Visit, now: Date): Promise<Answer> {
  const tried = await tryToSignIn(store, visit, now);
  if ("fault" in tried) {
    const text = tried.status === 401 ? `${hasAccount} ${tried.fault}` : tried.fault;
    return await show(store, visit, { text, status: tried.status });
  }
  const taken = await store.accounts.takeInvitation(secretOf(visit), { accountId: tried.account.id });
  if (!("account" in taken)) return spent(visit);
  await noted(store, taken, "joined");
  return await signedIn(store, visit, {
    account: taken.account,
    ...(taken.outcome === "taken" ? { to: placeOf(taken.invitation) } : {}),
  });
}

async function joinSignedIn(store: Store, visit: Visit): Promise<Answer> {
  const { id } = accountOf(visit);
  const invitation = await store.accounts.invitation(secretOf(visit));
  const taken = await store.accounts.takeInvitation(secretOf(visit), { accountId: id });
  if (!invitation || taken.outcome === "spent" || taken.outcome === "address taken") return spent(visit);
  await noted(store, taken, "joined");
  return { to: placeOf(invitation) };
}

function placeOf({ studyId }: Invitation): string {
  return studyId === null ? "/studies" : `/studies/${studyId}`;
}

async function noted(store: Store, taken: Taken, action: string): Promise<void> {
  if (taken.outcome !== "taken") return;
  const { studyId, role } = taken.invitation;
  await store.audit.add({
    actor: taken.account.id,
    action,
    ...(studyId === null ? {} : { studyId }),
    details: { role: studyId === null ? "runs the server" : role },
  });
}
