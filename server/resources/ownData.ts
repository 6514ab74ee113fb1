import { OwnData, OwnDataCode, Withdrawn, WithdrawOwnData } from "../../experiments/contract/ownData.ts";
import { Problem } from "../../experiments/contract/problem.ts";
import { subjectOf, throttled } from "../accounts/throttle.ts";
import { ownDataText } from "../exports/ownDataText.ts";
import { fewAtOnce } from "../http/fewAtOnce.ts";
import { type Route, route } from "../http/route.ts";
import type { SessionOfCode, Store } from "../store/store.ts";
import { firstOfDay } from "./firstOfDay.ts";

const path = "/api/v1/own-data";

/** What a participant does with the code of the end page, without an account and after the session: have a copy of their
 *  data, withdraw, be erased. The code comes in the body, which no log keeps, never in an address. */
export function ownDataRoutes(store: Store): readonly Route[] {
  return [copy(store), withdraw(store)];
}

const MOST_AT_ONCE = 2;

function copy(store: Store): Route {
  const atOnce = fewAtOnce(MOST_AT_ONCE);
  const isFirst = firstOfDay();
  return route({
    method: "post",
    path,
    access: "anyone",
    summary: "Everything stored about the person whose code this is, as JSON and as a table.",
    body: OwnDataCode,
    replies: { 200: OwnData },
    refusals: ["session-not-found", "too-many-tries"],
    async handle({ body }) {
      const found = await personOf(store, body.code);
      const data = await atOnce(() => store.people.copyOf(found.studyId, found.participantId));
      if (!data) throw nobody();
      const { studyId, participantId: subject } = found;
      if (isFirst(subject)) {
        await store.audit.add({ actor: "participant", action: "copy of a person's data made", studyId, subject });
      }
      return { status: 200, body: null, pieces: ownDataText(found.isWithdrawn, data) };
    },
  });
}

function withdraw(store: Store): Route {
  return route({
    method: "post",
    path: `${path}/withdraw`,
    access: "anyone",
    summary: "Withdraws the person whose code this is; with erase, everything about them is erased.",
    body: WithdrawOwnData,
    replies: { 200: Withdrawn },
    refusals: ["session-not-found", "too-many-tries"],
    async handle({ body: { code, erase } }) {
      const { sessionId } = await personOf(store, code);
      const bytes = await store.sessions.withdraw(sessionId, {
        extent: erase ? "erase" : "keep",
        actor: "participant",
        of: "person",
      });
      return { status: 200, body: { withdrawn: true, erased: erase, ...(bytes === null ? {} : { bytes }) } };
    },
  });
}

/** The person of a code. Wrong codes are counted together, and no address is kept for it: a right code is always taken. */
async function personOf(store: Store, code: string): Promise<SessionOfCode> {
  const found = await store.people.byOwnDataCode(code);
  if (found) return found;
  const subjects = [subjectOf("account", "own data, wrong codes")];
  await throttled(store.accounts, subjects, async () => undefined);
  throw nobody();
}

function nobody(): Problem {
  return new Problem({
    code: "session-not-found",
    detail: "There is nothing under this code: it is not right, or the data are erased.",
    todo: "Copy the whole code from the end of the study.",
  });
}
