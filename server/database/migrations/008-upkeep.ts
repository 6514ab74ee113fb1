import { sql } from "kysely";
import type { ColumnTypes } from "./columnTypes.ts";
import type { Migration } from "./migration.ts";

/** What a store knows of itself (whose keys it has, whether it is whole, what clock it saw last), erasures that are not
 *  finished, and sessions of erased people without anything that another list leads to. */
export const upkeep: Migration = {
  name: "008-upkeep",
  statements: ({ whole, strict }: ColumnTypes) => [
    sql`create table store_state (id integer primary key, pair text not null, keys_checked_from text not null,
      restoring text, clock_seen text, clock_leapt text) ${strict}`,
    sql`create table erasing (participant_id text primary key) ${strict}`,
    ...withNull("language", sql`text`),
    ...withNull("seed", whole),
    sql`alter table erasures add column handed_out_from text`,
    sql`alter table erasures add column handed_out_until text`,
    handedOut("handed_out_from", "min"),
    handedOut("handed_out_until", "max"),
    ...emptied,
  ],
};

type Sql = ColumnTypes["whole"];

/** SQLite cannot take `not null` off a column: a new one takes its place. */
function withNull(name: string, type: Sql): readonly Sql[] {
  const [column, next] = [sql.ref(name), sql.ref(`next_${name}`)];
  return [
    sql`alter table sessions add column ${next} ${type}`,
    sql`update sessions set ${next} = ${column}`,
    sql`alter table sessions drop column ${column}`,
    sql`alter table sessions rename column ${next} to ${column}`,
  ];
}

/** The first or last time that a person's data were handed out before they were erased. */
function handedOut(column: string, which: "min" | "max"): Sql {
  return sql`update erasures set ${sql.ref(column)} = (select ${sql.raw(which)}(audit.at) from audit
    inner join sessions on sessions.participant_id = erasures.participant_id
    where audit.study_id = erasures.study_id and audit.action in ('exported', 'identities exported')
    and audit.at >= sessions.started_at and audit.at <= erasures.erased_at)`;
}

const day = (column: string) => sql`substr(${sql.ref(column)}, 1, 10) || 'T00:00:00.000Z'`;

const emptied: readonly Sql[] = [
  sql`delete from consents where session_id in (select id from sessions where erased_at is not null)`,
  sql`update participants set created_at = (select ${day("erased_at")} from erasures where participant_id = participants.id)
    where id in (select participant_id from erasures)`,
  sql`update sessions set language = null, seed = null, consent_hash = null, consented_at = null, purposes = null,
    takes_part = null, finished_at = null, trial_count = null, completion_code = null,
    holds_place = 0, moved_at = null, screened_out_at = null,
    started_at = ${day("erased_at")}, seen_at = ${day("erased_at")}, withdrawn_at = ${day("erased_at")},
    erased_at = ${day("erased_at")} where erased_at is not null`,
  sql`update erasures set erased_at = ${day("erased_at")}`,
];
