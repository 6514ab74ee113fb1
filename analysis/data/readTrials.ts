import type { Measure } from "../../experiments/contract/measure.ts";
import { type Opened, openAs } from "../../experiments/tableFiles/readAs.ts";
import type { TableFlags } from "../../experiments/tableFiles/tableFlags.ts";
import type { TableOrigin } from "../../experiments/tableFiles/tableOrigin.ts";
import type { Said } from "../../experiments/tables/ask.ts";
import { readHeader } from "../../experiments/tables/readHeader.ts";
import { readTable } from "../../experiments/tables/readTable.ts";
import { targetOf } from "../../experiments/tables/recipes/applyRecipe.ts";
import type { Table } from "../../experiments/tables/table.ts";
import { askForAll, askForHeader, askForTrials, type TrialGroup, trialGroups } from "./scoring/trialTable.ts";
import { askForSurvey, surveyItems, unfolded } from "./surveyAnswers.ts";

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
  const asks = (said: Said) => {
    const items = surveyItems(measure, said);
    return [items.length > 0 ? askForSurvey(items, said) : askForAll(measure, said)];
  };
  const opened = await openAs(origin, { flags, target, asks });
  const { recipe } = opened;
  const table = await trialsIn(measure, opened, isStored);
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

async function trialsIn(measure: Measure, { open, said }: Opened, isStored: boolean): Promise<Table> {
  const items = surveyItems(measure, said);
  if (items.length === 0) {
    const header = await readHeader(await open(), askForHeader(measure, said));
    return await readTable(await open(), askForTrials(measure, header, { said, isStored }));
  }
  const survey = await readTable(await open(), askForSurvey(items, said));
  const long = { said: {}, isStored };
  const source = () => unfolded(survey, items, "the survey's answers");
  const table = await readTable(
    source(),
    askForTrials(measure, await readHeader(source(), askForHeader(measure, {})), long),
  );
  const { notes, sha256 } = survey;
  const columns = items.length === 1 ? "1 column" : `${items.length} columns`;
  const note = `Each row is a person; ${columns} of answers were read.`;
  return { ...table, notes: [...notes, note], ...(sha256 === undefined ? {} : { sha256 }) };
}
