import { dependentColumns } from "../models/logistic/dependentColumns.ts";
import { type IncompleteColumns, incompleteColumn } from "./table.ts";

/** For each column with gaps, the columns that predict it. */
export type ImputationPredictors = Readonly<Record<string, readonly string[]>>;

/** All other columns predict a gap, but those that have one value wherever the column is known, or follow there exactly
 *  from others: they say nothing of it and wreck its regression (as `mice` does, van Buuren 2018). */
export function imputationPredictors(columns: IncompleteColumns): ImputationPredictors {
  const names = Object.keys(columns);
  const targets = names.filter((name) => incompleteColumn(columns, name).includes(null));
  return Object.fromEntries(targets.map((target) => [target, predictorsOf(target, columns)]));
}

function predictorsOf(target: string, columns: IncompleteColumns): readonly string[] {
  const known = incompleteColumn(columns, target).flatMap((value, row) => (value === null ? [] : [row]));
  const seen = (name: string) => known.flatMap((row) => columns[name]?.[row] ?? []);
  const varying = Object.keys(columns).filter((name) => name !== target && new Set(seen(name)).size > 1);
  const whole = varying.filter((name) => seen(name).length === known.length);
  const dependent = dependentColumns(Object.fromEntries(whole.map((name) => [name, seen(name)])), whole);
  return varying.filter((name) => !dependent.some(({ column }) => column === name));
}
