import { sql } from "kysely";
import type { StoreContext } from "../../database/context.ts";
import type { ArrivalEvent } from "../../database/tables.ts";

export type ArrivalCount = { readonly what: ArrivalEvent; readonly people: number; readonly lastAt: string };

export type ArrivalStore = {
  /** Counts one arrival; nothing about who it was is kept. */
  note(studyId: string, what: ArrivalEvent): Promise<void>;
  /** What was counted so far, in no order. */
  of(studyId: string): Promise<readonly ArrivalCount[]>;
};

/** What became of people who came to a study and got no session, for the researcher who wonders where they are. */
export function arrivalStore({ database, now }: StoreContext): ArrivalStore {
  return {
    async note(study_id, what) {
      const last_at = now().toISOString();
      await database.query
        .insertInto("arrivals")
        .values({ study_id, what, people: 1, last_at })
        .onConflict((on) =>
          on.columns(["study_id", "what"]).doUpdateSet({ people: sql<number>`arrivals.people + 1`, last_at }),
        )
        .execute();
    },
    async of(studyId) {
      const rows = await database.query.selectFrom("arrivals").selectAll().where("study_id", "=", studyId).execute();
      return rows.map(({ what, people, last_at }) => ({ what, people, lastAt: last_at }));
    },
  };
}
