import { Problem } from "../../experiments/contract/problem.ts";
import { exportFormats } from "../exports/packExport.ts";
import type { Store, StoredStudy } from "../store/store.ts";
import { type Answer, accountOf, type ConsoleRoute, field, recipientIn, type Visit } from "./consoleRoute.ts";
import { ResultsPage } from "./pages/resultsPage.tsx";
import { rendered } from "./rendered.ts";
import type { ReportDesk } from "./reportDesk.ts";
import { studyOf } from "./studyRoutes.ts";
import type { Reported } from "./whileItHolds.ts";

const at = "/studies/:studyId";

/** Exports and the report, each made by a process of its own so that collection does not notice. */
export function resultRoutes(store: Store, desk: ReportDesk): readonly ConsoleRoute[] {
  return [
    { method: "get", path: `${at}/results`, access: "study:viewer", handle: (visit) => results(store, visit, desk) },
    { method: "get", path: `${at}/report`, access: "study:viewer", handle: (visit) => readReport(store, visit, desk) },
    {
      method: "post",
      path: `${at}/report`,
      access: "study:analyst",
      handle: (visit) => makeReport(store, visit, desk),
    },
    { method: "post", path: `${at}/export`, access: "study:analyst", handle: (visit) => download(store, visit, desk) },
  ];
}

async function results(store: Store, visit: Visit, desk: ReportDesk): Promise<Answer> {
  const study = await studyOf(store, visit);
  const [report, isEarly] = [await desk.stateOf(await reported(store, study)), await isBeforePlan(store, study)];
  return { page: rendered(ResultsPage, { visit, study, report, isEarly }) };
}

async function isBeforePlan(store: Store, { id, study }: StoredStudy): Promise<boolean> {
  const planned = study.quota?.completes;
  if (planned === undefined) return false;
  return ((await store.people.finished()).get(id) ?? 0) < planned;
}

async function reported(store: Store, { id }: StoredStudy): Promise<Reported> {
  const erasedNow = () => store.readStudy(id, (view) => view.erased());
  return { id, erased: await erasedNow(), erasedNow };
}

async function readReport(store: Store, visit: Visit, desk: ReportDesk): Promise<Answer> {
  const study = await studyOf(store, visit);
  const report = await desk.read(await reported(store, study));
  if (report === null) throw new Problem({ code: "file-not-found", detail: "No report has been made yet." });
  return { report };
}

async function makeReport(store: Store, visit: Visit, desk: ReportDesk): Promise<Answer> {
  const study = await studyOf(store, visit);
  const wasEarly = await isBeforePlan(store, study);
  await store.audit.add({
    actor: accountOf(visit).id,
    action: "report made",
    studyId: study.id,
    details: { wasEarly },
  });
  desk.make(await reported(store, study));
  return { to: `/studies/${study.id}/results` };
}

async function download(store: Store, visit: Visit, desk: ReportDesk): Promise<Answer> {
  const study = await studyOf(store, visit);
  const format = exportFormats.find((one) => one === field(visit, "format"));
  if (!format) throw new Problem({ code: "request-invalid", detail: "There is no such format." });
  const isSafe = field(visit, "spreadsheet") === "1";
  const recipient = recipientIn(visit);
  await store.audit.add({
    actor: accountOf(visit).id,
    action: "exported",
    studyId: study.id,
    details: { format, isSafe, recipient },
  });
  const archive = await desk.exportOf(await reported(store, study), { format, isSafe });
  return { download: archive, name: `${study.id}-${format}.tar.gz`, type: "application/gzip" };
}
