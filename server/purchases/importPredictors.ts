import { askNumber } from "../../experiments/contract/asked.ts";
import { Problem } from "../../experiments/contract/problem.ts";
import type { Study } from "../../experiments/contract/study.ts";
import type { Ask, Said } from "../../experiments/tables/ask.ts";
import { HeaderNames, tidyName } from "../../experiments/tables/names.ts";
import type { PredictorRow, RecordStore } from "../store/store.ts";
import { personFinder } from "./findPerson.ts";
import type { LinedRow, RecordKind } from "./importRecords.ts";
import type { Changed, Tally } from "./importReport.ts";
import { recordColumns } from "./recordColumns.ts";
import { type RecordTable, recordHeader } from "./recordTable.ts";

const NAME = /^[a-z][a-z0-9_]{0,62}$/;

/** Which columns of a file are predictors, by the names they are to have; and how the file must be read to have them so. */
export type Predictors = {
  readonly names: readonly string[];
  readonly table: RecordTable;
  readonly columns: Ask["columns"];
};

/** The predictors of a table: those chosen (by our name when `--map` gives one), or every column but the key and those that
 *  choose rows. Throws a Problem for a name that is none. */
export async function predictorsOf(table: RecordTable, chosen: readonly string[] = []): Promise<Predictors> {
  const { said } = table;
  const mapped = [...(said.map?.keys() ?? [])].filter((name) => name !== "participant_key");
  const header = await recordHeader(
    { ...table, said: { ...said, map: keyOnly(said.map), values: new Map() } },
    recordColumns.predictors,
  );
  const recipes = recipeNames(said, header.names);
  const names = chosen.length > 0 ? chosen.map(tidyName) : (recipes ?? (await allOf(table, header.names, mapped)));
  if (names.length === 0) throw noPredictors(table.file, header.names);
  const wrong = names.find((name) => !NAME.test(name));
  if (wrong !== undefined) throw wrongName(table.file, wrong);
  const columns = Object.fromEntries(names.map((name) => [name, askNumber({ required: true })]));
  return { names, table, columns: { ...recordColumns.predictors, ...columns } };
}

/** The predictors that the recipe of the file's platform names, as far as the file has them; null without one. */
function recipeNames({ recipe, map }: Said, header: readonly string[]): readonly string[] | null {
  if (recipe === undefined) return null;
  const names = new HeaderNames(header);
  const found = [...recipe.columns].filter(([, { from }]) => names.firstOf(from).length > 0).map(([name]) => name);
  return [...(map?.keys() ?? []), ...found].filter((name) => name !== "participant_key");
}

/** What is said of the key and of the file as a whole. */
export function keySaid({ map, values, units: _, ...said }: Said): Said {
  return { ...said, map: keyOnly(map), values: keyOnly(values) };
}

function keyOnly<T>(all: ReadonlyMap<string, T> | undefined): ReadonlyMap<string, T> {
  return new Map([...(all ?? [])].filter(([name]) => name === "participant_key"));
}

/** Every column that has a name and no other use: mapped ones go by ours. */
async function allOf({ said, where = [] }: RecordTable, header: readonly string[], mapped: readonly string[]) {
  const asked = recordColumns.predictors["participant_key"];
  const names = new HeaderNames(header);
  const placesOf = (name: string) =>
    asked === undefined ? [] : names.placesOf({ name, asked, mapped: said.map?.get(name) });
  const taken = new Set(["participant_key", ...mapped].flatMap(placesOf));
  const chooses = new Set(where.map(({ column }) => column));
  return [...mapped, ...header.filter((name, place) => name !== "" && !taken.has(place) && !chooses.has(name))];
}

/** Numbers measured elsewhere, a column a predictor, for people who agreed to the linkage. What is known of a person stays. */
export async function predictorKind(
  records: RecordStore,
  study: Study,
  { names, columns, changed }: Predictors & { readonly changed: Changed },
): Promise<RecordKind<PredictorRow>> {
  const find = await personFinder(records, study.id);
  const known = new Map<string, number>();
  const inFile = new Set<string>();
  const corrections: PredictorRow[] = [];
  return {
    kind: "predictors",
    columns,
    read(row, counts) {
      const person = find(row.text("participant_key"), counts);
      if (person === undefined) return [];
      if (row.problem !== undefined) {
        counts.problem(row.problem);
        return [];
      }
      return names.flatMap((name): readonly PredictorRow[] => {
        const value = row.number(name);
        return value === null ? [] : [{ study_id: study.id, participant_id: person.participantId, name, value }];
      });
    },
    fresh: async (rows, counts) => {
      for (const row of await storedOf(records, study.id, rows)) known.set(keyOf(row), row.value);
      return rows.flatMap(({ line, row }) => {
        const isFirst = !inFile.has(keyOf(row));
        inFile.add(keyOf(row));
        const fresh = newOf(known, { line, row }, counts);
        // A further row that contradicts the first is told and goes no further.
        if (changed === "corrected" && fresh.length === 0 && isFirst) corrections.push(row);
        return fresh;
      });
    },
    async add(rows, mode) {
      const added = await records.addPredictors(rows, mode);
      await records.correctPredictors(corrections.splice(0), mode);
      return added;
    },
  };
}

async function storedOf(records: RecordStore, studyId: string, rows: readonly LinedRow<PredictorRow>[]) {
  return await records.storedPredictors(studyId, [...new Set(rows.map(({ row }) => row.participant_id))]);
}

function newOf(known: Map<string, number>, { line, row }: LinedRow<PredictorRow>, counts: Tally) {
  const before = known.get(keyOf(row));
  if (before === undefined) {
    known.set(keyOf(row), row.value);
    return [row];
  }
  if (before !== row.value) {
    counts.change([{ row: line, column: row.name, before: String(before), found: String(row.value) }]);
  }
  return [];
}

function keyOf({ participant_id, name }: PredictorRow): string {
  return `${participant_id} ${name}`;
}

function noPredictors(file: string, names: readonly string[]): Problem {
  return new Problem({
    code: "table-invalid",
    detail: "The table has no column beside the key: there is nothing to import.",
    file,
    line: 1,
    expected: "participant_key and a column for each predictor",
    found: names.join(", ").slice(0, 200),
    todo: "Check that this is the file you meant.",
  });
}

function wrongName(file: string, found: string): Problem {
  return new Problem({
    code: "table-invalid",
    detail: `"${found}" cannot be the name of a predictor, which becomes a column of the export.`,
    file,
    line: 1,
    expected: "lower-case letters, digits and _, starting with a letter",
    found,
    todo: `Give it a name with --map, such as --map score="${found}", or choose columns with --columns.`,
  });
}
