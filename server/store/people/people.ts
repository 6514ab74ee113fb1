import type { ExpressionBuilder } from "kysely";
import type { StoreContext } from "../../database/context.ts";
import { type Query, runsOf } from "../../database/database.ts";
import { peopleKinds, type SessionRow, type Tables } from "../../database/tables.ts";
import { keyHashOf } from "../../keyHash.ts";
import { drawsOfPerson } from "../draws/drawsOfPerson.ts";
import { referralDays } from "../referrals/referralDays.ts";
import { deviceOf, readableSession } from "../sessions/sessionRecord.ts";
import type { PeopleStore, PersonSummary, StoredTrial } from "../store.ts";
import { trialsOf } from "../trials/storedTrials.ts";
import { atWorkSince } from "./admission.ts";
import { deleteParticipant } from "./eraseParticipant.ts";
import { finishErasingSoon } from "./erasing.ts";
import { newestPeople, startedByHour } from "./liveCounts.ts";
import { ownDataCode, sessionOfCode } from "./ownDataCode.ts";
import { panelPeople } from "./panelPeople.ts";
import { peopleByCode } from "./peopleByCode.ts";
import { countPeople } from "./peopleCounts.ts";
import type { PeopleFilter } from "./peopleStore.ts";
import { personOverview } from "./personOverview.ts";

/** The participants of a study as the console meets them. */
export function peopleStore(context: StoreContext): PeopleStore {
  const { query } = context.database;
  return {
    panel: panelPeople(query),
    list: (studyId, limit, before) => listPeople(context, { studyId, limit, before }),
    only: (studyId, only, { limit, before }) => listPeople(context, { studyId, limit, before, only }),
    newestWithTrials: (studyId, limit) => listPeople(context, { studyId, limit, only: "realWithTrials" }),
    newest: (studyId, limit) => newestPeople(query, studyId, limit),
    startedByHour: (studyId, since) => startedByHour(query, studyId, since),
    ofSession: (studyId, sessionId) => personOfSession(context, studyId, sessionId),
    one: (studyId, participantId) => onePerson(context, studyId, participantId),
    counts: (studyId) => countPeople(query, studyId, atWorkSince(context.now())),
    async byPanelId(studyId, panelId) {
      const row = await query
        .selectFrom("participant_keys")
        .select("participant_id")
        .where("study_id", "=", studyId)
        .where("key_hash", "=", keyHashOf(await context.vault.studyKey(studyId), panelId))
        .executeTakeFirst();
      return row?.participant_id;
    },
    byCode: (studyId, code) => peopleByCode(context, studyId, code),
    overview: (studyId, participantId) => personOverview(query, studyId, participantId),
    ownDataCode: (session) => ownDataCode(context, session),
    byOwnDataCode: (code) => sessionOfCode(context, code),
    copyOf: (studyId, participantId) => copyOf(context, studyId, participantId),
    async eraseAgain(participantIds) {
      for (const id of participantIds) await deleteParticipant(context, id);
      await finishErasingSoon(context);
    },
    async erased() {
      const rows = await query.selectFrom("erasures").select("participant_id").execute();
      return rows.map((row) => row.participant_id);
    },
    eraseIdentifiers: (studyId, before) => eraseIdentifiers(context, studyId, before),
    panelIds: (studyId) => panelIds(context, studyId),
    panelIdOf: (participantId) => panelIdOf(context, participantId),
    async erasedSince(studyId, at) {
      const base = erasedAfter(query, studyId, at).select("participant_id as id");
      return (await base.orderBy("participant_id").execute()).map(({ id }) => id);
    },
    async countErasedSince(studyId, at) {
      const base = erasedAfter(query, studyId, at).select((is) => is.fn.countAll<number>().as("people"));
      return Number((await base.executeTakeFirstOrThrow()).people);
    },
  };
}

/** Erasures of people whose data were handed out at a moment. */
function erasedAfter(query: Query, studyId: string, at: Date) {
  const base = query.selectFrom("erasures").where("study_id", "=", studyId);
  return base.where("handed_out_from", "<=", at.toISOString()).where("handed_out_until", ">=", at.toISOString());
}

type Listing = {
  readonly studyId: string;
  readonly limit: number;
  /** Only sessions that started before this one. */
  readonly before?: string | undefined;
  readonly only?: PeopleFilter | "realWithTrials";
};

/** Which sessions are listed. */
function among(only: PeopleFilter | "realWithTrials") {
  return (is: ExpressionBuilder<Tables, "sessions">) => {
    const notSimulated = is("is_simulated", "!=", peopleKinds.simulated);
    const never = (column: "finished_at" | "withdrawn_at" | "screened_out_at") => is(column, "is", null);
    const wanted = {
      realWithTrials: [is("is_simulated", "=", peopleKinds.real), is("highest_seq", ">=", 0)],
      people: [notSimulated],
      finished: [notSimulated, is("finished_at", "is not", null), never("withdrawn_at")],
      unfinished: [notSimulated, never("finished_at"), never("withdrawn_at"), never("screened_out_at")],
      withdrawn: [notSimulated, is("withdrawn_at", "is not", null)],
      troubled: [notSimulated, is.or([is("highest_seq", "!=", is.ref("acked_through")), is("quarantined", ">", 0)])],
      pilot: [is("is_simulated", "=", peopleKinds.pilot)],
      simulated: [is("is_simulated", "=", peopleKinds.simulated)],
    };
    return is.and(wanted[only]);
  };
}

async function listPeople({ database, now }: StoreContext, { studyId, limit, before, only }: Listing) {
  const of = database.query
    .selectFrom("sessions")
    .where("study_id", "=", studyId)
    .where("wave", "=", "")
    .where("erased_at", "is", null);
  const kept = only === undefined ? of : of.where(among(only));
  const last =
    before === undefined
      ? undefined
      : await of.select(["id", "started_at"]).where("id", "=", before).executeTakeFirst();
  const page =
    last === undefined
      ? kept
      : kept.where((is) =>
          is.or([
            is("started_at", "<", last.started_at),
            is.and([is("started_at", "=", last.started_at), is("id", "<", last.id)]),
          ]),
        );
  const rows = await page.selectAll().orderBy("started_at", "desc").orderBy("id", "desc").limit(limit).execute();
  return rows.map((row) => summaryOf(row, now()));
}

async function onePerson({ database, now }: StoreContext, studyId: string, participantId: string) {
  const of = database.query.selectFrom("sessions").selectAll().where("participant_id", "=", participantId);
  const first = of.where("study_id", "=", studyId).where("wave", "=", "");
  const row = await first.where("erased_at", "is", null).executeTakeFirst();
  return row && summaryOf(row, now());
}

async function personOfSession({ database, now }: StoreContext, studyId: string, sessionId: string) {
  const of = database.query.selectFrom("sessions").selectAll().where("id", "=", sessionId);
  const row = await of.where("study_id", "=", studyId).where("erased_at", "is", null).executeTakeFirst();
  return row && summaryOf(row, now());
}

/** Reads nothing but what it says, so that a person whose row is damaged can be found and erased all the same. */
function summaryOf(row: SessionRow, now: Date): PersonSummary {
  const hasEnded = row.finished_at !== null || row.withdrawn_at !== null || row.screened_out_at !== null;
  return {
    participantId: row.participant_id,
    sessionId: row.id,
    startedAt: row.started_at,
    consentedAt: row.consented_at,
    finishedAt: row.finished_at,
    withdrawnAt: row.withdrawn_at,
    isSimulated: row.is_simulated === peopleKinds.simulated,
    isPilot: row.is_simulated === peopleKinds.pilot,
    isAtWork: row.takes_part === 1 && !hasEnded && row.seen_at > atWorkSince(now),
    trials: row.highest_seq + 1,
    refused: row.quarantined,
    clockOffsetMs: deviceOf(row)?.clockOffsetMs ?? null,
    hasGaps: row.highest_seq !== row.acked_through,
  };
}

/** Everything about one person and nothing about another (GDPR, articles 15 and 20). */
async function copyOf(context: StoreContext, studyId: string, participantId: string) {
  const { query } = context.database;
  const sessions = await query
    .selectFrom("sessions")
    .selectAll()
    .where("participant_id", "=", participantId)
    .where("study_id", "=", studyId)
    .where("erased_at", "is", null)
    .execute();
  if (sessions.length === 0) return undefined;
  const one = { participant_id: participantId };
  const mine = <T>(rows: readonly T[]) => rows.map((row) => ({ ...row, ...one }));
  const ids = sessions.map(({ id }) => id);
  const { trials, unreadable } = await trialsOfAll(query, ids);
  return {
    participantId,
    panelId: await panelIdOf(context, participantId),
    sessions: sessions.flatMap((row) => readableSession(row) ?? []),
    consents: await query.selectFrom("consents").selectAll().where("session_id", "in", ids).orderBy("number").execute(),
    trials,
    ...(unreadable.length === 0 ? {} : { unreadable }),
    refused: (await query.selectFrom("quarantine").selectAll().where("session_id", "in", ids).execute()).map(
      ({ seq, status, item, problem }) => ({ seq, status, item: Buffer.from(item).toString("utf8"), problem }),
    ),
    ...(await drawsOfPerson(query, ids)),
    waves: mine(
      await query.selectFrom("wave_people").selectAll().where("participant_id", "=", participantId).execute(),
    ),
    referrals: await referralDays(query, ids),
    purchases: mine(
      await query.selectFrom("purchases").selectAll().where("participant_id", "=", participantId).execute(),
    ),
    replacedRecords: await replacedRecords(query, participantId),
    coverage: mine(
      await query.selectFrom("coverage").selectAll().where("participant_id", "=", participantId).execute(),
    ),
    predictors: mine(
      await query.selectFrom("predictors").selectAll().where("participant_id", "=", participantId).execute(),
    ),
  };
}

/** Records that a later file of the company corrected, kept so that its import can be undone. */
async function replacedRecords(query: Query, participantId: string): Promise<readonly unknown[]> {
  const base = query.selectFrom("import_replaced").select("record").where("participant_id", "=", participantId);
  return (await base.execute()).map(({ record }): unknown => JSON.parse(record));
}

/** Damaged trials are given as what is left of them, in base64. */
async function trialsOfAll(query: Query, sessionIds: readonly string[]) {
  const trials: Pick<StoredTrial, "seq" | "id" | "body" | "receivedAt">[] = [];
  const unreadable: { readonly seq: number; readonly bytes: string; readonly receivedAt: string }[] = [];
  for (const sessionId of sessionIds) {
    const read = await trialsOf(query, sessionId, ({ seq, body, receivedAt }) => {
      unreadable.push({ seq, bytes: Buffer.from(body).toString("base64"), receivedAt });
    });
    for (const { seq, id, body, receivedAt } of read) trials.push({ seq, id, body, receivedAt });
  }
  return { trials, unreadable };
}

async function eraseIdentifiers(context: StoreContext, studyId: string, before: Date): Promise<number> {
  const ids = await context.database.query.transaction().execute(async (transaction) => {
    const rows = await transaction
      .selectFrom("identifiers")
      .innerJoin("participants", "participants.id", "identifiers.participant_id")
      .select("identifiers.participant_id as id")
      .where("participants.study_id", "=", studyId)
      .where("participants.created_at", "<", before.toISOString())
      .execute();
    for (const run of runsOf(rows)) {
      const some = run.map(({ id }) => id);
      await transaction.deleteFrom("identifiers").where("participant_id", "in", some).execute();
      const due = some.map((participant_id) => ({ participant_id }));
      await transaction
        .insertInto("erasing")
        .values(due)
        .onConflict((on) => on.doNothing())
        .execute();
    }
    return rows;
  });
  if (ids.length > 0) await finishErasingSoon(context);
  return ids.length;
}

async function panelIdOf({ database, vault }: StoreContext, participantId: string): Promise<string | null> {
  const row = await database.query
    .selectFrom("identifiers")
    .select("sealed")
    .where("participant_id", "=", participantId)
    .executeTakeFirst();
  return row ? await vault.open(participantId, row.sealed) : null;
}

async function panelIds({ database, vault }: StoreContext, studyId: string) {
  const rows = await database.query
    .selectFrom("identifiers")
    .innerJoin("sessions", "sessions.participant_id", "identifiers.participant_id")
    .select(["identifiers.participant_id as id", "identifiers.sealed", "sessions.finished_at"])
    .where("sessions.study_id", "=", studyId)
    .where("sessions.wave", "=", "")
    .orderBy("sessions.started_at")
    .execute();
  const opened = await Promise.all(
    rows.map(async ({ id, sealed, finished_at }) => ({
      participantId: id,
      panelId: await vault.open(id, sealed),
      finishedAt: finished_at,
    })),
  );
  return opened.flatMap(({ panelId, ...one }) => (panelId === null ? [] : [{ ...one, panelId }]));
}
