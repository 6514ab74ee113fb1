import { askCount, askId, askMoment, askNumber } from "../../experiments/contract/asked.ts";
import { Problem, type ProblemDetails } from "../../experiments/contract/problem.ts";
import { openAs } from "../../experiments/tableFiles/readAs.ts";
import type { TableFlags } from "../../experiments/tableFiles/tableFlags.ts";
import { fileOrigin, type TableOrigin } from "../../experiments/tableFiles/tableOrigin.ts";
import type { Said } from "../../experiments/tables/ask.ts";
import { readHeader } from "../../experiments/tables/readHeader.ts";
import { readTable } from "../../experiments/tables/readTable.ts";
import { countColumn, momentColumn, numberColumn, type Table, textColumn } from "../../experiments/tables/table.ts";
import { type Customer, impossibleHistory } from "../statistics/value/customer.ts";
import type { Purchase } from "../statistics/value/rfm.ts";

/** What a file says about customers: every purchase, or the summary of each customer. */
export type CustomerTable = { readonly notes: readonly string[]; readonly sha256: string } & (
  | { readonly kind: "purchases"; readonly purchases: readonly Purchase[] }
  | { readonly kind: "histories"; readonly customers: readonly Customer[] }
);

const needed = { required: true, empty: "refused" } as const;
const amount = { range: [0, Number.POSITIVE_INFINITY] } as const;
const customer = askId({ ...needed, aliases: ["id"] });
const PURCHASES = {
  customer_id: customer,
  purchased_at: askMoment({ ...needed, past: true }),
  amount: askNumber({ ...needed, ...amount }),
};
const HISTORIES = {
  customer_id: customer,
  x: askCount(needed),
  t_x: askNumber(needed),
  T: askNumber(needed),
  m_x: askNumber({ ...amount, aliases: ["zbar"] }),
};

/** Reads customers from a file: either purchases (`customer_id, purchased_at, amount`) or histories in weeks
 *  (`customer_id, x, t_x, T, m_x`; `id` and `zbar` are taken for the first and the last); or orders as a shop writes them, by
 *  its recipe. Throws a Problem holding every mistake with its line. */
export async function readCustomerTable(
  path: string,
  flags: TableFlags,
  asked = "--transactions",
): Promise<CustomerTable> {
  const origin = fileOrigin(path, asked);
  const asks = (said: Said) => [PURCHASES, HISTORIES].map((columns) => ({ columns, said }));
  const { open, said, notes } = await openAs(origin, { flags, target: "value", asks });
  const header = await readHeader(await open(), { columns: { ...optional(PURCHASES), ...optional(HISTORIES) }, said });
  const read = async (columns: typeof PURCHASES | typeof HISTORIES) => {
    const unique = columns === HISTORIES ? { unique: ["customer_id"] } : {};
    const table = await readTable(await open(), { columns, said, ...unique });
    return { ...table, notes: [...notes, ...table.notes] };
  };
  if (header.has("purchased_at")) return purchasesOf(await read(PURCHASES));
  if (header.has("x") && header.has("t_x") && header.has("T")) return historiesOf(origin, await read(HISTORIES));
  // What was mapped says which of the two it was meant to be: that table's own refusal says more.
  const mapped = [...(said.map?.keys() ?? [])];
  if (mapped.some((name) => !Object.hasOwn(HISTORIES, name))) return purchasesOf(await read(PURCHASES));
  if (mapped.some((name) => !Object.hasOwn(PURCHASES, name))) return historiesOf(origin, await read(HISTORIES));
  const cells = header.names.length > 1 ? "" : "; or what separates its cells with --delimiter";
  throw new Problem({
    code: "table-invalid",
    file: (await open()).name,
    line: 1,
    detail: "The table holds neither purchases nor customer histories.",
    expected: "columns customer_id, purchased_at, amount; or customer_id, x, t_x, T, m_x",
    found: header.names.join(", "),
    todo: `Name the file's columns with --map, such as --map purchased_at=COLUMN${cells}.`,
  });
}

function optional(columns: typeof PURCHASES | typeof HISTORIES) {
  return Object.fromEntries(Object.entries(columns).map(([name, { required: _, ...asked }]) => [name, asked]));
}

function purchasesOf(table: Table): CustomerTable {
  const [ids, moments, amounts] = [
    textColumn(table, "customer_id"),
    momentColumn(table, "purchased_at"),
    numberColumn(table, "amount"),
  ];
  const purchases = Array.from({ length: table.rows }, (_, row) => ({
    customerId: ids?.texts[ids.values[row]!] ?? "",
    day: moments?.days[row] ?? 0,
    amount: amounts?.values[row] ?? 0,
  }));
  return { kind: "purchases", purchases, notes: table.notes, sha256: table.sha256 ?? "" };
}

function historiesOf({ name }: TableOrigin, table: Table): CustomerTable {
  const ids = textColumn(table, "customer_id");
  const means = numberColumn(table, "m_x");
  const [x, early, end] = [countColumn(table, "x"), numberColumn(table, "t_x"), numberColumn(table, "T")];
  const customers = Array.from({ length: table.rows }, (_, row): Customer => {
    const mean = means?.values[row] ?? Number.NaN;
    const repeats = x?.values[row] ?? 0;
    return {
      id: ids?.texts[ids.values[row]!] ?? "",
      x: repeats,
      t_x: early?.values[row] ?? 0,
      T: end?.values[row] ?? 0,
      m_x: repeats > 0 && !Number.isNaN(mean) ? mean : null,
    };
  });
  refuseImpossible(name, customers, (row) => table.lineOf(row));
  return { kind: "histories", customers, notes: table.notes, sha256: table.sha256 ?? "" };
}

const LISTED = 20;

function refuseImpossible(file: string, customers: readonly Customer[], lineOf: (row: number) => number): void {
  const mistakes = customers.flatMap(({ x, t_x, T, ...one }, row): readonly ProblemDetails[] => {
    const reason = impossibleHistory({ x, t_x, T });
    if (reason === null) return [];
    return [
      {
        code: "table-invalid",
        file,
        line: lineOf(row),
        path: "x, t_x, T",
        detail: `The history of ${one.id} is none that a customer can have.`,
        expected: reason,
        found: `x ${x}, t_x ${t_x}, T ${T}`,
        todo: "Correct the row, or take it out.",
      },
    ];
  });
  const [first] = mistakes;
  if (first !== undefined) throw new Problem(first, { all: mistakes.slice(0, LISTED) });
}
