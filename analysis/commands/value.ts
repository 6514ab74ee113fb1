import { dirname } from "node:path";
import { Problem } from "../../experiments/contract/problem.ts";
import { makeFolder } from "../../experiments/studyFile/makeFolder.ts";
import { writeNamed } from "../../experiments/studyFile/writeNamed.ts";
import type { TableFlags } from "../../experiments/tableFiles/tableFlags.ts";
import { tellNotes } from "../../experiments/tableFiles/tellNotes.ts";
import { type CustomerTable, readCustomerTable } from "../data/customerTable.ts";
import { concentration } from "../statistics/value/concentration.ts";
import { customerHistories } from "../statistics/value/customerHistories.ts";
import { dayNumber, isoDate } from "../statistics/value/days.ts";
import { type Purchase, rfm } from "../statistics/value/rfm.ts";
import { valueSections } from "../statistics/value/valueSections.ts";
import { jsonText } from "./jsonText.ts";

/** The options of `saydo value`. */
export type ValueCommand = TableFlags & {
  /** A table of purchases or of customer histories. */
  readonly transactions: string;
  /** Last day that counts, YYYY-MM-DD; the last purchase when absent. */
  readonly until?: string;
  /** How many weeks ahead to look; 52 when absent. */
  readonly horizon?: number;
  /** Where the JSON goes; stdout when absent. */
  readonly json?: string;
};

const HORIZON_WEEKS = 52;

/** Values customers by what they bought: recency, frequency and money, concentration, and what BG/NBD, Pareto/NBD and
 *  gamma-gamma expect of them. Writes JSON. Throws a Problem when the file or an option has a mistake. */
export async function runValue(options: ValueCommand): Promise<void> {
  const horizonWeeks = options.horizon ?? HORIZON_WEEKS;
  if (!(horizonWeeks > 0)) throw optionProblem("--horizon", "weeks, more than 0", String(horizonWeeks));
  const table = await readCustomerTable(options.transactions, options);
  tellNotes(options.transactions, table.notes);
  const known = table.kind === "purchases" ? ofPurchases(table, options) : ofHistories(table, options);
  const { warnings, ...sections } = valueSections({ customers: known.customers, horizonWeeks });
  const read = { notes: table.notes, data_sha256: table.sha256 };
  const result = { ...known.sections, ...sections, horizon_weeks: horizonWeeks, warnings, ...read };
  if (options.json === undefined) process.stdout.write(jsonText(result));
  else {
    makeFolder(dirname(options.json));
    await writeNamed(options.json, jsonText(result));
  }
}

type Of<Kind> = Extract<CustomerTable, { readonly kind: Kind }>;

function ofPurchases({ purchases }: Of<"purchases">, { until, transactions }: ValueCommand) {
  const untilDay = until === undefined ? lastDay(purchases) : dayNumber(until);
  if (untilDay === null) throw optionProblem("--until", "a date like 2026-03-31", String(until));
  const rows = rfm(purchases, untilDay);
  if (rows.length === 0)
    throw optionProblem("--until", `a day after the first purchase in ${transactions}`, isoDate(untilDay));
  const counted = purchases.filter(({ day }) => day <= untilDay).length;
  return {
    customers: customerHistories(purchases, untilDay),
    sections: {
      until: isoDate(untilDay),
      purchases: counted,
      purchases_after_until: purchases.length - counted,
      rfm: rows,
      concentration: concentration(rows.map(({ amount }) => amount)),
    },
  };
}

function lastDay(purchases: readonly Purchase[]): number {
  return purchases.reduce((last, { day }) => Math.max(last, day), Number.NEGATIVE_INFINITY);
}

function ofHistories({ customers }: Of<"histories">, { until }: ValueCommand) {
  if (until !== undefined) throw optionProblem("--until", "nothing: histories already end at T", until);
  return { customers, sections: {} };
}

function optionProblem(option: string, expected: string, found: string): Problem {
  return new Problem({
    code: "setting-invalid",
    detail: `${option} cannot be ${found}.`,
    path: option,
    expected,
    found,
    todo: "Correct the option.",
  });
}
