import { mean } from "simple-statistics";
import { codedOutcome } from "../../data/cohort.ts";
import { cellsOf, numbersOf } from "../../data/dataTable.ts";
import type { Context } from "../context.ts";

/** A treatment with the levels that people were randomised to, the first the one that others are compared with. */
export type Treatment = { readonly column: string; readonly levels: readonly string[]; readonly seen: string | null };

/** Something that a treatment may change: what people say, feel or do. Numbers by person; null where it is not known. */
export type Response = {
  readonly role: "say" | "feel" | "do";
  readonly column: string;
  readonly values: readonly (number | null)[];
};

/** Everyone who was randomised, one entry a person, whatever they answered: analyses are by intention to treat. */
export type TreatedPeople = {
  readonly treatments: readonly Treatment[];
  /** By treatment column, each person's level; null where none is known. */
  readonly levels: Readonly<Record<string, readonly (string | null)[]>>;
  /** By treatment column, whether each person was shown it. */
  readonly seen: Readonly<Record<string, readonly boolean[]>>;
  readonly responses: readonly Response[];
  /** Whether each person is in the analysed rows. */
  readonly isAnalysed: readonly boolean[];
};

/** The people of a table with their treatments and responses; a person's rows about several products count as their mean. */
export function treatedPeople({ table, plan, outcome, cohort, measures }: Context): TreatedPeople {
  const persons = rowsByPerson(table.rows, plan.participant === undefined ? null : cellsOf(table, plan.participant));
  const averaged = (values: readonly (number | null)[]) =>
    persons.map((rows) => {
      const known = rows.flatMap((row) => values[row] ?? []);
      return known.length === 0 ? null : mean(known);
    });
  const first = (column: string) => {
    const cells = cellsOf(table, column);
    return persons.map((rows) => rows.map((row) => cells[row] ?? null).find((cell) => cell !== null) ?? null);
  };
  const planned = plan.treatments ?? [];
  const levels = Object.fromEntries(
    planned.map(({ column }) => [column, first(column).map((cell) => (cell === null ? null : String(cell)))]),
  );
  const analysed = new Set(cohort.rows);
  const roles = { stated: "say", implicit: "feel", other: null } as const;
  return {
    treatments: planned.map(({ column, levels: named, seen }) => ({
      column,
      levels: named ?? [...new Set((levels[column] ?? []).flatMap((level) => level ?? []))].sort(),
      seen: seen ?? null,
    })),
    levels,
    seen: Object.fromEntries(
      planned.flatMap(({ column, seen }) =>
        seen === undefined ? [] : [[column, first(seen).map((cell) => cell !== null)]],
      ),
    ),
    responses: [
      ...measures.flatMap(({ column, role }): readonly Response[] => {
        const as = roles[role];
        return as === null ? [] : [{ role: as, column, values: averaged(numbersOf(table, column)) }];
      }),
      { role: "do", column: outcome.column, values: averaged(codedOutcome(table, outcome)) },
    ],
    isAnalysed: persons.map((rows) => rows.some((row) => analysed.has(row))),
  };
}

/** The rows of each person, in the order in which people first appear. */
export function rowsByPerson(
  rows: number,
  persons: readonly (string | number | null)[] | null,
): readonly (readonly number[])[] {
  const all = [...Array(rows).keys()];
  if (persons === null) return all.map((row) => [row]);
  const groups = new Map<string, number[]>();
  for (const row of all) {
    const person = String(persons[row]);
    const group = groups.get(person);
    if (group) group.push(row);
    else groups.set(person, [row]);
  }
  return [...groups.values()];
}
