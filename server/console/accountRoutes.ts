import { hashPassword, isPassword, passwordFault } from "../accounts/passwords.ts";
import { newRecoveryCodes, recoveryCodeHash } from "../accounts/recoveryCodes.ts";
import { newSecondFactor, stepOf } from "../accounts/secondFactor.ts";
import { isFreshCode } from "../accounts/signIn.ts";
import { subjectOf, throttled } from "../accounts/throttle.ts";
import type { Store } from "../store/store.ts";
import { type Answer, accountOf, type ConsoleRoute, field, type Visit } from "./consoleRoute.ts";
import { AccountPage } from "./pages/accountPage.tsx";
import { timeZones } from "./reader.ts";
import { rendered } from "./rendered.ts";

type Clock = () => Date;
const at = "/account";

/** One's own account: password, second factor, recovery codes. */
export function accountRoutes(store: Store, now: Clock): readonly ConsoleRoute[] {
  const access = "ownAccount";
  const post = (path: string, handle: (visit: Visit) => Promise<Answer>): ConsoleRoute => {
    return { method: "post", path: `${at}/${path}`, access, handle };
  };
  return [
    { method: "get", path: at, access, handle: (visit) => page(store, visit) },
    post("time-zone", (visit) => changeTimeZone(store, visit)),
    post("password", (visit) => changePassword(store, visit)),
    post("second-factor", (visit) => proposeFactor(store, visit, now())),
    post("second-factor/confirm", (visit) => confirmFactor(store, visit, now())),
    post("recovery-codes", (visit) => newCodes(store, visit, now())),
  ];
}

type Shown = Pick<Parameters<typeof AccountPage>[0], "proposed" | "codes" | "note">;

async function page(store: Store, visit: Visit, shown: Shown = {}): Promise<Answer> {
  const account = accountOf(visit);
  const codesLeft = await store.accounts.recoveryCodesLeft(account.id);
  const status = shown.note?.kind === "bad" ? 422 : 200;
  return { page: rendered(AccountPage, { visit, account, codesLeft, ...shown }), status };
}

const bad = (text: string) => ({ kind: "bad", text }) as const;
const notTheCode = bad("The code is not the one your app shows now, nor a recovery code that is left.");

async function changePassword(store: Store, visit: Visit): Promise<Answer> {
  const account = accountOf(visit);
  const known = await store.accounts.byEmail(account.email);
  const [current, password] = [visit.fields.get("current") ?? "", visit.fields.get("password") ?? ""];
  const subjects = [subjectOf("account", `password ${account.id}`)];
  const isRight = await throttled(store.accounts, subjects, async () => {
    return (await isPassword(current, known?.password)) ? true : undefined;
  });
  const fault = isRight ? passwordFault(password, account.email) : "The password now is not right.";
  if (fault) return await page(store, visit, { note: bad(fault) });
  await store.accounts.setPassword(account.id, await hashPassword(password));
  await store.accounts.closeSessions(account.id);
  await store.audit.add({ actor: account.id, action: "password changed" });
  return { to: at, session: await store.accounts.openSession(account.id) };
}

async function changeTimeZone(store: Store, visit: Visit): Promise<Answer> {
  const account = accountOf(visit);
  const zone = timeZones().find((one) => one === field(visit, "timeZone"));
  if (zone === undefined) return await page(store, visit, { note: bad("Choose one of the time zones.") });
  const timeZone = zone === "UTC" ? null : zone;
  await store.accounts.setTimeZone(account.id, timeZone);
  const note = { kind: "good", text: `Moments are shown as the clock of ${zone} has them.` } as const;
  return await page(store, { ...visit, account: { ...account, timeZone } }, { note });
}

/** Another app takes the place of the one there is only by a code of that one, and only once its own code is right. */
async function proposeFactor(store: Store, visit: Visit, now: Date): Promise<Answer> {
  const account = accountOf(visit);
  const code = field(visit, "code");
  if (account.hasSecondFactor && !(await isFreshCode(store.accounts, { account, code, now }))) {
    return await page(store, visit, { note: notTheCode });
  }
  const proposed = newSecondFactor();
  await store.accounts.proposeFactor(account.id, proposed);
  return await page(store, visit, { proposed });
}

async function confirmFactor(store: Store, visit: Visit, now: Date): Promise<Answer> {
  const account = accountOf(visit);
  const proposed = await store.accounts.proposedFactor(account.id);
  if (!proposed) return { to: at };
  const subjects = [subjectOf("account", `new code ${account.id}`)];
  const step = await throttled(store.accounts, subjects, async () => {
    return (await stepOf(proposed.secret, field(visit, "code"), now)) ?? undefined;
  });
  if (step === undefined) {
    return await page(store, visit, { proposed, note: bad("The code is not the one the app shows now.") });
  }
  await store.accounts.confirmFactor(account.id, hashesOf(account.id, proposed.codes));
  await store.accounts.useTotpStep(account.id, step);
  await store.accounts.closeSessions(account.id);
  await store.audit.add({ actor: account.id, action: "second factor switched on" });
  return { to: at, session: await store.accounts.openSession(account.id) };
}

async function newCodes(store: Store, visit: Visit, now: Date): Promise<Answer> {
  const account = accountOf(visit);
  if (!(await isFreshCode(store.accounts, { account, code: field(visit, "code"), now }))) {
    return await page(store, visit, { note: notTheCode });
  }
  const codes = newRecoveryCodes();
  await store.accounts.setRecoveryCodes(account.id, hashesOf(account.id, codes));
  await store.audit.add({ actor: account.id, action: "recovery codes made" });
  return await page(store, visit, { codes });
}

function hashesOf(accountId: string, codes: readonly string[]): readonly string[] {
  return codes.flatMap((code) => recoveryCodeHash(accountId, code) ?? []);
}
