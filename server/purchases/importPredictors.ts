import { Problem } from "../../experiments/contract/problem.ts";
import type { PredictorRow, RecordStore } from "../store/store.ts";
import { personFinder } from "./findPerson.ts";
import type { ImportOptions } from "./importPurchases.ts";
import { type ImportReport, tally } from "./importReport.ts";
import { headerOf, readTable, type TableSource } from "./readTable.ts";

const NAME = /^[a-z][a-z0-9_]{0,62}$/;

/** Imports numbers measured elsewhere, a column a predictor, for people who agreed to the linkage. */
export async function importPredictors(
  records: RecordStore,
  source: TableSource & { readonly again: () => AsyncIterable<Uint8Array> },
  { study, map, isDryRun }: ImportOptions,
): Promise<ImportReport> {
  const keyColumn = map?.get("participant_key") ?? "participant_key";
  const names = (await headerOf(source)).filter((name) => name !== keyColumn && name !== "");
  const wrong = names.find((name) => !NAME.test(name));
  if (wrong !== undefined) throw wrongName(source.name, wrong);
  const find = await personFinder(records, study.id);
  const counts = tally();
  const rows: PredictorRow[] = [];
  const again = { name: source.name, bytes: source.again() };
  for await (const row of readTable(again, { required: ["participant_key"], ...(map ? { map } : {}) })) {
    counts.count("rowsRead");
    const person = find(row.cell("participant_key"), counts);
    if (!person) continue;
    for (const name of names) {
      const text = row.cell(name);
      if (text === undefined) continue;
      const value = Number(text);
      if (!Number.isFinite(value)) counts.problem(row.row, `${name} is not a number`);
      else rows.push({ study_id: study.id, participant_id: person.participantId, name, value });
    }
  }
  const added = await records.addPredictors(rows, isDryRun ? "try" : "keep");
  if (!isDryRun) await records.notePredictors(study.id, names, source.name);
  counts.count("added", added);
  counts.count("duplicate", rows.length - added);
  return counts.report("predictors", isDryRun);
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
