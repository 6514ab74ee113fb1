import { Problem } from "../../experiments/contract/problem.ts";
import { csvRow } from "../exports/csvRow.ts";
import { type PeopleFilter, type PersonSummary, peopleFilters, type Store } from "../store/store.ts";
import {
  type Answer,
  accountOf,
  type ConsoleRoute,
  field,
  isRecipient,
  recipientIn,
  studyIdOf,
  type Visit,
} from "./consoleRoute.ts";
import { namesIn } from "./draftOf.ts";
import { PeoplePage } from "./pages/peoplePage.tsx";
import { PersonPage } from "./pages/personPage.tsx";
import { rendered } from "./rendered.ts";
import { studyOf } from "./studyRoutes.ts";

const at = "/studies/:studyId/people";
const SHOWN = 50;

/** Participants who ask for a copy of their data, to withdraw, or to be erased. */
export function peopleRoutes(store: Store): readonly ConsoleRoute[] {
  const access = "study:researcher";
  return [
    { method: "get", path: at, access, handle: (visit) => show(store, visit, {}) },
    { method: "get", path: `${at}/before/:sessionId`, access, handle: (visit) => show(store, visit, {}) },
    { method: "get", path: `${at}/only/:filter`, access, handle: (visit) => show(store, visit, {}) },
    { method: "get", path: `${at}/only/:filter/before/:sessionId`, access, handle: (visit) => show(store, visit, {}) },
    { method: "get", path: `${at}/:participantId`, access, handle: (visit) => person(store, visit) },
    { method: "post", path: `${at}/find`, access, handle: (visit) => find(store, visit) },
    { method: "get", path: `${at}/:participantId/copy`, access, handle: (visit) => copy(store, visit) },
    { method: "post", path: `${at}/:participantId/withdraw`, access, handle: (visit) => withdraw(store, visit) },
    { method: "post", path: `${at}/:participantId/back`, access, handle: (visit) => takeBack(store, visit) },
    { method: "post", path: `${at}/list`, access, handle: (visit) => list(store, visit) },
    { method: "post", path: `${at}/:participantId/erase`, access, handle: (visit) => erase(store, visit) },
  ];
}

type Shown = {
  readonly only?: string | null;
  readonly note?: string;
  readonly fault?: string;
  /** Whose withdrawal can be taken back for a moment. */
  readonly withdrawn?: string;
};

async function show(store: Store, visit: Visit, { only, note, fault, withdrawn }: Shown): Promise<Answer> {
  const study = await studyOf(store, visit);
  const filter = filterIn(visit);
  const people =
    only === undefined
      ? await store.people.only(study.id, filter, { limit: SHOWN, before: visit.params["sessionId"] })
      : await found(store, study.id, only);
  const last = only === undefined && people.length === SHOWN ? people.at(-1) : undefined;
  const listed = `/studies/${study.id}/people${filter === "people" ? "" : `/only/${filter}`}`;
  return {
    page: rendered(PeoplePage, {
      ...{ visit, study, people, filter },
      ...(only === undefined ? {} : { found: people[0]?.participantId ?? null }),
      ...(last === undefined ? {} : { older: `${listed}/before/${last.sessionId}` }),
      ...(note === undefined ? {} : { note }),
      ...(fault === undefined ? {} : { fault }),
      ...(withdrawn === undefined ? {} : { withdrawn }),
    }),
    status: fault === undefined ? 200 : 422,
  };
}

function filterIn({ params }: Pick<Visit, "params">): PeopleFilter {
  const wanted = params["filter"] ?? "people";
  const filter = peopleFilters.find((one) => one === wanted);
  if (filter) return filter;
  throw new Problem({ code: "route-not-found", detail: "There is no such list of people." });
}

async function person(store: Store, visit: Visit): Promise<Answer> {
  const study = await studyOf(store, visit);
  const one = await personOf(store, visit);
  const overview = await store.people.overview(study.id, one.participantId);
  return { page: rendered(PersonPage, { visit, study, person: one, overview, names: await namesIn(store) }) };
}

async function found(store: Store, studyId: string, participantId: string | null): Promise<readonly PersonSummary[]> {
  const person = participantId === null ? undefined : await store.people.one(studyId, participantId);
  return person === undefined ? [] : [person];
}

async function find(store: Store, visit: Visit): Promise<Answer> {
  const studyId = studyIdOf(visit);
  const written = field(visit, "panelId");
  const { people } = store;
  const participantId = (await people.byCode(studyId, written)) ?? (await people.byPanelId(studyId, written));
  await store.audit.add({ actor: accountOf(visit).id, action: "person looked up", studyId });
  return await show(store, visit, { only: participantId ?? null });
}

async function copy(store: Store, visit: Visit): Promise<Answer> {
  const studyId = studyIdOf(visit);
  const participantId = visit.params["participantId"] ?? "";
  const everything = await store.people.copyOf(studyId, participantId);
  if (!everything) throw noSuchPerson();
  const subject = participantId;
  await store.audit.add({ actor: accountOf(visit).id, action: "copy of a person's data made", studyId, subject });
  const bytes = async function* () {
    yield Buffer.from(`${JSON.stringify(everything, null, 2)}\n`, "utf8");
  };
  return { download: bytes(), name: `${participantId}.json`, type: "application/json" };
}

async function personOf(store: Store, visit: Visit): Promise<PersonSummary> {
  const person = await store.people.one(studyIdOf(visit), visit.params["participantId"] ?? "");
  if (!person) throw noSuchPerson();
  return person;
}

async function withdraw(store: Store, visit: Visit): Promise<Answer> {
  const { sessionId, participantId } = await personOf(store, visit);
  await store.sessions.withdraw(sessionId, { extent: "keep", actor: accountOf(visit).id });
  return await show(store, visit, { only: participantId, withdrawn: participantId });
}

async function takeBack(store: Store, visit: Visit): Promise<Answer> {
  const { sessionId, participantId: only } = await personOf(store, visit);
  if (await store.sessions.takeBackWithdrawal(sessionId, accountOf(visit).id)) {
    return await show(store, visit, { only, note: "The person takes part again, as before." });
  }
  const fault =
    "A withdrawal can be taken back by who made it, for ten seconds, and never where the person asked for it themselves.";
  return await show(store, visit, { only, fault });
}

/** The line in the audit is written before a byte leaves. */
async function list(store: Store, visit: Visit): Promise<Answer> {
  const studyId = studyIdOf(visit);
  const params = { studyId, filter: field(visit, "filter") || "people" };
  const filter = filterIn({ params });
  if (!isRecipient(field(visit, "recipient"))) {
    return await show(store, { ...visit, params }, { fault: "Say who gets the list: a name or an organisation." });
  }
  const recipient = recipientIn(visit);
  const details = { format: "csv", list: filter, recipient };
  await store.audit.add({ actor: accountOf(visit).id, action: "exported", studyId, details });
  return { download: peopleLines(store, studyId, filter), name: `${studyId}-people.csv`, type: "text/csv" };
}

const LINES_AT_ONCE = 500;

/** Everyone of a list, newest first, a page of people at a time. */
async function* peopleLines(store: Store, studyId: string, filter: PeopleFilter): AsyncGenerator<Uint8Array> {
  yield Buffer.from(csvRow(PEOPLE_COLUMNS), "utf8");
  let before: string | undefined;
  do {
    const people = await store.people.only(studyId, filter, { limit: LINES_AT_ONCE, before });
    yield Buffer.from(people.map((one) => csvRow(cellsOf(one))).join(""), "utf8");
    before = people.length === LINES_AT_ONCE ? people.at(-1)?.sessionId : undefined;
  } while (before !== undefined);
}

const PEOPLE_COLUMNS = [
  ...["participant_id", "session_id", "kind", "started_at", "consented_at", "finished_at", "withdrawn_at"],
  ...["trials", "refused", "trials_missing"],
];

function cellsOf(person: PersonSummary): readonly string[] {
  const { participantId, sessionId, startedAt, consentedAt, finishedAt, withdrawnAt, trials, refused } = person;
  const kind = person.isSimulated ? "simulated" : person.isPilot ? "pilot" : "real";
  const times = [startedAt, consentedAt ?? "", finishedAt ?? "", withdrawnAt ?? ""];
  return [participantId, sessionId, kind, ...times, String(trials), String(refused), String(Number(person.hasGaps))];
}

const CONFIRMED_LETTERS = 4;

async function erase(store: Store, visit: Visit): Promise<Answer> {
  const { sessionId, participantId } = await personOf(store, visit);
  const wanted = participantId.slice(0, CONFIRMED_LETTERS);
  if (field(visit, "confirm").toLowerCase() !== wanted) {
    return await show(store, visit, { only: participantId, fault: `Type ${wanted} to erase this person.` });
  }
  const bytes = await store.sessions.withdraw(sessionId, { extent: "erase", actor: accountOf(visit).id });
  const left =
    bytes === "follow" ? " Their bytes on the disk follow within a minute of the export or page that reads them." : "";
  return await show(store, visit, {
    note: `The person is erased. The saved report is out of date: make it again.${left}`,
  });
}

function noSuchPerson(): Problem {
  return new Problem({ code: "session-not-found", detail: "The study has no such person." });
}
