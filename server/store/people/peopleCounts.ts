import { sql } from "kysely";
import type { Assignment } from "../../../experiments/contract/session.ts";
import type { Query } from "../../database/database.ts";
import { peopleKinds } from "../../database/tables.ts";
import { assignmentOf } from "../sessions/drawCell.ts";

/** How many sessions of one cell of a study there are, by how far they came; erased ones are not in it. */
export type PeopleCount = {
  readonly isSimulated: boolean;
  readonly isPilot: boolean;
  readonly assignment: Assignment;
  readonly started: number;
  readonly agreed: number;
  readonly finished: number;
  /** Agreed, and heard of within the last minutes. */
  readonly atWork: number;
  readonly withdrawn: number;
  readonly withGaps: number;
  readonly withRefused: number;
  /** Sessions of which trials were refused for being more than a session, or the study, may hold. */
  readonly overLimit: number;
};

/** Counts a study's sessions in the database, cell by cell: as many rows come back as the study has cells. */
export async function countPeople(query: Query, studyId: string, atWorkSince: string): Promise<readonly PeopleCount[]> {
  const rows = await query
    .selectFrom("sessions")
    .select((is) => [
      "is_simulated",
      "cell",
      is.fn.countAll<number>().as("started"),
      is.fn.count<number>("consented_at").as("agreed"),
      is.fn.count<number>("finished_at").as("finished"),
      is.fn.count<number>("withdrawn_at").as("withdrawn"),
      sql<number>`sum(case when takes_part = 1 and finished_at is null and withdrawn_at is null
        and screened_out_at is null and seen_at > ${atWorkSince} then 1 else 0 end)`.as("at_work"),
      sql<number>`sum(case when highest_seq <> acked_through then 1 else 0 end)`.as("with_gaps"),
      sql<number>`sum(case when quarantined > 0 then 1 else 0 end)`.as("with_refused"),
      sql<number>`sum(case when over_limit > 0 then 1 else 0 end)`.as("over_limit"),
    ])
    .where("study_id", "=", studyId)
    .where("wave", "=", "")
    .where("erased_at", "is", null)
    .groupBy(["is_simulated", "cell"])
    .execute();
  return rows.map((row) => ({
    isSimulated: row.is_simulated === peopleKinds.simulated,
    isPilot: row.is_simulated === peopleKinds.pilot,
    assignment: assignmentOf(row.cell),
    started: Number(row.started),
    agreed: Number(row.agreed),
    finished: Number(row.finished),
    atWork: Number(row.at_work),
    withdrawn: Number(row.withdrawn),
    withGaps: Number(row.with_gaps),
    withRefused: Number(row.with_refused),
    overLimit: Number(row.over_limit),
  }));
}
