import { Problem } from "../../experiments/contract/problem.ts";
import { exportFormats } from "../exports/packExport.ts";
import { EARLY_LOOK, type EarlyLook, earlyLooks } from "../quality/earlyLooks.ts";
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
    {
      method: "get",
      path: `${at}/results`,
      access: "study:viewer",
      handle: (visit) => results(store, visit, { desk }),
    },
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

/** Whether the comparison may be shown: once the planned number of people has finished, or to who analyses after a look
 *  that is on the record. */
type Blinding = { readonly finished: number; readonly planned: number; readonly looks: readonly EarlyLook[] } | null;

type Shown = { readonly desk: ReportDesk; readonly fault?: string };

async function results(store: Store, visit: Visit, { desk, ...told }: Shown): Promise<Answer> {
  const study = await studyOf(store, visit);
  const [report, blinding] = [await desk.stateOf(await reported(store, study)), await blindingOf(store, study)];
  const isHidden = isBlind(blinding, visit);
  const page = rendered(ResultsPage, { visit, study, report, blinding, isHidden, ...told });
  return { page, status: told.fault === undefined ? 200 : 422 };
}

/** Null once the planned number of people has finished, and where none was planned. */
async function blindingOf(store: Store, { id, study }: StoredStudy): Promise<Blinding> {
  const planned = study.quota?.completes;
  if (planned === undefined) return null;
  const counts = (await store.people.counts(id)).filter(({ isSimulated, isPilot }) => !isSimulated && !isPilot);
  const finished = counts.reduce((sum, one) => sum + one.finished, 0);
  return finished >= planned ? null : { finished, planned, looks: await earlyLooks(store.audit, id) };
}

function isBlind(blinding: Blinding, { role }: Visit): boolean {
  return blinding !== null && (blinding.looks.length === 0 || role === "viewer");
}

async function reported(store: Store, { id }: StoredStudy): Promise<Reported> {
  const erasedNow = () => store.readStudy(id, (view) => view.erased());
  return { id, erased: await erasedNow(), erasedNow };
}

async function readReport(store: Store, visit: Visit, desk: ReportDesk): Promise<Answer> {
  const study = await studyOf(store, visit);
  if (isBlind(await blindingOf(store, study), visit)) {
    const detail = "The comparison is hidden until the planned number of people has finished.";
    throw new Problem({ code: "not-allowed", detail, todo: "Wait, or look early under Results and say why." });
  }
  const report = await desk.read(await reported(store, study));
  if (report === null) throw new Problem({ code: "file-not-found", detail: "No report has been made yet." });
  return { report };
}

const MOST_REASON = 500;

/** Before its time, only with a reason and the study's id typed; both are kept in the audit and printed in the report. */
async function makeReport(store: Store, visit: Visit, desk: ReportDesk): Promise<Answer> {
  const study = await studyOf(store, visit);
  const actor = accountOf(visit).id;
  const blinding = await blindingOf(store, study);
  const reason = field(visit, "reason").replaceAll(/\s+/g, " ");
  if (blinding) {
    if (reason === "" || reason.length > MOST_REASON) {
      return await results(store, visit, { desk, fault: `Say why you look early, in at most ${MOST_REASON} letters.` });
    }
    if (field(visit, "confirm") !== study.id)
      return await results(store, visit, { desk, fault: `Type ${study.id} to look early.` });
    const { finished, planned } = blinding;
    const details = { finished, planned, reason };
    await store.audit.add({ actor, action: EARLY_LOOK, studyId: study.id, details });
  }
  const details = { wasEarly: blinding !== null };
  await store.audit.add({ actor, action: "report made", studyId: study.id, details });
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
