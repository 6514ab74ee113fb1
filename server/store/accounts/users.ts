import { Problem } from "../../../experiments/contract/problem.ts";
import { noSuchStudy } from "../../refusals.ts";
import { type OpenedStore, type StorePlace, withExistingStore } from "../openStore.ts";
import type { Account, Role } from "../store.ts";

export type InviteRequest = StorePlace &
  ({ readonly study: string; readonly role: Role } | { readonly runsServer: true });

/** `saydo user invite`: a link to one study in a role, or to running the server, which is asked for by its name. */
export async function runInvite(options: InviteRequest): Promise<{ readonly path: string }> {
  return await withExistingStore(options, async ({ store }) => {
    const [studyId, role] = "runsServer" in options ? [null, "owner" as const] : [options.study, options.role];
    if (studyId !== null && !(await store.studies.get(studyId))) throw noSuchStudy(studyId);
    const secret = await store.accounts.invite({ studyId, role, by: null });
    const about = studyId === null ? { details: { role: "runs the server" } } : { studyId, details: { role } };
    await store.audit.add({ actor: "command line", action: "invited", ...about });
    return { path: `/join/${secret}` };
  });
}

/** `saydo user list`. */
export async function runUsers(options: StorePlace): Promise<readonly Account[]> {
  return await withExistingStore(options, ({ store }) => store.accounts.all());
}

type AccountPlace = StorePlace & { readonly email: string };

/** `saydo user disable`: ends an account, its sessions and its invitations at once. */
export async function runDisable(options: AccountPlace): Promise<void> {
  await onAccount(options, "account disabled", ({ store }, { id }) => store.accounts.disable(id));
}

/** `saydo user enable`: a disabled account may sign in again. */
export async function runEnable(options: AccountPlace): Promise<void> {
  await onAccount(options, "account enabled", ({ store }, { id }) => store.accounts.enable(id));
}

/** `saydo user reset-password`: a link with which its owner sets a new one, once, within a day. */
export async function runResetPassword(options: AccountPlace): Promise<{ readonly path: string }> {
  const secret = await onAccount(options, "password reset", ({ store }, { id }) => store.accounts.openReset(id));
  return { path: `/reset/${secret}` };
}

/** `saydo user reset-factor`: takes a lost second factor and its recovery codes away, and ends the sessions. */
export async function runResetFactor(options: AccountPlace): Promise<void> {
  await onAccount(options, "second factor reset", async ({ store }, { id }) => {
    await store.accounts.removeFactor(id);
    await store.accounts.closeSessions(id);
  });
}

async function onAccount<T>(
  options: AccountPlace,
  action: string,
  work: (opened: OpenedStore, account: Account) => Promise<T>,
): Promise<T> {
  return await withExistingStore(options, async (opened) => {
    const known = await opened.store.accounts.byEmail(options.email);
    if (!known) {
      throw new Problem({
        code: "setting-invalid",
        detail: `There is no account ${options.email}.`,
        todo: "See them with saydo user list.",
      });
    }
    const result = await work(opened, known.account);
    await opened.store.audit.add({ actor: "command line", action, subject: known.account.id });
    return result;
  });
}
