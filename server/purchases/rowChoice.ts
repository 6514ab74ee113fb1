import { Problem } from "../../experiments/contract/problem.ts";
import { tidyName } from "../../experiments/tables/names.ts";

/** A column of the file, as it calls it, and the texts by which its rows are chosen. */
export type RowChoice = { readonly column: string; readonly values: readonly string[] };

/** Rows as `column=text` pairs name them; several texts of one column are alternatives. Throws a Problem for another form. */
export function rowChoices(pairs: readonly string[] = []): readonly RowChoice[] {
  const values = new Map<string, string[]>();
  for (const pair of pairs) {
    const at = pair.lastIndexOf("=");
    const column = tidyName(pair.slice(0, Math.max(0, at)));
    if (column === "") throw wrongPair(pair);
    values.set(column, [...(values.get(column) ?? []), pair.slice(at + 1).trim()]);
  }
  return [...values].map(([column, texts]) => ({ column, values: texts }));
}

/** Throws a Problem for a column that the file does not have. */
export function checkRowChoice(chosen: readonly RowChoice[], names: readonly string[], file: string): void {
  const unknown = chosen.find(({ column }) => !names.includes(column));
  if (unknown === undefined) return;
  throw new Problem({
    code: "table-invalid",
    file,
    path: "--where",
    detail: `There is no column "${unknown.column}" to choose rows by.`,
    expected: `one of ${names.filter((name) => name !== "").join(", ")}`,
    found: unknown.column,
    todo: "Correct --where.",
  });
}

function wrongPair(found: string): Problem {
  return new Problem({
    code: "setting-invalid",
    path: "--where",
    detail: "--where cannot be read.",
    expected: "column=text, such as wave=2",
    found,
    todo: "Correct --where.",
  });
}
