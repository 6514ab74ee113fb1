import { stringify } from "csv-stringify/sync";
import { spreadsheetSafe } from "../exports/spreadsheetSafe.ts";
import type { Store } from "../store/store.ts";
import { type Answer, accountOf, type ConsoleRoute, recipientIn, type Visit } from "./consoleRoute.ts";
import { identityFault } from "./identityRight.ts";
import { PanelPage } from "./pages/panelPage.tsx";
import { rendered } from "./rendered.ts";
import { type ReviewedPerson, reviewOf } from "./reviewOfPanel.ts";
import { studyOf } from "./studyRoutes.ts";

const at = "/studies/:studyId/panel";

/** What to tell the panel about its participants. The page names nobody; the list with the panel's ids is for an owner,
 *  with a code that is right now and for a recipient who is named. */
export function panelRoutes(store: Store, now: () => Date): readonly ConsoleRoute[] {
  const access = "study:owner";
  return [
    { method: "get", path: at, access, handle: (visit) => show(store, visit) },
    { method: "post", path: `${at}/list`, access, handle: (visit) => list(store, visit, now()) },
  ];
}

async function show(store: Store, visit: Visit, fault?: string): Promise<Answer> {
  const study = await studyOf(store, visit);
  const review = await reviewOf(store, study);
  const page = rendered(PanelPage, { visit, study, review, ...(fault === undefined ? {} : { fault }) });
  return fault === undefined ? { page } : { page, status: 403 };
}

/** The line in the audit is written before a byte leaves. */
async function list(store: Store, visit: Visit, now: Date): Promise<Answer> {
  const study = await studyOf(store, visit);
  const recipient = recipientIn(visit);
  const fault = await identityFault(store.accounts, visit, now);
  if (fault !== null) return await show(store, visit, fault);
  const { people } = await reviewOf(store, study);
  const panelIds = new Map((await store.people.panelIds(study.id)).map((one) => [one.participantId, one.panelId]));
  const known = people.filter(({ participantId }) => panelIds.has(participantId));
  const details = { recipient, people: known.length };
  await store.audit.add({ actor: accountOf(visit).id, action: "identities exported", studyId: study.id, details });
  const rows = known.map((person) => [panelIds.get(person.participantId) ?? "", ...cellsOf(person)]);
  const text = stringify([COLUMNS, ...rows.map((cells) => cells.map(spreadsheetSafe))]);
  return { download: once(text), name: `${study.id}-panel.csv`, type: "text/csv" };
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

async function* once(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text, "utf8");
}
