import { sql } from "kysely";
import type { Query } from "../../database/database.ts";
import { peopleKinds } from "../../database/tables.ts";

/** One visit of somebody whom a panel may have sent: anybody but simulated people. */
export type PanelPerson = {
  readonly participantId: string;
  readonly sessionId: string;
  readonly startedAt: string;
  readonly finishedAt: string | null;
  readonly withdrawnAt: string | null;
  readonly screenedOutAt: string | null;
  readonly completionCode: string | null;
};

/** A place in the order of visits. It holds while others are added or erased. */
export type PanelPlace = Pick<PanelPerson, "startedAt" | "sessionId">;

export type PanelPeople = {
  /** Newest first; with `before` those that come after that visit. */
  page(studyId: string, limit: number, before?: PanelPlace): Promise<readonly PanelPerson[]>;
  /** All of them in that order, so many at a time. */
  pages(studyId: string, limit: number): AsyncGenerator<readonly PanelPerson[]>;
  /** Where a visit is in that order; undefined when there is none. */
  placeOf(studyId: string, sessionId: string): Promise<PanelPlace | undefined>;
  /** Start and end of every visit with a completion code, some thousands at a time. */
  times(studyId: string): AsyncGenerator<readonly PanelTimes[]>;
  /** How many of them have a panel's id. */
  withPanelId(studyId: string): Promise<number>;
};

export type PanelTimes = Pick<PanelPerson, "startedAt" | "finishedAt" | "completionCode">;

const AT_ONCE = 5000;

/** Reads in pages by the sessions' order, so that no number of people is held or waited for at once. */
export function panelPeople(query: Query): PanelPeople {
  return {
    page: async (studyId, limit, before) => await page(query, { studyId, limit, before }),
    async *pages(studyId, limit) {
      let last: PanelPlace | undefined;
      for (;;) {
        const people = await page(query, { studyId, limit, before: last });
        if (people.length > 0) yield people;
        last = people.at(-1);
        if (last === undefined || people.length < limit) return;
      }
    },
    placeOf: async (studyId, sessionId) =>
      await sessionsOf(query, studyId)
        .select(["started_at as startedAt", "id as sessionId"])
        .where("id", "=", sessionId)
        .executeTakeFirst(),
    async *times(studyId) {
      let last: PanelPlace | undefined;
      for (;;) {
        const rows = await timesAfter(query, studyId, last);
        if (rows.length > 0) yield rows;
        last = rows.at(-1);
        if (last === undefined || rows.length < AT_ONCE) return;
      }
    },
    async withPanelId(studyId) {
      const { people } = await sessionsOf(query, studyId)
        .innerJoin("identifiers", "identifiers.participant_id", "sessions.participant_id")
        .select((is) => is.fn.countAll<number>().as("people"))
        .executeTakeFirstOrThrow();
      return Number(people);
    },
  };
}

function sessionsOf(query: Query, studyId: string) {
  return query
    .selectFrom("sessions")
    .where("sessions.study_id", "=", studyId)
    .where("sessions.wave", "=", "")
    .where("sessions.is_simulated", "<>", peopleKinds.simulated)
    .where("sessions.erased_at", "is", null);
}

type Page = { readonly studyId: string; readonly limit: number; readonly before?: PanelPlace | undefined };

async function page(query: Query, { studyId, limit, before }: Page): Promise<readonly PanelPerson[]> {
  const of = sessionsOf(query, studyId);
  const rest =
    before === undefined ? of : of.where(sql<boolean>`(started_at, id) < (${before.startedAt}, ${before.sessionId})`);
  return await rest
    .select([
      "participant_id as participantId",
      "id as sessionId",
      "started_at as startedAt",
      "finished_at as finishedAt",
      "withdrawn_at as withdrawnAt",
      "screened_out_at as screenedOutAt",
      "completion_code as completionCode",
    ])
    .orderBy("started_at", "desc")
    .orderBy("id", "desc")
    .limit(limit)
    .execute();
}

async function timesAfter(query: Query, studyId: string, last: PanelPlace | undefined) {
  const of = sessionsOf(query, studyId).where("finished_at", "is not", null).where("completion_code", "is not", null);
  const rest =
    last === undefined ? of : of.where(sql<boolean>`(started_at, id) > (${last.startedAt}, ${last.sessionId})`);
  return await rest
    .select([
      "id as sessionId",
      "started_at as startedAt",
      "finished_at as finishedAt",
      "completion_code as completionCode",
    ])
    .orderBy("started_at")
    .orderBy("id")
    .limit(AT_ONCE)
    .execute();
}
