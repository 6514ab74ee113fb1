import type { StoreContext } from "../store/context.ts";
import type { Tables } from "../store/tables.ts";
import { type ImportOptions, linked } from "./importPurchases.ts";
import { type ImportReport, tally } from "./importReport.ts";
import { insertNew } from "./insertNew.ts";
import { peopleByKey } from "./linkedPeople.ts";
import { endOfMoment, readMoment } from "./moments.ts";
import { readTable, type TableSource } from "./readTable.ts";

/** Imports from when until when the sources see what people buy. A line without a key holds for everyone. */
export async function importCoverage(
  context: StoreContext,
  source: TableSource,
  { study, map, dateFormat, isDryRun }: ImportOptions,
): Promise<ImportReport> {
  const people = await peopleByKey(context, study.id);
  const counts = tally();
  const rows: Tables["coverage"][] = [];
  const required = ["observed_from", "observed_until", "source"];
  for await (const row of readTable(source, { required, ...(map ? { map } : {}) })) {
    counts.count("rowsRead");
    const key = row.cell("participant_key");
    const person = key === undefined ? undefined : linked(people.find(key), counts);
    if (key !== undefined && !person) continue;
    const from = readMoment(row.cell("observed_from") ?? "", dateFormat);
    const until = readMoment(row.cell("observed_until") ?? "", dateFormat);
    if (!from || !until || endOfMoment(until) < from.at) {
      counts.problem(row.row, "observed_from and observed_until must be dates, the first not after the second");
      continue;
    }
    rows.push({
      study_id: study.id,
      participant_id: person?.participantId ?? "",
      source: row.cell("source") ?? "",
      observed_from: from.at.toISOString(),
      observed_until: endOfMoment(until).toISOString(),
    });
  }
  const added = await insertNew(context, {
    rows,
    isDryRun,
    insert: (query, run) =>
      query
        .insertInto("coverage")
        .values(run)
        .onConflict((on) => on.doNothing())
        .executeTakeFirst(),
  });
  counts.count("added", added);
  counts.count("duplicate", rows.length - added);
  return counts.report("coverage", isDryRun);
}
