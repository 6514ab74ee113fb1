import { sql } from "kysely";
import type { Query } from "../../database/database.ts";
import { peopleKinds, type SessionRow } from "../../database/tables.ts";
import { assignmentOf } from "../sessions/drawCell.ts";
import { deviceOf } from "../sessions/sessionRecord.ts";
import type { HourCount, LivePerson } from "./peopleStore.ts";

/** The newest people of a study who are not simulated, each with the newest trial, by one look at each. */
export async function newestPeople(query: Query, studyId: string, limit: number): Promise<readonly LivePerson[]> {
  const rows = await query
    .selectFrom((from) =>
      from
        .selectFrom("sessions")
        .selectAll()
        .where("study_id", "=", studyId)
        .where("erased_at", "is", null)
        .where("is_simulated", "!=", peopleKinds.simulated)
        .orderBy("started_at", "desc")
        .orderBy("id", "desc")
        .limit(limit)
        .as("one"),
    )
    .leftJoin("trials", (join) =>
      join.onRef("trials.session_id", "=", "one.id").onRef("trials.seq", "=", "one.highest_seq"),
    )
    .selectAll("one")
    .select("trials.body as last_body")
    .orderBy("one.started_at", "desc")
    .orderBy("one.id", "desc")
    .execute();
  return rows.map((row) => livePerson(row, row.last_body));
}

/** How many started in each hour since then, by the hour in UTC. */
export async function startedByHour(query: Query, studyId: string, since: Date): Promise<readonly HourCount[]> {
  const hour = sql<string>`substr(started_at, 1, 13)`;
  const rows = await query
    .selectFrom("sessions")
    .select((is) => [hour.as("hour"), is.fn.countAll<number>().as("started")])
    .where("study_id", "=", studyId)
    .where("erased_at", "is", null)
    .where("is_simulated", "!=", peopleKinds.simulated)
    .where("started_at", ">=", since.toISOString())
    .groupBy(hour)
    .orderBy(hour)
    .execute();
  return rows.map((row) => ({ hour: row.hour, started: Number(row.started) }));
}

function livePerson(row: SessionRow, body: Uint8Array | null): LivePerson {
  const device = deviceOf(row);
  return {
    sessionId: row.id,
    isPilot: row.is_simulated === peopleKinds.pilot,
    assignment: assignmentOf(row.cell),
    startedAt: row.started_at,
    seenAt: row.seen_at,
    hasAgreed: row.takes_part === 1,
    end: endOf(row),
    trials: row.highest_seq + 1,
    gaps: row.highest_seq - row.acked_through,
    refused: row.quarantined,
    language: row.language,
    pointer: device?.pointer ?? null,
    browser: device?.browser ?? null,
    instance: body && instanceIn(body),
  };
}

function endOf(row: SessionRow): LivePerson["end"] {
  if (row.withdrawn_at !== null) return "withdrawn";
  if (row.screened_out_at !== null) return "screenedOut";
  return row.finished_at === null ? null : "finished";
}

/** A damaged trial has no instance: it costs itself. */
function instanceIn(bytes: Uint8Array): string | null {
  try {
    const body: unknown = JSON.parse(Buffer.from(bytes).toString("utf8"));
    const instance = typeof body === "object" && body !== null ? Reflect.get(body, "instance") : undefined;
    return typeof instance === "string" ? instance : null;
  } catch {
    return null;
  }
}
