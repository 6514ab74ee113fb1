import { Problem } from "../../experiments/contract/problem.ts";
import type { TableFlags } from "../../experiments/tableFiles/tableFlags.ts";
import { concentration } from "../statistics/value/concentration.ts";
import type { Customer } from "../statistics/value/customer.ts";
import { customerHistories } from "../statistics/value/customerHistories.ts";
import { dayNumber, isoDate } from "../statistics/value/days.ts";
import { type Purchase, rfm } from "../statistics/value/rfm.ts";
import { readCustomerTable } from "./customerTable.ts";

/** What a table says of customers up to a day: what they bought where it holds purchases, and the history of each. */
export type CustomersInput = {
  readonly customers: readonly Customer[];
  /** Absent where the table holds histories. */
  readonly bought?: {
    readonly until: string;
    readonly purchases: number;
    readonly purchases_after_until: number;
    readonly rfm: ReturnType<typeof rfm>;
    readonly concentration: ReturnType<typeof concentration>;
  };
  readonly notes: readonly string[];
  readonly sha256: string;
};

/** The table, the last day that counts, and what messages call these two. */
export type CustomersReading = {
  readonly transactions: string;
  readonly until?: string | undefined;
  readonly flags?: TableFlags;
  readonly asked?: { readonly file: string; readonly until: string };
};

const OPTIONS = { file: "--transactions", until: "--until" } as const;

/** Reads purchases or histories of customers. Throws a Problem when the table or the day has a mistake. */
export async function readCustomers({
  transactions,
  until,
  flags = {},
  asked = OPTIONS,
}: CustomersReading): Promise<CustomersInput> {
  const table = await readCustomerTable(transactions, flags, asked.file);
  const { notes, sha256 } = table;
  if (table.kind === "histories") {
    if (until !== undefined) throw wrongSetting(asked.until, "nothing: histories already end at T", until);
    return { customers: table.customers, notes, sha256 };
  }
  const { purchases } = table;
  const untilDay = until === undefined ? lastDay(purchases) : dayNumber(until);
  if (untilDay === null) throw wrongSetting(asked.until, "a date like 2026-03-31", String(until));
  const rows = rfm(purchases, untilDay);
  if (rows.length === 0)
    throw wrongSetting(asked.until, `a day after the first purchase in ${transactions}`, isoDate(untilDay));
  const counted = purchases.filter(({ day }) => day <= untilDay).length;
  return {
    customers: customerHistories(purchases, untilDay),
    bought: {
      until: isoDate(untilDay),
      purchases: counted,
      purchases_after_until: purchases.length - counted,
      rfm: rows,
      concentration: concentration(rows.map(({ amount }) => amount)),
    },
    notes,
    sha256,
  };
}

function lastDay(purchases: readonly Purchase[]): number {
  return purchases.reduce((last, { day }) => Math.max(last, day), Number.NEGATIVE_INFINITY);
}

/** The refusal of an option or of a setting of the plan. */
export function wrongSetting(name: string, expected: string, found: string): Problem {
  const isOption = name.startsWith("--");
  return new Problem({
    code: "setting-invalid",
    detail: `${name} cannot be ${found}.`,
    path: name,
    expected,
    found,
    todo: isOption ? "Correct the option." : "Correct the plan.",
  });
}
