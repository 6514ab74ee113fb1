import { existsSync } from "node:fs";
import { askText } from "../../experiments/contract/asked.ts";
import { openTable } from "../../experiments/tableFiles/openTable.ts";
import { fileOrigin } from "../../experiments/tableFiles/tableOrigin.ts";
import { readTable } from "../../experiments/tables/readTable.ts";
import { textColumn } from "../../experiments/tables/table.ts";
import type { TextRow } from "./scoring/wideTable.ts";

/** Some columns of a table of one row a person, as texts; none of a file that is not there: a study without, say,
 *  outcomes has no such table. */
export async function textRows(path: string, columns: readonly string[]): Promise<readonly TextRow[]> {
  if (!existsSync(path)) return [];
  const asked = Object.fromEntries(columns.map((column) => [column, askText()]));
  const table = await readTable(await openTable(fileOrigin(path)), {
    columns: asked,
    mayBeEmpty: true,
  });
  const cells = columns.flatMap((column) => {
    const texts = textColumn(table, column);
    return texts ? [{ column, texts }] : [];
  });
  return Array.from({ length: table.rows }, (_, row) =>
    Object.fromEntries(cells.map(({ column, texts }) => [column, texts.texts[texts.values[row]!] ?? ""])),
  );
}
