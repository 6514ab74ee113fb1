import { parse } from "csv-parse/sync";
import type { Cell, DataTable } from "../../analysis/data/dataTable.ts";

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;

/** A CSV text as a table of cells, for tests of what is computed from one: what looks like a number is one. */
export function readDataTable(_file: string, text: string): DataTable {
  const [header = [], ...body]: readonly (readonly string[])[] = parse(text, { bom: true, skip_empty_lines: true });
  return {
    rows: body.length,
    columns: new Map(header.map((name, at) => [name, body.map((row) => cellOf(row[at] ?? ""))])),
  };
}

function cellOf(text: string): Cell {
  const trimmed = text.trim();
  if (trimmed === "") return null;
  return NUMBER.test(trimmed) ? Number(trimmed) : trimmed;
}
