import type { Measure } from "../../experiments/contract/measure.ts";
import { openTable } from "../../experiments/tableFiles/openTable.ts";
import type { TableOrigin } from "../../experiments/tableFiles/tableOrigin.ts";
import { readHeader, tableHeader } from "../../experiments/tables/readHeader.ts";
import { readTogether } from "../../experiments/tables/readTogether.ts";
import type { Table } from "../../experiments/tables/table.ts";
import type { Asker } from "../../experiments/tables/textReader.ts";
import { askForHeader, askForTrials, type TrialGroup, trialGroups } from "./scoring/trialTable.ts";

/** The trials of a measure in an export. */
export type StoredTrials = {
  readonly groups: readonly TrialGroup[];
  /** Rows that the measure could not read. */
  readonly unreadable: number;
  readonly sha256: string;
  /** Rows of the file, other measures' too. */
  readonly records: number;
};

const STORED = { said: {}, isStored: true };

/** Reads the trials or answers of several measures from one table of an export, which is read once, also for those who ask
 *  beside them: one entry a measure, in order. Throws a Problem with every mistake. */
export async function readStoredTrials(
  measures: readonly Measure[],
  origin: TableOrigin,
  beside: readonly Asker[] = [],
): Promise<readonly StoredTrials[]> {
  const { names } = await readHeader(await openTable(origin), askForAny(measures));
  const tables: Table[] = [];
  const askers = measures.map((measure, at) => ({
    ask: askForTrials(measure, tableHeader(names, askForHeader(measure, STORED.said)), STORED),
    take: (table: Table) => {
      tables[at] = table;
    },
  }));
  await readTogether(await openTable(origin), [...askers, ...beside]);
  return measures.flatMap((measure, at) => {
    const table = tables[at];
    if (table === undefined) return [];
    const { unreadable, sha256 = "", records } = table;
    return [{ groups: trialGroups(measure, table), unreadable: unreadable.length, sha256, records }];
  });
}

/** To find the header: what any of the measures may have. */
function askForAny(measures: readonly Measure[]) {
  const columns = Object.assign({}, ...measures.map((measure) => askForHeader(measure, STORED.said).columns));
  return { columns, said: STORED.said };
}
