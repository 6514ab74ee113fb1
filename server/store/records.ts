import { sql } from "kysely";
import type { StoreContext } from "../database/context.ts";
import type { Query } from "../database/database.ts";
import { keyHashOf } from "../keyHash.ts";
import { addNew, ignore } from "./imports/addRecords.ts";
import { conditionKey, corrections, coverageKey, predictorKey } from "./imports/correctRecords.ts";
import { sessionRecord } from "./sessions/sessionRecord.ts";
import type { LinkedPerson, RecordStore } from "./store.ts";

/** The company's records, as far as people agreed that they may be put beside their answers; `batch` is the import that
 *  they come with, null where none is listed. */
export function recordStore(store: StoreContext, batch: string | null = null): RecordStore {
  const context = { ...store, batch };
  const { database, vault, now } = context;
  const { query } = database;
  return {
    inBatch: (id) => recordStore(store, id),
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
      addNew(context, { rows, mode, key: conditionKey }, (to, run) =>
        to.insertInto("conditions").values(run).onConflict(ignore),
      ),
    addPredictors: (rows, mode) =>
      addNew(context, { rows, mode, key: predictorKey }, (to, run) =>
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
