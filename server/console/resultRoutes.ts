import { Problem } from "../../experiments/contract/problem.ts";
import { exportFormats } from "../exports/packExport.ts";
import { EARLY_LOOK, earlyLooks } from "../quality/earlyLooks.ts";
import { fileIn, namesIn, verdictIn } from "../results/reportFile.ts";
import { newestReport, reportJobs, reportZip } from "../results/storedReport.ts";
import { REPORT_KIND, type Store, type StoredStudy } from "../store/store.ts";
import { type Answer, accountOf, type ConsoleRoute, field, recipientIn, type Visit } from "./consoleRoute.ts";
import { namesIn as accountNames } from "./draftOf.ts";
import type { ExportDesk } from "./exportDesk.ts";
import { ResultsPage } from "./pages/resultsPage.tsx";
import type { Blinding, NewLink } from "./pages/resultsProps.ts";
import { rendered } from "./rendered.ts";
import { studyOf } from "./studyRoutes.ts";
import type { Reported } from "./whileItHolds.ts";

const at = "/studies/:studyId";

export type Results = { readonly store: Store; readonly desk: ExportDesk; readonly workSoon: () => void };

/** Exports and the report, each made by a process of its own so that collection does not notice. */
export function resultRoutes(around: Results): readonly ConsoleRoute[] {
  const [viewer, analyst] = ["study:viewer", "study:analyst"] as const;
  return [
    { method: "get", path: `${at}/results`, access: viewer, handle: (visit) => showResults(around, visit) },
    { method: "get", path: `${at}/report`, access: viewer, handle: (visit) => readReport(around, visit) },
    { method: "get", path: `${at}/report/:file`, access: viewer, handle: (visit) => reportFile(around, visit) },
    { method: "post", path: `${at}/report`, access: analyst, handle: (visit) => makeReport(around, visit) },
    { method: "post", path: `${at}/report/:job`, access: analyst, handle: (visit) => cancel(around, visit) },
    { method: "post", path: `${at}/export`, access: analyst, handle: (visit) => download(around, visit) },
  ];
}

export type Told = { readonly fault?: string; readonly note?: string; readonly link?: NewLink };

const SHOWN_SHARES = 50;

export async function showResults({ store }: Pick<Results, "store">, visit: Visit, told: Told = {}): Promise<Answer> {
  const study = await studyOf(store, visit);
  const blinding = await blindingOf(store, study);
  const jobs = await reportJobs(store, study.id);
  const newest = await newestReport(store, study.id, jobs);
  const zip = isBlind(blinding, visit) || !newest ? undefined : await reportZip(store, study.id, newest.id);
  const shares =
    visit.role === "viewer" || visit.role === "analyst" ? [] : await store.shares.list(study.id, SHOWN_SHARES);
  const report = zip && newest && { madeAt: newest.endedAt, names: namesIn(zip), verdict: verdictIn(zip) };
  const page = rendered(ResultsPage, {
    ...{ visit, study, blinding, jobs, shares, names: await accountNames(store), ...told },
    ...(report ? { report } : {}),
  });
  return { page, status: told.fault === undefined ? 200 : 422 };
}

/** Null once the planned number of people has finished, and where none was planned. */
export async function blindingOf(store: Store, { id, study }: StoredStudy): Promise<Blinding | null> {
  const planned = study.quota?.completes;
  if (planned === undefined) return null;
  const counts = (await store.people.counts(id)).filter(({ isSimulated, isPilot }) => !isSimulated && !isPilot);
  const finished = counts.reduce((sum, one) => sum + one.finished, 0);
  return finished >= planned ? null : { finished, planned, looks: await earlyLooks(store.audit, id) };
}

/** Whether the comparison is hidden from somebody: until the planned number of people has finished, but for who analyses
 *  after a look that is on the record. */
function isBlind(blinding: Blinding | null, { role }: Visit): boolean {
  return blinding !== null && (blinding.looks.length === 0 || role === "viewer");
}

async function reported(store: Store, { id }: StoredStudy): Promise<Reported> {
  const erasedNow = () => store.readStudy(id, (view) => view.erased());
  return { id, erased: await erasedNow(), erasedNow };
}

/** The newest report's files. Throws a Problem while they are hidden, and where there are none. */
async function openedReport({ store }: Results, visit: Visit): Promise<Uint8Array> {
  const study = await studyOf(store, visit);
  if (isBlind(await blindingOf(store, study), visit)) {
    const detail = "The comparison is hidden until the planned number of people has finished.";
    throw new Problem({ code: "not-allowed", detail, todo: "Wait, or look early under Results and say why." });
  }
  const newest = await newestReport(store, study.id, await reportJobs(store, study.id));
  const zip = newest && (await reportZip(store, study.id, newest.id));
  if (zip) return zip;
  throw new Problem({ code: "file-not-found", detail: "There is no report now.", todo: "Make one under Results." });
}

const PAGE = "report.html";

async function readReport(around: Results, visit: Visit): Promise<Answer> {
  const page = fileIn(await openedReport(around, visit), PAGE);
  return { report: Buffer.from(page ?? []).toString("utf8") };
}

const types: Readonly<Record<string, string>> = {
  html: "text/html",
  pdf: "application/pdf",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  svg: "image/svg+xml",
  csv: "text/csv",
  zip: "application/zip",
};

/** One form of the report, or all of them as `all.zip`; a figure and a table by their names alone. */
async function reportFile(around: Results, visit: Visit): Promise<Answer> {
  const file = visit.params["file"] ?? "";
  const zip = await openedReport(around, visit);
  const name = namesIn(zip).find((one) => one === file || one === `figures/${file}` || one === `tables/${file}`);
  const bytes = file === "all.zip" ? zip : name && fileIn(zip, name);
  if (!bytes) throw new Problem({ code: "file-not-found", detail: "The report has no such file." });
  const type = types[file.replace(/^.*\./, "")] ?? "text/plain";
  const chunks = async function* () {
    yield bytes;
  };
  return { download: chunks(), name: `${visit.params["studyId"]}-${file}`, type };
}

const MOST_REASON = 500;

/** Before its time, only with a reason and the study's id typed; both are kept in the audit and printed in the report. */
async function makeReport(around: Results, visit: Visit): Promise<Answer> {
  const { store, workSoon } = around;
  const study = await studyOf(store, visit);
  const askedBy = accountOf(visit).id;
  const blinding = await blindingOf(store, study);
  const reason = field(visit, "reason").replaceAll(/\s+/g, " ");
  if (blinding) {
    if (reason === "" || reason.length > MOST_REASON) {
      return await showResults(around, visit, { fault: `Say why you look early, in at most ${MOST_REASON} letters.` });
    }
    if (field(visit, "confirm") !== study.id)
      return await showResults(around, visit, { fault: `Type ${study.id} to look early.` });
    const { finished, planned } = blinding;
    const details = { finished, planned, reason };
    await store.audit.add({ actor: askedBy, action: EARLY_LOOK, studyId: study.id, details });
  }
  const jobs = await reportJobs(store, study.id);
  if (!jobs.some(({ state }) => state === "waiting" || state === "running")) {
    const input = { language: field(visit, "language") === "nl" ? "nl" : "en" };
    await store.jobs.ask({ studyId: study.id, kind: REPORT_KIND, input, askedBy });
    const details = { wasEarly: blinding !== null };
    await store.audit.add({ actor: askedBy, action: "report made", studyId: study.id, details });
    workSoon();
  }
  return { to: `/studies/${study.id}/results` };
}

async function cancel({ store }: Results, visit: Visit): Promise<Answer> {
  const study = await studyOf(store, visit);
  const job = (await reportJobs(store, study.id)).find(({ id }) => id === visit.params["job"]);
  if (!job) throw new Problem({ code: "route-not-found", detail: "There is no such job." });
  await store.jobs.cancel(study.id, job.id);
  return { to: `/studies/${study.id}/results` };
}

async function download({ store, desk }: Results, visit: Visit): Promise<Answer> {
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
