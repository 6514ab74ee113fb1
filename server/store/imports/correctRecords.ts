import { type SelectQueryBuilder, sql } from "kysely";
import type { Query } from "../../database/database.ts";
import type { Tables } from "../../database/tables.ts";
import type {
  AddMode,
  ConditionRow,
  CoverageCorrection,
  CoverageRow,
  PredictorRow,
  PurchaseCorrection,
  RecordStore,
} from "../store.ts";
import { type Adding, addNew, ignore } from "./addRecords.ts";

/** What a newer file of the company says in the place of what is stored. What it takes the place of is put aside with the
 *  import, in the same transaction, so that an undo brings it back. */
type Corrections = Pick<
  RecordStore,
  "correctPurchases" | "correctCoverage" | "correctConditions" | "correctPredictors"
>;

export function corrections(context: Adding): Corrections {
  return {
    correctPurchases: (found, mode) => correctPurchases(context, found, mode),
    correctCoverage: (found, mode) => correctCoverage(context, found, mode),
    correctConditions: (rows, mode) => correctConditions(context, rows, mode),
    correctPredictors: (rows, mode) => correctPredictors(context, rows, mode),
  };
}

export const coverageKey = ({ participant_id, source, observed_from, observed_until }: CoverageRow) => [
  ...[participant_id, source, observed_from, observed_until],
];
export const conditionKey = ({ product, from_at, to_at }: ConditionRow) => [product, from_at, to_at];
export const predictorKey = ({ participant_id, name }: PredictorRow) => [participant_id, name];

function correctPurchases(context: Adding, found: readonly PurchaseCorrection[], mode: AddMode) {
  const storedOf = new Map(found.map(({ stored, row }) => [row.dedupe_key, stored.dedupe_key]));
  const rows = found.map(({ row }) => row);
  return addNew(context, { rows, mode, key: ({ dedupe_key }) => dedupe_key }, (to, run) => ({
    async executeTakeFirst() {
      const gone = run.flatMap((row) => storedOf.get(row.dedupe_key) ?? []);
      const studies = [...new Set(run.map(({ study_id }) => study_id))];
      const base = to.selectFrom("purchases").selectAll().where("study_id", "in", studies);
      await putAside(context, to, base.where("dedupe_key", "in", gone));
      await to.deleteFrom("purchases").where("study_id", "in", studies).where("dedupe_key", "in", gone).execute();
      return await to.insertInto("purchases").values(run).onConflict(ignore).executeTakeFirst();
    },
  }));
}

/** Stored coverage that reaches too far goes in the transaction that stores what the company says now. */
function correctCoverage(context: Adding, found: readonly CoverageCorrection[], mode: AddMode) {
  const nameOf = (row: CoverageRow) => JSON.stringify(coverageKey(row));
  const storedOf = new Map(found.map(({ stored, row }) => [nameOf(row), stored]));
  const rows = found.map(({ row }) => row);
  return addNew(context, { rows, mode, key: coverageKey }, (to, run) => ({
    async executeTakeFirst() {
      for (const row of run) {
        const until = storedOf.get(nameOf(row))?.map(({ observed_until }) => observed_until) ?? [];
        await putAside(context, to, sameBeginning(to.selectFrom("coverage").selectAll(), row, until));
        for (const one of until) {
          const { study_id, participant_id, source, observed_from } = row;
          await to
            .deleteFrom("coverage")
            .where((is) => is.and({ study_id, participant_id, source, observed_from, observed_until: one }))
            .execute();
        }
      }
      return await to.insertInto("coverage").values(run).onConflict(ignore).executeTakeFirst();
    },
  }));
}

function sameBeginning<O>(
  base: SelectQueryBuilder<Tables, "coverage", O>,
  { study_id, participant_id, source, observed_from }: CoverageRow,
  until: readonly string[],
) {
  const same = base.where((is) => is.and({ study_id, participant_id, source, observed_from }));
  return same.where("observed_until", "in", until);
}

function correctConditions(context: Adding, rows: readonly ConditionRow[], mode: AddMode) {
  return addNew(context, { rows, mode, key: conditionKey }, (to, run) => ({
    async executeTakeFirst() {
      for (const { study_id, product, from_at, to_at } of run) {
        const base = to.selectFrom("conditions").selectAll();
        await putAside(
          context,
          to,
          base.where((is) => is.and({ study_id, product, from_at, to_at })),
        );
      }
      const add = to.insertInto("conditions").values(run);
      return await add
        .onConflict((on) =>
          on.columns(["study_id", "product", "from_at", "to_at"]).doUpdateSet((excluded) => ({
            price: excluded.ref("excluded.price"),
            promotion: excluded.ref("excluded.promotion"),
            in_stock: excluded.ref("excluded.in_stock"),
            advertising: excluded.ref("excluded.advertising"),
            batch: excluded.ref("excluded.batch"),
          })),
        )
        .executeTakeFirst();
    },
  }));
}

function correctPredictors(context: Adding, rows: readonly PredictorRow[], mode: AddMode) {
  return addNew(context, { rows, mode, key: predictorKey }, (to, run) => ({
    async executeTakeFirst() {
      for (const { study_id, participant_id, name } of run) {
        const base = to.selectFrom("predictors").selectAll();
        await putAside(
          context,
          to,
          base.where((is) => is.and({ study_id, participant_id, name })),
        );
      }
      const add = to.insertInto("predictors").values(run);
      return await add
        .onConflict((on) =>
          on
            .columns(["study_id", "participant_id", "name"])
            .doUpdateSet({ value: sql<number>`excluded.value`, batch: sql<string | null>`excluded.batch` }),
        )
        .executeTakeFirst();
    },
  }));
}

type Replaced = { readonly participant_id?: string | undefined; readonly batch?: string | null | undefined };

/** Keeps stored rows that are about to go, but those that came with the very import. */
async function putAside(
  { batch }: Adding,
  query: Query,
  stored: { execute(): Promise<readonly Replaced[]> },
): Promise<void> {
  if (batch === null) return;
  const gone = (await stored.execute()).filter((row) => row.batch !== batch);
  if (gone.length === 0) return;
  const rows = gone.map((row) => ({
    batch,
    key: JSON.stringify(keyOf(row)),
    participant_id: row.participant_id ?? "",
    replaced_batch: row.batch ?? null,
    record: JSON.stringify(row),
  }));
  await query.insertInto("import_replaced").values(rows).onConflict(ignore).execute();
}

/** What tells a stored row from the others of its kind. */
function keyOf(row: Replaced & Partial<Record<string, unknown>>): unknown {
  const { dedupe_key, participant_id, name, product, source, ...rest } = row;
  if (dedupe_key !== undefined) return dedupe_key;
  const times = [rest["from_at"], rest["to_at"], rest["observed_from"], rest["observed_until"]];
  return [participant_id, name, product, source, ...times];
}
