import { stringify } from "csv-stringify/sync";
import { spreadsheetSafe } from "../exports/spreadsheetSafe.ts";
import type { PanelPlace, Store, StoredStudy } from "../store/store.ts";
import { type Answer, accountOf, type ConsoleRoute, recipientIn, type Visit } from "./consoleRoute.ts";
import { identityFault } from "./identityRight.ts";
import { PanelPage } from "./pages/panelPage.tsx";
import { rendered } from "./rendered.ts";
import { PANEL_PAGE, panelPace, type ReviewedPerson, reviewPage } from "./reviewOfPanel.ts";
import { studyOf } from "./studyRoutes.ts";

const at = "/studies/:studyId/panel";

/** What to tell the panel about its participants. The page names nobody; the list with the panel's ids is for an owner,
 *  with a code that is right now and for a recipient who is named. */
export function panelRoutes(store: Store, now: () => Date): readonly ConsoleRoute[] {
  const access = "study:owner";
  return [
    { method: "get", path: at, access, handle: (visit) => show(store, visit) },
    { method: "get", path: `${at}/before/:sessionId`, access, handle: (visit) => show(store, visit) },
    { method: "post", path: `${at}/list`, access, handle: (visit) => list(store, visit, now()) },
  ];
}

async function show(store: Store, visit: Visit, fault?: string): Promise<Answer> {
  const study = await studyOf(store, visit);
  const pace = await panelPace(store, study.id);
  const from = visit.params["sessionId"];
  const before = from === undefined ? undefined : await store.people.panel.placeOf(study.id, from);
  const people = await reviewPage(store, study, { pace, before });
  const last = people.length === PANEL_PAGE ? people.at(-1) : undefined;
  const page = rendered(PanelPage, {
    ...{ visit, study, pace, people },
    ...(last === undefined ? {} : { older: `/studies/${study.id}/panel/before/${last.sessionId}` }),
    ...(fault === undefined ? {} : { fault }),
  });
  return fault === undefined ? { page } : { page, status: 403 };
}

/** The line in the audit is written before a byte leaves. */
async function list(store: Store, visit: Visit, now: Date): Promise<Answer> {
  const study = await studyOf(store, visit);
  const recipient = recipientIn(visit);
  const fault = await identityFault(store.accounts, visit, now);
  if (fault !== null) return await show(store, visit, fault);
  const details = { recipient, people: await store.people.panel.withPanelId(study.id) };
  await store.audit.add({ actor: accountOf(visit).id, action: "identities exported", studyId: study.id, details });
  return { download: lines(store, study), name: `${study.id}-panel.csv`, type: "text/csv" };
}

/** Everyone whom the panel's id names, newest first, a page of people at a time. */
async function* lines(store: Store, study: StoredStudy): AsyncGenerator<Uint8Array> {
  const pace = await panelPace(store, study.id);
  yield Buffer.from(stringify([COLUMNS]), "utf8");
  let before: PanelPlace | undefined;
  do {
    const people = await reviewPage(store, study, { pace, before });
    const rows: string[][] = [];
    for (const person of people) {
      const panelId = await store.people.panelIdOf(person.participantId);
      if (panelId !== null) rows.push([panelId, ...cellsOf(person)].map(spreadsheetSafe));
    }
    if (rows.length > 0) yield Buffer.from(stringify(rows), "utf8");
    before = people.length === PANEL_PAGE ? people.at(-1) : undefined;
  } while (before !== undefined);
}

const COLUMNS = [
  ...["panel_id", "participant_id", "session_id", "started_at", "finished_at", "seconds", "completion_code"],
  ...["suggested", "reasons"],
];

function cellsOf({ suggestion, ...person }: ReviewedPerson): readonly string[] {
  const { participantId, sessionId, startedAt, finishedAt, completionCode } = person;
  const { decision, seconds, reasons } = suggestion;
  const time = seconds === null ? "" : seconds.toFixed(0);
  const about = [participantId, sessionId, startedAt, finishedAt ?? "", time, completionCode ?? ""];
  return [...about, decision, reasons.join(" ")];
}
