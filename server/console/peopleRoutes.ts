import { Problem } from "../../experiments/contract/problem.ts";
import { type PeopleFilter, type PersonSummary, peopleFilters, type Store } from "../store/store.ts";
import { type Answer, accountOf, type ConsoleRoute, field, studyIdOf, type Visit } from "./consoleRoute.ts";
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
    { method: "post", path: `${at}/:participantId/erase`, access, handle: (visit) => erase(store, visit) },
  ];
}

type Shown = { readonly only?: string | null; readonly note?: string; readonly fault?: string };

async function show(store: Store, visit: Visit, { only, note, fault }: Shown): Promise<Answer> {
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
    }),
    status: fault === undefined ? 200 : 422,
  };
}

function filterIn({ params }: Visit): PeopleFilter {
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
  const { sessionId } = await personOf(store, visit);
  await store.sessions.withdraw(sessionId, { extent: "keep", actor: accountOf(visit).id });
  return await show(store, visit, { note: "The person is withdrawn; nothing more is stored or linked." });
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
