import { Problem } from "../../experiments/contract/problem.ts";
import { hashPassword, isPassword, passwordFault } from "../accounts/passwords.ts";
import { addressOf, admit, subjectOf, takeBack } from "../accounts/throttle.ts";
import { fileIn } from "../results/reportFile.ts";
import { newestReport, reportJobs, reportZip } from "../results/storedReport.ts";
import type { Share, Store } from "../store/store.ts";
import { type Answer, accountOf, type ConsoleRoute, field, studyIdOf, type Visit } from "./consoleRoute.ts";
import { NoSharePage, SharePasswordPage } from "./pages/sharePages.tsx";
import { rendered } from "./rendered.ts";
import { blindingOf, showResults } from "./resultRoutes.ts";
import { type Origins, studyOf } from "./studyRoutes.ts";

const at = "/studies/:studyId/shares";

export type Sharing = { readonly store: Store; readonly origins: Origins; readonly now: () => Date };

/** Links that open one report to people without an account, until a day, and what such a link opens. */
export function shareRoutes(around: Sharing): readonly ConsoleRoute[] {
  const access = "study:researcher";
  return [
    { method: "post", path: at, access, handle: (visit) => share(around, visit) },
    { method: "post", path: `${at}/:share`, access, handle: (visit) => revoke(around, visit) },
    { method: "get", path: "/shared/:token", access: "anyone", handle: (visit) => open(around, visit) },
    { method: "post", path: "/shared/:token", access: "anyone", handle: (visit) => openByPassword(around, visit) },
  ];
}

const MOST_LABEL = 100;
const MOST_DAYS = 365;
const DAY_MS = 86_400_000;

async function share(around: Sharing, visit: Visit): Promise<Answer> {
  const { store, origins, now } = around;
  const again = (fault: string) => showResults(around, visit, { fault });
  const study = await studyOf(store, visit);
  if (await blindingOf(store, study)) return await again("A report is shared once the planned people have finished.");
  const newest = await newestReport(store, study.id, await reportJobs(store, study.id));
  if (!newest) return await again("There is no report to share. Make one first.");
  const [label, days, password] = [
    field(visit, "label"),
    Number(field(visit, "days")),
    visit.fields.get("password") ?? "",
  ];
  if (label === "" || label.length > MOST_LABEL)
    return await again(`Say for whom it is, in at most ${MOST_LABEL} letters.`);
  if (!Number.isInteger(days) || days < 1 || days > MOST_DAYS) return await again(`Give from 1 to ${MOST_DAYS} days.`);
  const fault = password === "" ? undefined : passwordFault(password, "");
  if (fault) return await again(fault);
  const madeBy = accountOf(visit).id;
  const expiresAt = new Date(now().getTime() + days * DAY_MS).toISOString();
  const hashed = password === "" ? null : await hashPassword(password);
  const about = { studyId: study.id, report: newest.id, label, expiresAt, madeBy };
  const { id, token } = await store.shares.make({ ...about, password: hashed });
  const details = { for: label, until: expiresAt, hasPassword: hashed !== null };
  await store.audit.add({ actor: madeBy, action: "report shared", studyId: study.id, subject: id, details });
  return await showResults(around, visit, { link: { url: `${origins.console()}/shared/${token}`, label } });
}

async function revoke(around: Sharing, visit: Visit): Promise<Answer> {
  const { store } = around;
  const [studyId, id] = [studyIdOf(visit), visit.params["share"] ?? ""];
  if (!(await store.shares.revoke(studyId, id))) {
    throw new Problem({ code: "route-not-found", detail: "There is no such link, or it was taken back already." });
  }
  await store.audit.add({ actor: accountOf(visit).id, action: "share taken back", studyId, subject: id });
  return await showResults(around, visit, { note: "The link opens nothing any more." });
}

function nothing(visit: Visit): Answer {
  return { page: rendered(NoSharePage, { visit }), status: 404 };
}

async function open({ store }: Sharing, visit: Visit): Promise<Answer> {
  const found = await store.shares.byToken(visit.params["token"] ?? "");
  if (!found) return nothing(visit);
  if (found.password !== null) return { page: rendered(SharePasswordPage, { visit }) };
  return await shown(store, visit, found.share);
}

/** Ten wrong passwords in a quarter of an hour for a link; an address is paced. */
async function openByPassword({ store }: Sharing, visit: Visit): Promise<Answer> {
  const found = await store.shares.byToken(visit.params["token"] ?? "");
  if (!found) return nothing(visit);
  if (found.password === null) return await shown(store, visit, found.share);
  const again = (fault: string, status: number) => ({ page: rendered(SharePasswordPage, { visit, fault }), status });
  const tries = await admit(store.accounts, [
    subjectOf("account", `share ${found.share.id}`),
    addressOf(visit.address),
  ]);
  if (!tries) return again("There were too many wrong tries. Wait a quarter of an hour.", 429);
  if (!(await isPassword(visit.fields.get("password") ?? "", found.password))) {
    return again("This is not the password of this link.", 401);
  }
  await takeBack(store.accounts, tries);
  return await shown(store, visit, found.share);
}

async function shown(store: Store, visit: Visit, { id, studyId, report }: Share): Promise<Answer> {
  const zip = await reportZip(store, studyId, report);
  const page = zip && fileIn(zip, "report.html");
  if (!page) return nothing(visit);
  // Whoever has the link can open it as often as they like: the openings are counted, the audit has one line a day.
  if ((await store.shares.noteOpened(id)) === "first today") {
    await store.audit.add({ actor: "a shared link", action: "shared report opened", studyId, subject: id });
  }
  return { report: Buffer.from(page).toString("utf8") };
}
