import type { Study } from "../../experiments/contract/study.ts";
import type { CoverageRow, RecordStore } from "../store/store.ts";
import { personFinder } from "./findPerson.ts";
import type { RecordKind } from "./importRecords.ts";
import { recordColumns } from "./recordColumns.ts";
import { RowCounter } from "./rowCounter.ts";

/** From when until when the sources see what people buy. A line without a key holds for everyone. */
export async function coverageKind(records: RecordStore, study: Study): Promise<RecordKind<CoverageRow>> {
  const find = await personFinder(records, study.id);
  const met = new RowCounter();
  return {
    kind: "coverage",
    columns: recordColumns.coverage,
    read(row, counts) {
      const key = row.text("participant_key");
      const person = key === undefined ? undefined : find(key, counts);
      if (key !== undefined && person === undefined) return [];
      const [from, until] = [row.moment("observed_from"), row.moment("observed_until")];
      const { problem } = row;
      if (problem !== undefined || from === null || until === null || until.end < from.at) {
        counts.problem(problem ?? row.line, "observed_from is after observed_until.");
        return [];
      }
      return [
        {
          study_id: study.id,
          participant_id: person?.participantId ?? "",
          source: row.text("source") ?? "",
          observed_from: from.at.toISOString(),
          observed_until: until.end.toISOString(),
        },
      ];
    },
    fresh: async (rows) => rows.flatMap(({ row }) => (met.add(JSON.stringify(row)) > 0 ? [] : [row])),
    add: (rows, mode) => records.addCoverage(rows, mode),
  };
}
