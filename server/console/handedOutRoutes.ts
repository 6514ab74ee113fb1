import { stringify } from "csv-stringify/sync";
import { Problem } from "../../experiments/contract/problem.ts";
import { spreadsheetSafe } from "../exports/spreadsheetSafe.ts";
import { takeBatch } from "../fulfilment/fulfil.ts";
import { winningList } from "../fulfilment/winningList.ts";
import type { AuditRow, Store } from "../store/store.ts";
import { makeList, waveListText } from "../waves/invite.ts";
import { type Answer, accountOf, type ConsoleRoute, field, recipientIn, type Visit } from "./consoleRoute.ts";
import { identityFault } from "./identityRight.ts";
import { HandedOutPage } from "./pages/handedOutPage.tsx";
import { rendered } from "./rendered.ts";
import { studyOf } from "./studyRoutes.ts";

const at = "/studies/:studyId/handed-out";

/** The address of a study's first page. */
type StudyUrl = (studyId: string) => string;

/** Who was given data of a study, whom they must delete since, and the one way to the panel's ids. */
export function handedOutRoutes(store: Store, now: () => Date, url: StudyUrl): readonly ConsoleRoute[] {
  const access = "study:owner";
  return [
    { method: "get", path: at, access, handle: (visit) => show(store, visit) },
    { method: "get", path: `${at}/:seq/erased`, access, handle: (visit) => erasedList(store, visit) },
    { method: "post", path: `${at}/identities`, access, handle: (visit) => identities(store, visit, now()) },
    { method: "post", path: `${at}/winnings`, access, handle: (visit) => winnings(store, visit, now()) },
    { method: "post", path: `${at}/wave`, access, handle: (visit) => wave(store, visit, { now: now(), url }) },
  ];
}

const SHOWN = 200;

async function show(store: Store, visit: Visit, fault?: string): Promise<Answer> {
  const study = await studyOf(store, visit);
  const rows = await Promise.all(
    (await store.audit.handedOut(study.id, { newest: SHOWN })).map(async (row) => {
      return { row, erased: await store.people.countErasedSince(study.id, new Date(row.at)) };
    }),
  );
  const won = { counts: await store.winnings.counts(study.id), lists: await store.winnings.batches(study.id) };
  const invited = await store.waves.invited(study.id);
  const page = rendered(HandedOutPage, { visit, study, rows, won, invited, ...(fault === undefined ? {} : { fault }) });
  return fault === undefined ? { page } : { page, status: 403 };
}

/** Numbers of the people whom the holder of one export must delete. */
async function erasedList(store: Store, visit: Visit): Promise<Answer> {
  const study = await studyOf(store, visit);
  const row = await handedOut(store, study.id, visit.params["seq"]);
  const ids = await store.people.erasedSince(study.id, new Date(row.at));
  const text = stringify([["participant_id"], ...ids.map((id) => [id])]);
  return { download: once(text), name: `${study.id}-erased-since-${row.at.slice(0, 10)}.csv`, type: "text/csv" };
}

async function handedOut(store: Store, studyId: string, seq: string | undefined): Promise<AuditRow> {
  const [row] = /^\d{1,9}$/.test(seq ?? "") ? await store.audit.handedOut(studyId, { seq: Number(seq) }) : [];
  if (!row)
    throw new Problem({ code: "route-not-found", detail: "Nothing of this study was handed out by that number." });
  return row;
}

/** The panel's ids beside our own numbers, for its credit list: for an owner, with a code that is right now, and for a
 *  recipient who is named. The line in the audit is written before a byte leaves. */
async function identities(store: Store, visit: Visit, now: Date): Promise<Answer> {
  const study = await studyOf(store, visit);
  const recipient = recipientIn(visit);
  const fault = await identityFault(store.accounts, visit, now);
  if (fault !== null) return await show(store, visit, fault);
  const details = { recipient, people: await store.people.panel.withPanelId(study.id) };
  await store.audit.add({ actor: accountOf(visit).id, action: "identities exported", studyId: study.id, details });
  return { download: identityLines(store, study.id), name: `${study.id}-identities.csv`, type: "text/csv" };
}

const AT_ONCE = 200;

/** Some people at a time: no more ids are open at a moment than are on their way. */
async function* identityLines({ people }: Store, studyId: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(stringify([["participant_id", "panel_id", "finished_at"]]), "utf8");
  for await (const some of people.panel.pages(studyId, AT_ONCE)) {
    const rows: string[][] = [];
    for (const { participantId, finishedAt } of some) {
      const panelId = await people.panelIdOf(participantId);
      if (panelId !== null) rows.push([participantId, panelId, finishedAt ?? ""].map(spreadsheetSafe));
    }
    if (rows.length > 0) yield Buffer.from(stringify(rows), "utf8");
  }
}

/** A list of what was won, as `saydo fulfil` makes it: for an owner, with a code that is right now. */
async function winnings(store: Store, visit: Visit, now: Date): Promise<Answer> {
  const { id } = await studyOf(store, visit);
  const recipient = recipientIn(visit);
  const again = field(visit, "again").trim();
  const fault = await identityFault(store.accounts, visit, now);
  if (fault !== null) return await show(store, visit, fault);
  const request = { study: id, recipient, ...(again === "" ? {} : { again }) };
  const { study, batch } = await takeBatch(store, request, accountOf(visit).id);
  if (batch === null) return await show(store, visit, "Nothing is owed: no list was made.");
  const text = winningList(batch, study.study);
  return { download: once(text), name: `${batch.id}-winners.csv`, type: "text/csv" };
}

/** A list of people to ask for a wave, as `saydo invite` makes it: for an owner, with a code that is right now. */
async function wave(
  store: Store,
  visit: Visit,
  { now, url }: { readonly now: Date; readonly url: StudyUrl },
): Promise<Answer> {
  const study = await studyOf(store, visit);
  const recipient = recipientIn(visit);
  const fault = await identityFault(store.accounts, visit, now);
  if (fault !== null) return await show(store, visit, fault);
  const id = field(visit, "wave");
  const isDue = field(visit, "who") === "due";
  const isNew = field(visit, "who") === "new";
  const list = await makeList(store, { study, wave: id, recipient, isDue, isNew }, accountOf(visit).id);
  if (list.people.length === 0)
    return await show(store, visit, `Nobody is to be asked for ${id} now: no list was made.`);
  return { download: once(waveListText(list, url(study.id))), name: `${study.id}-${id}-to-ask.csv`, type: "text/csv" };
}

async function* once(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text, "utf8");
}
