import type { Study } from "../../experiments/contract/study.ts";
import type { CoverageCorrection, CoverageRow, RecordStore } from "../store/store.ts";
import { type FindPerson, personFinder } from "./findPerson.ts";
import type { LinedRow, RecordKind } from "./importRecords.ts";
import type { Changed, Tally } from "./importReport.ts";
import { recordColumns } from "./recordColumns.ts";
import type { RecordRow } from "./recordTable.ts";
import { RowCounter } from "./rowCounter.ts";

/** From when until when the sources see what people buy. A line without a key holds for everyone. A later end of the same
 *  source and beginning is new; an earlier one contradicts what is stored, unless the file still holds that too. */
export async function coverageKind(
  records: RecordStore,
  study: Study,
  changed: Changed,
): Promise<RecordKind<CoverageRow>> {
  const find = await personFinder(records, study.id);
  const inFile = new RowCounter();
  const met = new RowCounter();
  const corrections: CoverageCorrection[] = [];
  const fresh = (longer: readonly CoverageRow[], { line, row }: LinedRow<CoverageRow>, counts: Tally) => {
    const before = longer
      .map(({ observed_until }) => observed_until)
      .sort()
      .at(-1);
    if (before === undefined) return [row];
    counts.change([{ row: line, column: "observed_until", before, found: row.observed_until }]);
    if (changed === "corrected") corrections.push({ stored: longer, row });
    return [];
  };
  return {
    kind: "coverage",
    columns: recordColumns.coverage,
    read: (row, counts) => coverageOf(row, counts, { find, studyId: study.id }),
    note: (row) => void inFile.add(contentOf(row)),
    async fresh(rows, counts) {
      const people = [...new Set(rows.map(({ row }) => row.participant_id))];
      const stored = people.length === 0 ? [] : await records.storedCoverage(study.id, people);
      const gone = stored.filter((row) => !inFile.has(contentOf(row)));
      return rows.flatMap((one) => {
        if (met.add(contentOf(one.row)) > 0) return [];
        return fresh(
          gone.filter((row) => isLonger(row, one.row)),
          one,
          counts,
        );
      });
    },
    async add(rows, mode) {
      const added = await records.addCoverage(rows, mode);
      await records.correctCoverage(corrections.splice(0), mode);
      return added;
    },
  };
}

type Knowing = { readonly find: FindPerson; readonly studyId: string };

function coverageOf(row: RecordRow, counts: Tally, { find, studyId }: Knowing): readonly CoverageRow[] {
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
      study_id: studyId,
      participant_id: person?.participantId ?? "",
      source: row.text("source") ?? "",
      observed_from: from.at.toISOString(),
      observed_until: until.end.toISOString(),
    },
  ];
}

function contentOf({ participant_id, source, observed_from, observed_until }: CoverageRow): string {
  return JSON.stringify([participant_id, source, observed_from, observed_until]);
}

function isLonger(stored: CoverageRow, row: CoverageRow): boolean {
  return (
    stored.participant_id === row.participant_id &&
    stored.source === row.source &&
    stored.observed_from === row.observed_from &&
    stored.observed_until > row.observed_until
  );
}
