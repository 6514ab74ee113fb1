import { sql } from "kysely";
import type { StoreContext } from "../database/context.ts";
import { type Database, locked, type Query, runsOf } from "../database/database.ts";
import { keyHashOf } from "../keyHash.ts";
import { sessionRecord } from "./sessions/sessionRecord.ts";
import type {
  AddMode,
  CoverageCorrection,
  CoverageRow,
  LinkedPerson,
  PurchaseCorrection,
  RecordStore,
} from "./store.ts";

/** The company's records, as far as people agreed that they may be put beside their answers. */
export function recordStore(context: StoreContext): RecordStore {
  const { database, vault, now } = context;
  const { query } = database;
  return {
    async keyHasher(studyId) {
      const key = await vault.studyKey(studyId);
      return (identifier) => keyHashOf(key, identifier);
    },
    linkedPeople: (studyId) => linkedPeople(query, studyId),
    addPurchases: (rows, mode) =>
      addNew(context, { rows, mode, key: ({ dedupe_key }) => dedupe_key }, (to, run) =>
        to.insertInto("purchases").values(run).onConflict(ignore),
      ),
    addCoverage: (rows, mode) =>
      addNew(context, { rows, mode, key: coverageKey }, (to, run) =>
        to.insertInto("coverage").values(run).onConflict(ignore),
      ),
    addConditions: (rows, mode) =>
      addNew(context, { rows, mode, key: ({ product, from_at, to_at }) => [product, from_at, to_at] }, (to, run) =>
        to.insertInto("conditions").values(run).onConflict(ignore),
      ),
    addPredictors: (rows, mode) =>
      addNew(context, { rows, mode, key: ({ participant_id, name }) => [participant_id, name] }, (to, run) =>
        to.insertInto("predictors").values(run).onConflict(ignore),
      ),
    ...corrections(context),
    ...storedRecords(query),
    async notePredictors(studyId, names, file) {
      const note = `Imported from ${file} on ${now().toISOString().slice(0, 10)}`;
      for (const name of names) {
        await query
          .insertInto("predictor_notes")
          .values({ study_id: studyId, name, note })
          .onConflict((on) => on.columns(["study_id", "name"]).doUpdateSet({ note: sql<string>`excluded.note` }))
          .execute();
      }
    },
  };
}

/** What a newer file of the company says in the place of what is stored. */
type Corrections = Pick<
  RecordStore,
  "correctPurchases" | "correctCoverage" | "correctConditions" | "correctPredictors"
>;

function corrections(context: StoreContext): Corrections {
  return {
    correctPurchases: (found, mode) => correctPurchases(context, found, mode),
    correctCoverage: (found, mode) => correctCoverage(context, found, mode),
    correctConditions: (rows, mode) =>
      addNew(context, { rows, mode, key: ({ product, from_at, to_at }) => [product, from_at, to_at] }, (to, run) =>
        to
          .insertInto("conditions")
          .values(run)
          .onConflict((on) =>
            on.columns(["study_id", "product", "from_at", "to_at"]).doUpdateSet((excluded) => ({
              price: excluded.ref("excluded.price"),
              promotion: excluded.ref("excluded.promotion"),
              in_stock: excluded.ref("excluded.in_stock"),
              advertising: excluded.ref("excluded.advertising"),
            })),
          ),
      ),
    correctPredictors: (rows, mode) =>
      addNew(context, { rows, mode, key: ({ participant_id, name }) => [participant_id, name] }, (to, run) =>
        to
          .insertInto("predictors")
          .values(run)
          .onConflict((on) =>
            on.columns(["study_id", "participant_id", "name"]).doUpdateSet({ value: sql<number>`excluded.value` }),
          ),
      ),
  };
}

/** A stored purchase goes in the transaction that stores what takes its place. */
function correctPurchases(context: StoreContext, found: readonly PurchaseCorrection[], mode: AddMode) {
  const storedOf = new Map(found.map(({ stored, row }) => [row, stored.dedupe_key]));
  const rows = [...storedOf.keys()];
  return addNew(context, { rows, mode, key: ({ dedupe_key }) => dedupe_key }, (to, run) => ({
    async executeTakeFirst() {
      const gone = run.flatMap((row) => storedOf.get(row) ?? []);
      const studies = [...new Set(run.map(({ study_id }) => study_id))];
      await to.deleteFrom("purchases").where("study_id", "in", studies).where("dedupe_key", "in", gone).execute();
      return await to.insertInto("purchases").values(run).onConflict(ignore).executeTakeFirst();
    },
  }));
}

/** Stored coverage that reaches too far goes in the transaction that stores what the company says now. */
function correctCoverage(context: StoreContext, found: readonly CoverageCorrection[], mode: AddMode) {
  const storedOf = new Map(found.map(({ stored, row }) => [row, stored]));
  const rows = [...storedOf.keys()];
  return addNew(context, { rows, mode, key: coverageKey }, (to, run) => ({
    async executeTakeFirst() {
      for (const row of run) {
        await to
          .deleteFrom("coverage")
          .where("study_id", "=", row.study_id)
          .where("participant_id", "=", row.participant_id)
          .where("source", "=", row.source)
          .where("observed_from", "=", row.observed_from)
          .where("observed_until", "in", storedOf.get(row)?.map(({ observed_until }) => observed_until) ?? [])
          .execute();
      }
      return await to.insertInto("coverage").values(run).onConflict(ignore).executeTakeFirst();
    },
  }));
}

function coverageKey({ participant_id, source, observed_from, observed_until }: CoverageRow) {
  return [participant_id, source, observed_from, observed_until];
}

type StoredRecords = Pick<RecordStore, "storedPurchases" | "storedCoverage" | "storedPredictors" | "storedConditions">;

/** What is stored already, to tell what is new from what was changed. */
function storedRecords(query: Query): StoredRecords {
  return {
    storedPurchases: (studyId, participantIds) =>
      query
        .selectFrom("purchases")
        .selectAll()
        .where("study_id", "=", studyId)
        .where("participant_id", "in", participantIds)
        .execute(),
    storedCoverage: (studyId, participantIds) =>
      query
        .selectFrom("coverage")
        .selectAll()
        .where("study_id", "=", studyId)
        .where("participant_id", "in", participantIds)
        .execute(),
    storedPredictors: (studyId, participantIds) =>
      query
        .selectFrom("predictors")
        .selectAll()
        .where("study_id", "=", studyId)
        .where("participant_id", "in", participantIds)
        .execute(),
    storedConditions: (studyId) => query.selectFrom("conditions").selectAll().where("study_id", "=", studyId).execute(),
  };
}

const ignore = <T>(on: { doNothing(): T }): T => on.doNothing();

async function linkedPeople(query: Query, studyId: string): Promise<ReadonlyMap<string, LinkedPerson>> {
  const rows = await query
    .selectFrom("participant_keys")
    .innerJoin("sessions", "sessions.participant_id", "participant_keys.participant_id")
    .selectAll("sessions")
    .select("participant_keys.key_hash")
    .where("participant_keys.study_id", "=", studyId)
    .where("sessions.wave", "=", "")
    .execute();
  return new Map(
    rows.map((row) => {
      const { participantId, finishedAt, startedAt, purposes, withdrawnAt } = sessionRecord(row);
      const mayLink = withdrawnAt === null && purposes?.takePart === true && purposes.linkPurchases;
      const sessionEnd = new Date(finishedAt ?? startedAt);
      return [row.key_hash, { participantId, sessionEnd, mayLink, mayLinkHistory: mayLink && purposes.linkHistory }];
    }),
  );
}

type Insert<T> = (
  query: Query,
  run: readonly T[],
) => { executeTakeFirst(): Promise<{ readonly numInsertedOrUpdatedRows?: bigint | undefined } | undefined> };

const LOOKED_UP = 500;

/** The rows but those of people erased since they were matched. On PostgreSQL whoever is erased later waits for this. */
async function withoutErased<T extends object>(
  database: Database,
  query: Query,
  rows: readonly T[],
): Promise<readonly T[]> {
  const personOf = (row: T) => ("participant_id" in row ? String(row.participant_id) : "");
  const ids = [...new Set(rows.map(personOf))].filter((id) => id !== "").sort();
  const erased = new Set<string>();
  for (let from = 0; from < ids.length; from += LOOKED_UP) {
    const some = ids.slice(from, from + LOOKED_UP);
    await locked(
      database,
      query.selectFrom("participants").select("id").where("id", "in", some).orderBy("id"),
    ).execute();
    const found = query.selectFrom("erasures").select("participant_id as id").where("participant_id", "in", some);
    for (const { id } of await found.execute()) erased.add(id);
  }
  return rows.filter((row) => !erased.has(personOf(row)));
}

const ROWS_AT_ONCE = 500;
const LEAST_PAUSE_MS = 2;

/** Inserts the rows that are not there yet, a few at a time, and returns how many those were: whoever stores a trial
 *  meanwhile waits for a few, not for the file. What was cut off is completed by the same file again. A trial run does the
 *  same and takes each few back. */
async function addNew<T extends object>(
  { database }: StoreContext,
  {
    rows,
    mode,
    key,
  }: { readonly rows: readonly T[]; readonly mode: "keep" | "try"; readonly key: (row: T) => unknown },
  insert: Insert<T>,
): Promise<number> {
  const once = onceEach(rows, key);
  let added = 0;
  for (let from = 0; from < once.length; from += ROWS_AT_ONCE) {
    const began = performance.now();
    added += await addSome(database, { rows: once.slice(from, from + ROWS_AT_ONCE), mode }, insert);
    // As long as they took, others have the database.
    await new Promise((resolve) => setTimeout(resolve, Math.max(LEAST_PAUSE_MS, performance.now() - began)));
  }
  return added;
}

function onceEach<T>(rows: readonly T[], key: (row: T) => unknown): readonly T[] {
  const first = new Map<string, T>();
  for (const row of rows) {
    const name = JSON.stringify(key(row));
    if (!first.has(name)) first.set(name, row);
  }
  return [...first.values()];
}

async function addSome<T extends object>(
  database: StoreContext["database"],
  { rows, mode }: { readonly rows: readonly T[]; readonly mode: "keep" | "try" },
  insert: Insert<T>,
): Promise<number> {
  const undo = new Error("dry run");
  let added = 0;
  try {
    await database.query.transaction().execute(async (transaction) => {
      for (const run of runsOf(await withoutErased(database, transaction, rows))) {
        const result = await insert(transaction, run).executeTakeFirst();
        added += Number(result?.numInsertedOrUpdatedRows ?? 0);
      }
      if (mode === "try") throw undo;
    });
  } catch (error) {
    if (error !== undo) throw error;
  }
  return added;
}
