import { Problem } from "../../experiments/contract/problem.ts";
import { textIn } from "../../experiments/contract/text.ts";
import { instancesOf } from "../../experiments/studyFile/flow.ts";
import { type Flag, flagMeanings } from "../quality/flags.ts";
import { studyFlags } from "../quality/studyFlags.ts";
import type { PersonSummary, Store, StoredTrial } from "../store/store.ts";
import { verdict } from "./access.ts";
import { type Answer, accountOf, type ConsoleRoute, studyIdOf, type Visit } from "./consoleRoute.ts";
import { type LiveHub, liveHub } from "./live/eventStream.ts";
import { liveTree } from "./live/liveTree.ts";
import { QualityPage } from "./pages/qualityPage.tsx";
import { SessionPage } from "./pages/sessionPage.tsx";
import { rendered } from "./rendered.ts";
import { studyOf } from "./studyRoutes.ts";

const at = "/studies/:studyId";

/** What goes on in a study at this moment, what is odd in it, and one session's answers. */
export function liveRoutes(store: Store, now: () => Date): readonly ConsoleRoute[] {
  const hub = liveHub();
  return [
    {
      method: "get",
      path: `${at}/events`,
      access: "study:viewer",
      handle: (visit) => events(store, visit, { hub, now }),
    },
    { method: "get", path: `${at}/quality`, access: "study:researcher", handle: (visit) => quality(store, visit) },
    {
      method: "get",
      path: `${at}/quality/:flag`,
      access: "study:researcher",
      handle: (visit) => quality(store, visit),
    },
    {
      method: "get",
      path: `${at}/sessions/:session`,
      access: "study:researcher",
      handle: (visit) => session(store, visit),
    },
  ];
}

const MOST_STREAMS = 4;

async function events(
  store: Store,
  visit: Visit,
  { hub, now }: { readonly hub: LiveHub; readonly now: () => Date },
): Promise<Answer> {
  const study = await studyOf(store, visit);
  const who = visit.token ?? "";
  if (hub.listeners(who) >= MOST_STREAMS) {
    const detail = `${MOST_STREAMS} pages of yours are open already that follow a study.`;
    throw new Problem({ code: "too-many-tries", detail, todo: "Close one of them." });
  }
  const timeZone = accountOf(visit).timeZone;
  const maySeeSessions = visit.role === "researcher" || visit.role === "owner";
  const view = () => liveTree(store, { study, now: now(), maySeeSessions, timeZone });
  const key = `${study.id} ${maySeeSessions} ${timeZone}`;
  const told = (signal: AbortSignal) => whileAllowed(hub.follow(key, view, signal), () => isAllowed(store, visit));
  return { events: told, enter: () => hub.enter(who) };
}

/** Whether somebody who follows a study still may, in the role in which they began: nothing is told after a session, a
 *  membership or an account has ended. */
async function isAllowed(store: Store, visit: Visit): Promise<boolean> {
  const account = await store.accounts.bySession(visit.token ?? "", "for itself");
  const role = account && (await store.accounts.roleIn(studyIdOf(visit), account));
  return role === visit.role && verdict("study:viewer", { ...visit, account, role }) === "allowed";
}

async function* whileAllowed<T>(told: AsyncIterable<T>, isAllowed: () => Promise<boolean>): AsyncGenerator<T> {
  for await (const one of told) {
    if (!(await isAllowed())) return;
    yield one;
  }
}

const EXAMINED = 100;

async function quality(store: Store, visit: Visit): Promise<Answer> {
  const study = await studyOf(store, visit);
  const only = flagIn(visit.params["flag"]);
  const newest = await store.people.newestWithTrials(study.id, EXAMINED);
  const looked = studyFlags();
  await store.readStudy(study.id, async (view) => {
    for (const person of newest) looked.add(person, await view.trials(person.sessionId));
  });
  const sessions = newest.map(({ sessionId, startedAt, trials }) => {
    return { sessionId, startedAt, trials, flags: looked.of(sessionId) };
  });
  return { page: rendered(QualityPage, { visit, study, sessions, only, examined: newest.length }) };
}

function flagIn(written: string | undefined): Flag | undefined {
  if (written === undefined) return undefined;
  const found = Object.keys(flagMeanings).find((one) => one === written);
  // One of the object's own keys.
  if (found !== undefined) return found as Flag;
  throw new Problem({ code: "route-not-found", detail: "There is no such flag." });
}

/** Looking at what one person answered is written into the audit. */
async function session(store: Store, visit: Visit): Promise<Answer> {
  const study = await studyOf(store, visit);
  const person = await store.people.ofSession(study.id, visit.params["session"] ?? "");
  if (!person) throw new Problem({ code: "session-not-found", detail: "The study has no such session." });
  const trials = await store.readStudy(study.id, (view) => view.trials(person.sessionId));
  const subject = person.participantId;
  await store.audit.add({ actor: accountOf(visit).id, action: "session looked at", studyId: study.id, subject });
  const titles = new Map(
    instancesOf(study.study).map(({ instance, measure }) => [instance, textIn(measure.title, "en")]),
  );
  return { page: rendered(SessionPage, { visit, study, person, trials, flags: flagsAlone(person, trials), titles }) };
}

function flagsAlone(person: PersonSummary, trials: readonly StoredTrial[]) {
  const looked = studyFlags();
  looked.add(person, trials);
  return looked.of(person.sessionId);
}
