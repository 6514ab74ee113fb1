import { openTable } from "../../experiments/tableFiles/openTable.ts";
import { fileOrigin } from "../../experiments/tableFiles/tableOrigin.ts";
import { readOwnRecords } from "../../experiments/tables/rawRecords.ts";

/** The rows of a CSV table that was written here, as its cells. */
export async function* cellsOf(path: string): AsyncGenerator<readonly string[]> {
  yield* readOwnRecords(await openTable(fileOrigin(path)));
}

/** Whether each column holds numbers only, written as JavaScript writes them back: `001` is a text. */
export async function numericColumns(path: string): Promise<readonly boolean[]> {
  let header = true;
  let numeric: boolean[] = [];
  let filled: boolean[] = [];
  for await (const cells of cellsOf(path)) {
    if (header) {
      numeric = cells.map(() => true);
      filled = cells.map(() => false);
      header = false;
      continue;
    }
    for (const [place, text] of cells.entries()) {
      if (text === "") continue;
      filled[place] = true;
      if (numeric[place] && !isNumber(text)) numeric[place] = false;
    }
  }
  return numeric.map((is, place) => is && filled[place] === true);
}

function isNumber(text: string): boolean {
  const value = Number(text);
  return Number.isFinite(value) && (String(value) === text || (Object.is(value, -0) && text === "-0"));
}
