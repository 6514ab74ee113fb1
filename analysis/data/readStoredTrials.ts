import type { Measure } from "../../experiments/contract/measure.ts";
import { flagsAbout } from "../../experiments/tableFiles/flagsOfFolder.ts";
import { openTable } from "../../experiments/tableFiles/openTable.ts";
import { recipeOf } from "../../experiments/tableFiles/recipeFiles.ts";
import type { TableFlags } from "../../experiments/tableFiles/tableFlags.ts";
import type { TableOrigin } from "../../experiments/tableFiles/tableOrigin.ts";
import type { Ask, Said } from "../../experiments/tables/ask.ts";
import { readHeader, tableHeader } from "../../experiments/tables/readHeader.ts";
import { readTable } from "../../experiments/tables/readTable.ts";
import { readTogether } from "../../experiments/tables/readTogether.ts";
import { applyRecipe } from "../../experiments/tables/recipes/applyRecipe.ts";
import { saidOf } from "../../experiments/tables/said.ts";
import type { Table } from "../../experiments/tables/table.ts";
import type { Asker } from "../../experiments/tables/textReader.ts";
import { diskShelf } from "./diskShelf.ts";
import { inMemory, type Shelf } from "./scoring/heldRows.ts";
import { askForAll, askForHeader, askForTrials, type TrialGroup, trialGroups } from "./scoring/trialTable.ts";
import { wholePeople } from "./wholePeople.ts";

/** The trials of a measure in an export. */
export type StoredTrials = {
  readonly groups: readonly TrialGroup[];
  /** Rows that the measure could not read. */
  readonly unreadable: number;
  readonly sha256: string;
  /** Rows of the file, other measures' too. */
  readonly records: number;
};

/** Rows that are in memory at once; a smaller table is there whole. */
const ROWS_AT_ONCE = 1 << 16;

/** Who else reads the table, and how it is written where it was changed. */
export type Beside = { readonly beside?: readonly Asker[]; readonly flags?: TableFlags };

type Reading = Beside & { readonly origin: TableOrigin; readonly rowsAtOnce?: number };

/** Reads the trials or answers of several measures from one table of an export, which is read once, also for those who ask
 *  beside them, and gives `work` one entry a measure, in order. What is in memory grows with the people, not with their trials:
 *  the rows lie on disk until `work` asks for them. Only where a person's rows are in two places, as in a study with waves, the
 *  table is read again and held whole. Throws a Problem with every mistake. */
export async function withStoredTrials<T>(
  measures: readonly Measure[],
  { origin, beside = [], flags = {}, rowsAtOnce = ROWS_AT_ONCE }: Reading,
  work: (trials: readonly StoredTrials[]) => T,
): Promise<T> {
  const open = () => openTable(origin, flags);
  const { names } = await readHeader(await open(), askForAny(measures, flags));
  const { shelf, clear } = lazyShelf();
  const readers = measures.map((measure) => {
    const ask = askForStored(measure, names, flags);
    return { measure, ask, parts: partsOf(measure, shelf, rowsAtOnce) };
  });
  try {
    const askers = readers.map(({ ask, parts }) => ({ ask, batch: rowsAtOnce, take: parts.take }));
    await readTogether(await open(), [...askers, ...beside]);
    const read: StoredTrials[] = [];
    for (const { measure, ask, parts } of readers) {
      const { groups, ...facts } = parts.finish();
      read.push({ ...facts, groups: groups ?? trialGroups(measure, await readTable(await open(), ask)) });
    }
    return work(read);
  } finally {
    clear();
  }
}

/** The groups of one measure, part by part; null once a person's rows turned out to be in two places. */
function partsOf(measure: Measure, shelf: Shelf, rowsAtOnce: number) {
  const groups: TrialGroup[] = [];
  const facts = { unreadable: 0, records: 0, sha256: "" };
  let isOnly = false;
  const people = wholePeople((part) => {
    for (const group of trialGroups(measure, part, isOnly ? inMemory : shelf)) groups.push(group);
  });
  return {
    take({ rows, columns, unreadable, records, sha256 = "" }: Table) {
      isOnly = facts.records === 0 && rows < rowsAtOnce;
      Object.assign(facts, { records, sha256, unreadable: facts.unreadable + unreadable.length });
      people.add({ rows, columns, unreadable });
    },
    finish() {
      people.finish();
      return { ...facts, groups: people.isMixed() ? null : groups };
    },
  };
}

/** A shelf that is made when the first rows are put on it. */
function lazyShelf(): ReturnType<typeof diskShelf> {
  let made: ReturnType<typeof diskShelf> | undefined;
  return {
    shelf(rows) {
      made ??= diskShelf();
      return made.shelf(rows);
    },
    clear: () => made?.clear(),
  };
}

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
