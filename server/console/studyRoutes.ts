import { Problem } from "../../experiments/contract/problem.ts";
import { noSuchStudy } from "../refusals.ts";
import type { Store, StoredStudy } from "../store/store.ts";
import { type Answer, accountOf, type ConsoleRoute, field, studyIdOf, type Visit } from "./consoleRoute.ts";
import { liveView } from "./live/liveView.ts";
import { AuditPage } from "./pages/auditPage.tsx";
import { StudiesPage, WatchPage } from "./pages/studyPages.tsx";
import { progressOf } from "./progress.ts";
import { rendered } from "./rendered.ts";
import { changes, stateNames } from "./states.ts";

export type Origins = { readonly participant: () => string; readonly console: () => string };

const at = "/studies/:studyId";

/** The studies: how they go, who is invited, what is imported, who may do what. */
export function studyRoutes(
  store: Store,
  { origins, now }: { readonly origins: Origins; readonly now: () => Date },
): readonly ConsoleRoute[] {
  const url = (id: string) => `${origins.participant()}/s/${id}/`;
  return [
    { method: "get", path: "/", access: "anyone", handle: async () => ({ to: "/studies" }) },
    { method: "get", path: "/studies", access: "signedIn", handle: (visit) => listStudies(store, visit) },
    { method: "get", path: "/studies/after/:after", access: "signedIn", handle: (visit) => listStudies(store, visit) },
    { method: "get", path: at, access: "study:viewer", handle: (visit) => watch(store, visit, { url, now }) },
    {
      method: "post",
      path: `${at}/state`,
      access: "study:researcher",
      handle: (visit) => changeState(store, visit, { url, now }),
    },
    ...["audit", "audit/before/:line"].flatMap((path): readonly ConsoleRoute[] => [
      { method: "get", path: `${at}/${path}`, access: "study:owner", handle: (visit) => showAudit(store, visit) },
      { method: "get", path: `/${path}`, access: "admin", handle: (visit) => showAudit(store, visit) },
    ]),
  ];
}

/** The study that the address names; the access decision has seen that it is there. */
export async function studyOf(store: Store, visit: Visit): Promise<StoredStudy> {
  const study = await store.studies.get(studyIdOf(visit));
  if (!study) throw noSuchStudy(studyIdOf(visit).slice(0, 64));
  return study;
}

const STUDIES_SHOWN = 50;

async function listStudies(store: Store, visit: Visit): Promise<Answer> {
  const studies = await store.studies.of(accountOf(visit), { limit: STUDIES_SHOWN, after: visit.params["after"] });
  const last = studies.length === STUDIES_SHOWN ? studies.at(-1) : undefined;
  const more = last === undefined ? {} : { more: `/studies/after/${last.studyId}` };
  return { page: rendered(StudiesPage, { visit, studies, ...more }) };
}

type Watch = { readonly url: (id: string) => string; readonly now: () => Date; readonly fault?: string };

async function watch(store: Store, visit: Visit, { url, now, ...shown }: Watch): Promise<Answer> {
  const study = await studyOf(store, visit);
  const [progress, arrivals] = [await progressOf(store, study.id), await store.arrivals.of(study.id)];
  const [view, madeAt] = [await liveView(store, study, now()), now().toISOString()];
  const page = rendered(WatchPage, { visit, study, progress, arrivals, view, madeAt, url: url(study.id), ...shown });
  return { page, status: shown.fault === undefined ? 200 : 422 };
}

async function changeState(store: Store, visit: Visit, around: Omit<Watch, "fault">): Promise<Answer> {
  const studyId = studyIdOf(visit);
  const { state: before } = await studyOf(store, visit);
  const change = changes[before].find(({ to }) => to === field(visit, "state"));
  if (!change) {
    const detail = `A study that is ${stateNames[before]} cannot become "${field(visit, "state").slice(0, 20)}".`;
    throw new Problem({ code: "request-invalid", detail, todo: "Load the page again: somebody may have changed it." });
  }
  if (change.isTyped && field(visit, "confirm") !== studyId) {
    return await watch(store, visit, { ...around, fault: `Type ${studyId} to do this: ${change.name.toLowerCase()}.` });
  }
  const state = change.to;
  await store.studies.setState(studyId, state);
  await store.audit.add({ actor: accountOf(visit).id, action: "state changed", studyId, details: { state } });
  return { to: `/studies/${studyId}` };
}

const SHOWN = 100;

/** One page of the audit: of the study that the address names, or of the server. */
async function showAudit(store: Store, visit: Visit): Promise<Answer> {
  const study = visit.params["studyId"] === undefined ? undefined : await studyOf(store, visit);
  const rows = await store.audit.list(study?.id ?? null, SHOWN, lineIn(visit));
  const [last, place] = [rows.at(-1), study === undefined ? "/audit" : `/studies/${study.id}/audit`];
  const older = rows.length === SHOWN && last ? { older: `${place}/before/${last.seq}` } : {};
  const names = await accountNames(store);
  return { page: rendered(AuditPage, { visit, rows, names, ...(study === undefined ? {} : { study }), ...older }) };
}

const MOST_DIGITS = 15;

function lineIn({ params }: Visit): number | undefined {
  const written = params["line"];
  if (written === undefined) return undefined;
  if (/^\d+$/.test(written) && written.length <= MOST_DIGITS) return Number(written);
  throw new Problem({ code: "route-not-found", detail: "The audit has no such line." });
}

async function accountNames(store: Store): Promise<ReadonlyMap<string, string>> {
  return new Map((await store.accounts.all()).map(({ id, name }) => [id, name]));
}
