import { sql } from "kysely";
import type { Migration } from "./migration.ts";

/** Which wave a session is ("" the first), one a person and wave; and what became of each person's invitation to a wave. */
export const waves: Migration = {
  name: "012-waves",
  statements: ({ strict }) => [
    sql`alter table sessions add column wave text not null default ''`,
    sql`create unique index sessions_by_wave on sessions (participant_id, wave)`,
    sql`create table wave_people (participant_id text not null references participants(id) on delete cascade,
      study_id text not null references studies(id), wave text not null, invited_at text, opened_at text,
      late_at text, refused_at text, primary key (participant_id, wave)) ${strict}`,
    sql`create index wave_people_by_study on wave_people (study_id, wave)`,
  ],
};
