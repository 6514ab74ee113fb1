import type { CompiledQuery } from "kysely";
import type { Database, Query } from "./database.ts";

type OfRows<Row, Result> = {
  /** Makes the query for these rows. */
  compile(query: Query, rows: readonly Row[]): CompiledQuery<Result>;
  /** A row's parameters in the order of the query's text. */
  parametersOf(row: Row): readonly unknown[];
};

/** A query over a number of rows whose text is kept for each number: making those of ingest anew takes longer than SQLite
 *  takes to run them. Throws a RangeError when the parameters are not those of the query. */
export function keptQuery<Row, Result>({ compile, parametersOf }: OfRows<Row, Result>) {
  const kept = new Map<string, CompiledQuery<Result>>();
  const compiled = (database: Database, query: Query, rows: readonly Row[]) => {
    const key = `${database.dialect} ${rows.length}`;
    const before = kept.get(key);
    if (before) return before;
    const made = compile(query, rows);
    const parameters = rows.flatMap(parametersOf);
    if (made.parameters.some((one, place) => one !== parameters[place])) {
      throw new RangeError("the parameters of a kept query stand in another order");
    }
    kept.set(key, { ...made, parameters: [] });
    return made;
  };
  return async (database: Database, query: Query, rows: readonly Row[]): Promise<readonly Result[]> => {
    const text = compiled(database, query, rows);
    const { rows: found } = await query.executeQuery<Result>({ ...text, parameters: rows.flatMap(parametersOf) });
    return found;
  };
}
