import { sql } from "kysely";
import { Problem } from "../../experiments/contract/problem.ts";
import type { StoreContext } from "../store/context.ts";
import type { Tables } from "../store/tables.ts";
import { type ImportOptions, linked } from "./importPurchases.ts";
import { type ImportReport, tally } from "./importReport.ts";
import { insertNew } from "./insertNew.ts";
import { peopleByKey } from "./linkedPeople.ts";
import { headerOf, readTable, type TableSource } from "./readTable.ts";

const NAME = /^[a-z][a-z0-9_]{0,62}$/;

/** Imports numbers measured elsewhere, a column a predictor, for people who agreed to the linkage. */
export async function importPredictors(
  context: StoreContext,
  source: TableSource & { readonly again: () => AsyncIterable<Uint8Array> },
  { study, map, isDryRun }: ImportOptions,
): Promise<ImportReport> {
  const keyColumn = map?.get("participant_key") ?? "participant_key";
  const names = (await headerOf(source)).filter((name) => name !== keyColumn && name !== "");
  const wrong = names.find((name) => !NAME.test(name));
  if (wrong !== undefined) throw wrongName(source.name, wrong);
  const people = await peopleByKey(context, study.id);
  const counts = tally();
  const rows: Tables["predictors"][] = [];
  const again = { name: source.name, bytes: source.again() };
  for await (const row of readTable(again, { required: ["participant_key"], ...(map ? { map } : {}) })) {
    counts.count("rowsRead");
    const person = linked(people.find(row.cell("participant_key") ?? ""), counts);
    if (!person) continue;
    for (const name of names) {
      const text = row.cell(name);
      if (text === undefined) continue;
      const value = Number(text);
      if (!Number.isFinite(value)) counts.problem(row.row, `${name} is not a number`);
      else rows.push({ study_id: study.id, participant_id: person.participantId, name, value });
    }
  }
  const added = await insertNew(context, {
    rows,
    isDryRun,
    insert: (query, run) =>
      query
        .insertInto("predictors")
        .values(run)
        .onConflict((on) => on.doNothing())
        .executeTakeFirst(),
  });
  if (!isDryRun) await noteOrigin(context, { studyId: study.id, names, file: source.name });
  counts.count("added", added);
  counts.count("duplicate", rows.length - added);
  return counts.report("predictors", isDryRun);
}

async function noteOrigin(
  { database, now }: StoreContext,
  { studyId, names, file }: { readonly studyId: string; readonly names: readonly string[]; readonly file: string },
): Promise<void> {
  const note = `Imported from ${file} on ${now().toISOString().slice(0, 10)}`;
  for (const name of names) {
    await database.query
      .insertInto("predictor_notes")
      .values({ study_id: studyId, name, note })
      .onConflict((on) => on.columns(["study_id", "name"]).doUpdateSet({ note: sql<string>`excluded.note` }))
      .execute();
  }
}

function wrongName(file: string, found: string): Problem {
  return new Problem({
    code: "table-invalid",
    detail: "The name of a predictor becomes a column of the export.",
    file,
    line: 1,
    expected: "lower-case letters, digits and _, starting with a letter",
    found,
  });
}
