import type { Measure } from "../../experiments/contract/measure.ts";
import { flagsAbout } from "../../experiments/tableFiles/flagsOfFolder.ts";
import { openTable } from "../../experiments/tableFiles/openTable.ts";
import { recipeOf } from "../../experiments/tableFiles/recipeFiles.ts";
import type { TableFlags } from "../../experiments/tableFiles/tableFlags.ts";
import type { TableOrigin } from "../../experiments/tableFiles/tableOrigin.ts";
import type { Ask, Said } from "../../experiments/tables/ask.ts";
import { readHeader, tableHeader } from "../../experiments/tables/readHeader.ts";
import { readTogether } from "../../experiments/tables/readTogether.ts";
import { applyRecipe } from "../../experiments/tables/recipes/applyRecipe.ts";
import { saidOf } from "../../experiments/tables/said.ts";
import type { Table } from "../../experiments/tables/table.ts";
import type { Asker } from "../../experiments/tables/textReader.ts";
import { askForAll, askForHeader, askForTrials, type TrialGroup, trialGroups } from "./scoring/trialTable.ts";

/** The trials of a measure in an export. */
export type StoredTrials = {
  readonly groups: readonly TrialGroup[];
  /** Rows that the measure could not read. */
  readonly unreadable: number;
  readonly sha256: string;
  /** Rows of the file, other measures' too. */
  readonly records: number;
};

/** Reads the trials or answers of several measures from one table of an export, which is read once, also for those who ask
 *  beside them: one entry a measure, in order. Throws a Problem with every mistake. */
export async function readStoredTrials(
  measures: readonly Measure[],
  origin: TableOrigin,
  { beside = [], flags = {} }: Beside = {},
): Promise<readonly StoredTrials[]> {
  const open = () => openTable(origin, flags);
  const { names } = await readHeader(await open(), askForAny(measures, flags));
  const tables: Table[] = [];
  const askers = measures.map((measure, at) => ({
    ask: askForStored(measure, names, flags),
    take: (table: Table) => {
      tables[at] = table;
    },
  }));
  await readTogether(await open(), [...askers, ...beside]);
  return measures.flatMap((measure, at) => {
    const table = tables[at];
    if (table === undefined) return [];
    const { unreadable, sha256 = "", records } = table;
    return [{ groups: trialGroups(measure, table), unreadable: unreadable.length, sha256, records }];
  });
}

/** Who else reads the table, and how it is written where it was changed. */
export type Beside = { readonly beside?: readonly Asker[]; readonly flags?: TableFlags };

function askForStored(measure: Measure, names: readonly string[], flags: TableFlags): Ask {
  const said = saidAbout(measure, flags);
  return askForTrials(measure, tableHeader(names, askForHeader(measure, said)), { said, isStored: true });
}

/** To find the header: what any of the measures may have. */
function askForAny(measures: readonly Measure[], flags: TableFlags): Ask {
  const columns = Object.assign({}, ...measures.map((measure) => askForHeader(measure, {}).columns));
  return { columns, said: saidOf(flagsAbout(flags, (name) => Object.hasOwn(columns, name))) };
}

/** What is said of the columns of a measure. */
function saidAbout(measure: Measure, flags: TableFlags): Said {
  const { columns } = askForAll(measure, {});
  const said = saidOf(flagsAbout(flags, (name) => Object.hasOwn(columns, name)));
  return flags.recipe === undefined ? said : applyRecipe(recipeOf(flags.recipe), measure.name, said);
}
