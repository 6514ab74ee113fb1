import { Problem } from "../../experiments/contract/problem.ts";
import { type Role, roles, type Store } from "../store/store.ts";
import { type Answer, accountOf, type ConsoleRoute, field, studyIdOf, type Visit } from "./consoleRoute.ts";
import { MembersPage } from "./pages/membersPage.tsx";
import { rendered } from "./rendered.ts";
import type { Right } from "./rights.ts";
import { type Origins, studyOf } from "./studyRoutes.ts";

const at = "/studies/:studyId/members";

/** Who may do what with a study, and who is invited. */
export function memberRoutes(store: Store, origins: Origins, rights: () => readonly Right[]): readonly ConsoleRoute[] {
  const access = "study:owner";
  const show: Show = (visit, shown) => showMembers(store, visit, { rights: rights(), ...shown });
  return [
    { method: "get", path: at, access, handle: (visit) => show(visit) },
    { method: "post", path: at, access, handle: async (visit) => show(visit, await invite(store, visit, origins)) },
    { method: "post", path: `${at}/:accountId`, access, handle: (visit) => setRole(store, visit) },
    { method: "post", path: `${at}/invitations/:invitation`, access, handle: (visit) => revoke(store, visit) },
  ];
}

type Shown = { readonly link?: string; readonly note?: string };
type Show = (visit: Visit, shown?: Shown) => Promise<Answer>;

async function showMembers(
  store: Store,
  visit: Visit,
  shown: Shown & { readonly rights: readonly Right[] },
): Promise<Answer> {
  const study = await studyOf(store, visit);
  const members = await store.accounts.members(study.id);
  const pending = await store.accounts.pendingInvitations(study.id);
  return { page: rendered(MembersPage, { visit, study, members, pending, ...shown }) };
}

/** An account with the address is added at once; for everybody else a link is made. */
async function invite(store: Store, visit: Visit, origins: Origins): Promise<Shown> {
  const studyId = studyIdOf(visit);
  const role = roleIn(visit);
  if (!role) throw new Problem({ code: "request-invalid", detail: "There is no such role." });
  const by = accountOf(visit).id;
  const known = await store.accounts.byEmail(field(visit, "email"));
  const isMember = (await store.accounts.members(studyId)).some(({ account }) => account.id === known?.account.id);
  if (known && !known.account.isDisabled && !isMember) {
    const subject = known.account.id;
    await store.accounts.setRole(studyId, subject, role);
    await store.audit.add({ actor: by, action: "member added", studyId, subject, details: { role } });
    return { note: `${known.account.name} has an account and is a member now.` };
  }
  if (isMember) return { note: "This person is a member; change the role in the list." };
  const secret = await store.accounts.invite({ studyId, role, by });
  await store.audit.add({ actor: by, action: "invited", studyId, details: { role } });
  return { link: `${origins.console()}/join/${secret}` };
}

async function setRole(store: Store, visit: Visit): Promise<Answer> {
  const studyId = studyIdOf(visit);
  const accountId = visit.params["accountId"] ?? "";
  const isMember = (await store.accounts.members(studyId)).some(({ account }) => account.id === accountId);
  const role = roleIn(visit);
  if (!isMember || (!role && field(visit, "role") !== "none")) {
    throw new Problem({ code: "request-invalid", detail: "There is no such member or role." });
  }
  await store.accounts.setRole(studyId, accountId, role ?? null);
  await store.accounts.closeSessions(accountId);
  const details = { role: role ?? "none" };
  await store.audit.add({ actor: accountOf(visit).id, action: "role changed", studyId, subject: accountId, details });
  return { to: `/studies/${studyId}/members` };
}

async function revoke(store: Store, visit: Visit): Promise<Answer> {
  const studyId = studyIdOf(visit);
  if (await store.accounts.revokeInvitation(studyId, visit.params["invitation"] ?? "")) {
    await store.audit.add({ actor: accountOf(visit).id, action: "invitation revoked", studyId });
  }
  return { to: `/studies/${studyId}/members` };
}

function roleIn(visit: Visit): Role | undefined {
  return roles.find((role) => role === field(visit, "role"));
}
