import type { Measure } from "../../experiments/contract/measure.ts";
import { openTable } from "../../experiments/tableFiles/openTable.ts";
import type { TableOrigin } from "../../experiments/tableFiles/tableOrigin.ts";
import { readHeader } from "../../experiments/tables/readHeader.ts";
import { readTable } from "../../experiments/tables/readTable.ts";
import { askForHeader, askForTrials, type TrialGroup, type TrialReading, trialGroups } from "./scoring/trialTable.ts";

export type ReadTrials = {
  readonly groups: readonly TrialGroup[];
  /** Rows of an export that its measure could not read. */
  readonly unreadable: number;
  readonly notes: readonly string[];
  readonly sha256: string;
};

/** Reads the trials or answers of a measure from a file of any kind. Throws a Problem with every mistake. */
export async function readTrials(
  measure: Measure,
  origin: TableOrigin,
  reading: TrialReading & { readonly sheet?: string | undefined },
): Promise<ReadTrials> {
  const header = await readHeader(await openTable(origin, reading), askForHeader(measure, reading.said));
  const table = await readTable(await openTable(origin, reading), askForTrials(measure, header, reading));
  return {
    groups: trialGroups(measure, table),
    unreadable: table.unreadable.length,
    notes: table.notes,
    sha256: table.sha256 ?? "",
  };
}
