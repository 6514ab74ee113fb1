import type { Query } from "../../database/database.ts";

/** What is stored about one person of a study, counted, and what was done about them. */
export type PersonOverview = {
  readonly visits: readonly {
    readonly sessionId: string;
    /** Empty for the first. */
    readonly wave: string;
    readonly startedAt: string;
    readonly finishedAt: string | null;
    readonly trials: number;
  }[];
  readonly consents: readonly { readonly givenAt: string; readonly language: string; readonly purposes: string }[];
  readonly purchases: number;
  readonly done: readonly { readonly at: string; readonly actor: string; readonly action: string }[];
};

const MOST = 50;

export async function personOverview(query: Query, studyId: string, participantId: string): Promise<PersonOverview> {
  const sessions = await query
    .selectFrom("sessions")
    .select(["id", "wave", "started_at", "finished_at", "highest_seq"])
    .where("participant_id", "=", participantId)
    .where("study_id", "=", studyId)
    .where("erased_at", "is", null)
    .orderBy("started_at")
    .execute();
  const ids = sessions.map(({ id }) => id);
  const consents =
    ids.length === 0
      ? []
      : await query
          .selectFrom("consents")
          .select(["given_at as givenAt", "language", "purposes"])
          .where("session_id", "in", ids)
          .orderBy("given_at")
          .limit(MOST)
          .execute();
  const bought = query.selectFrom("purchases").select((is) => is.fn.countAll<number>().as("rows"));
  const { rows } = await bought.where("participant_id", "=", participantId).executeTakeFirstOrThrow();
  const lines = query.selectFrom("audit").select(["at", "actor", "action"]).where("study_id", "=", studyId);
  const about = lines.where("subject", "in", [participantId, ...ids]);
  return {
    visits: sessions.map(({ id, wave, started_at, finished_at, highest_seq }) => {
      return { sessionId: id, wave, startedAt: started_at, finishedAt: finished_at, trials: highest_seq + 1 };
    }),
    consents,
    purchases: Number(rows),
    done: await about.orderBy("seq", "desc").limit(MOST).execute(),
  };
}
