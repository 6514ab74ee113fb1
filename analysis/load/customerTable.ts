import type { ProblemDetails } from "../../experiments/contract/problem.ts";
import { Problem } from "../../experiments/contract/problem.ts";
import { type Customer, impossibleHistory } from "../value/customer.ts";
import type { Purchase } from "../value/rfm.ts";
import { type Cell, type DataTable, readDataTable, tableProblem } from "./dataTable.ts";

/** What a file says about customers: every purchase, or the summary of each customer. */
export type CustomerTable =
  | { readonly kind: "purchases"; readonly purchases: readonly Purchase[] }
  | { readonly kind: "histories"; readonly customers: readonly Customer[] };

const MS_PER_DAY = 86_400_000;
const DAY = /^(\d{4}-\d{2}-\d{2})(T.*)?$/;

/** Days since 1970 of an ISO date or moment, as its day is written; null when it is none. */
export function dayNumber(written: string): number | null {
  const day = DAY.exec(written.trim())?.[1];
  if (day === undefined) return null;
  const moment = new Date(`${day}T00:00:00Z`);
  const isReal = !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(day);
  return isReal ? moment.getTime() / MS_PER_DAY : null;
}

/** The ISO date of a number of days since 1970. */
export function isoDate(day: number): string {
  return new Date(day * MS_PER_DAY).toISOString().slice(0, 10);
}

/** Reads customers from a CSV text: either purchases (`customer_id, purchased_at, amount`) or histories in weeks
 *  (`customer_id, x, t_x, T, m_x`; `id` and `zbar` are taken for the first and the last). Throws a Problem holding every
 *  mistake with its line. */
export function readCustomerTable(file: string, text: string): CustomerTable {
  const table = readDataTable(file, text);
  const has = (name: string) => table.columns.has(name);
  if (has("purchased_at")) return { kind: "purchases", purchases: readPurchases(file, table) };
  if (has("x") && has("t_x") && has("T")) return { kind: "histories", customers: readHistories(file, table) };
  throw tableProblem({
    file,
    line: 1,
    detail: "The table holds neither purchases nor customer histories.",
    expected: "columns customer_id, purchased_at, amount; or customer_id, x, t_x, T, m_x",
    found: [...table.columns.keys()].join(", "),
    todo: "Rename the columns.",
  });
}

function readPurchases(file: string, table: DataTable): readonly Purchase[] {
  const customers = columnOf(file, table, ["customer_id", "id"]);
  const moments = columnOf(file, table, ["purchased_at"]);
  const amounts = columnOf(file, table, ["amount"]);
  const purchases = moments.map((written, row) => ({
    customerId: String(customers[row] ?? ""),
    day: dayNumber(String(written ?? "")),
    amount: amounts[row],
  }));
  const mistakes = purchases.flatMap(({ customerId, day, amount }, row) => [
    ...(customerId === "" ? [mistake(file, row, { column: "customer_id", expected: "a customer", found: "" })] : []),
    ...(day === null
      ? [mistake(file, row, { column: "purchased_at", expected: "a date like 2026-03-31", found: moments[row] })]
      : []),
    ...(typeof amount === "number" && amount >= 0
      ? []
      : [
          mistake(file, row, {
            column: "amount",
            expected: "an amount of 0 or more; leave refunds out",
            found: amount,
          }),
        ]),
  ]);
  throwAll(mistakes);
  return purchases.flatMap(({ customerId, day, amount }) =>
    day !== null && typeof amount === "number" ? [{ customerId, day, amount }] : [],
  );
}

function readHistories(file: string, table: DataTable): readonly Customer[] {
  const ids = columnOf(file, table, ["customer_id", "id"]);
  const [x, early, end] = ["x", "t_x", "T"].map((name) => columnOf(file, table, [name]));
  const hasAmounts = table.columns.has("m_x") || table.columns.has("zbar");
  const means = hasAmounts ? columnOf(file, table, ["m_x", "zbar"]) : ids.map(() => null);
  const customers = ids.map((id, row) => ({
    id: String(id ?? ""),
    x: numberOf(x![row]),
    t_x: numberOf(early![row]),
    T: numberOf(end![row]),
    m_x: typeof means[row] === "number" && numberOf(x![row]) > 0 ? means[row] : null,
  }));
  throwAll(
    customers.flatMap((customer, row) => {
      const reason = impossibleHistory(customer);
      const found = `x ${x![row]}, t_x ${early![row]}, T ${end![row]}`;
      const isAmount = means[row] === null || (typeof means[row] === "number" && means[row] >= 0);
      return [
        ...(reason === null ? [] : [mistake(file, row, { column: "x, t_x, T", expected: reason, found })]),
        ...(isAmount ? [] : [mistake(file, row, { column: "m_x", expected: "0 or more", found: means[row] })]),
      ];
    }),
  );
  return customers;
}

function columnOf(file: string, table: DataTable, names: readonly [string, ...string[]]): readonly Cell[] {
  const cells = names.map((name) => table.columns.get(name)).find((column) => column !== undefined);
  if (cells !== undefined) return cells;
  throw tableProblem({
    file,
    line: 1,
    detail: `The table has no column "${names[0]}".`,
    expected: names[0],
    found: [...table.columns.keys()].join(", "),
    todo: "Add or rename the column.",
  });
}

// Not a number is told apart by the history check, never by NaN in a result.
function numberOf(cell: Cell | undefined): number {
  return typeof cell === "number" ? cell : -1;
}

type Wrong = { readonly column: string; readonly expected: string; readonly found: Cell | undefined };

// Rows are counted from 0 below the header, lines of the file from 1 with it.
function mistake(file: string, row: number, { column, expected, found }: Wrong): ProblemDetails {
  const written = found === null || found === undefined || found === "" ? "nothing" : String(found);
  return {
    code: "table-invalid",
    detail: `The cell under ${column} is not as expected.`,
    file,
    line: row + 2,
    path: column,
    expected,
    found: written,
    todo: "Correct the cell, or take the row out.",
  };
}

function throwAll(mistakes: readonly ProblemDetails[]): void {
  const [first] = mistakes;
  if (first !== undefined) throw new Problem(first, { all: mistakes });
}
