import type { Measure } from "../../experiments/contract/measure.ts";
import { openAs } from "../../experiments/tableFiles/readAs.ts";
import type { TableFlags } from "../../experiments/tableFiles/tableFlags.ts";
import type { TableOrigin } from "../../experiments/tableFiles/tableOrigin.ts";
import { readHeader } from "../../experiments/tables/readHeader.ts";
import { readTable } from "../../experiments/tables/readTable.ts";
import { targetOf } from "../../experiments/tables/recipes/applyRecipe.ts";
import { askForAll, askForHeader, askForTrials, type TrialGroup, trialGroups } from "./scoring/trialTable.ts";

export type ReadTrials = {
  readonly groups: readonly TrialGroup[];
  /** Rows read. */
  readonly rows: number;
  /** Rows of an export that its measure could not read. */
  readonly unreadable: number;
  readonly notes: readonly string[];
  readonly sha256: string;
  /** How the times of the platform that wrote the file are scored where nobody says. */
  readonly profile?: string;
};

type Reading = {
  readonly flags: TableFlags;
  /** Rows of an export's own table that the measure cannot read are left out and counted: nobody can correct them. */
  readonly isStored: boolean;
};

/** Reads the trials or answers of a measure from a file of any kind, in our form or by the recipe of the platform that wrote
 *  it. Throws a Problem with every mistake. */
export async function readTrials(
  measure: Measure,
  origin: TableOrigin,
  { flags, isStored }: Reading,
): Promise<ReadTrials> {
  const target = measure.name;
  const opened = await openAs(origin, { flags, target, asks: (said) => [askForAll(measure, said)] });
  const { said, recipe } = opened;
  const header = await readHeader(await opened.open(), askForHeader(measure, said));
  const table = await readTable(await opened.open(), askForTrials(measure, header, { said, isStored }));
  const { profile, because } = (recipe && targetOf(recipe, target)) ?? {};
  const scoredBy =
    profile === undefined ? [] : [`Scored by profile ${profile} unless --profile says otherwise: ${because}.`];
  return {
    groups: trialGroups(measure, table),
    rows: table.rows,
    unreadable: table.unreadable.length,
    notes: [...opened.notes, ...table.notes, ...scoredBy],
    sha256: table.sha256 ?? "",
    ...(profile === undefined ? {} : { profile }),
  };
}
