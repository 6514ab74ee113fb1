import { count, typeset, UNDEFINED } from "../../blocks/numbers.ts";
import type { Cell, Column, Table } from "../../blocks/table.ts";

// ROC curves have a point a person; a page of two thousand rows helps nobody.
const MOST_ROWS = 150;

/** A table as HTML: numbers right-aligned in the reader's format, the first column as row heads. Nothing when empty. */
export function DataTable({ table, size = "wide" }: { readonly table: Table; readonly size?: "wide" | "small" }) {
  if (table.rows.length === 0) return null;
  const shown = table.columns.map((_, index) => table.rows.some((row) => row[index] !== null && row[index] !== ""));
  const columns = table.columns.map((column, index) => ({ column, index })).filter(({ index }) => shown[index]);
  const step = Math.ceil(table.rows.length / MOST_ROWS);
  const rows = table.rows.filter((_, index) => index % step === 0 || index === table.rows.length - 1);
  // Outside the scrolling region, so that a wide table does not carry its own title away.
  const captionId = `table-${table.id}`;
  return (
    <div class={size === "small" ? "table small" : "table"}>
      <p class="caption" id={captionId}>
        {typeset(table.caption)}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard (WCAG 2.1.1) */}
      <section class="scroll" aria-labelledby={captionId} tabIndex={0}>
        <table aria-labelledby={captionId}>
          <thead>
            <tr>
              {columns.map(({ column }) => (
                <th key={column.name} scope="col" class={column.format ? "num" : "text"}>
                  {typeset(column.label)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, rowIndex) => (
              <tr key={rowIndex}>
                {columns.map(({ column, index }) => (
                  <BodyCell key={column.name} column={column} row={row} index={index} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {rows.length < table.rows.length ? (
        <p class="note">
          {typeset(
            `One in ${step} of ${count(table.rows.length)} rows is shown; all of them are in tables/${table.id}.csv (--out).`,
          )}
        </p>
      ) : null}
      {table.note === undefined ? null : <p class="note">{typeset(table.note)}</p>}
    </div>
  );
}

type BodyCellProps = { readonly column: Column; readonly row: readonly Cell[]; readonly index: number };

function BodyCell({ column, row, index }: BodyCellProps) {
  const text = cellText(column, row, index);
  if (index === 0) {
    return (
      <th scope="row" class={column.format ? "num" : "text"}>
        {text}
      </th>
    );
  }
  return <td class={column.format ? "num" : "text"}>{text}</td>;
}

function cellText(column: Column, row: readonly Cell[], index: number): string {
  const cell = row[index] ?? null;
  if (typeof cell === "string") return typeset(cell);
  return column.format ? column.format(cell, row) : cell === null ? UNDEFINED : String(cell);
}
