import { dirname } from "node:path";
import { makeFolder } from "../../experiments/studyFile/makeFolder.ts";
import { writeNamed } from "../../experiments/studyFile/writeNamed.ts";
import type { TableFlags } from "../../experiments/tableFiles/tableFlags.ts";
import { tellNotes } from "../../experiments/tableFiles/tellNotes.ts";
import { readCustomers, wrongSetting } from "../data/customersInput.ts";
import { valueSections } from "../statistics/value/valueSections.ts";
import { jsonPieces } from "./jsonText.ts";

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
  if (!(horizonWeeks > 0)) throw wrongSetting("--horizon", "weeks, more than 0", String(horizonWeeks));
  const { transactions, until } = options;
  const { customers, bought, notes, sha256 } = await readCustomers({ transactions, until, flags: options });
  tellNotes(transactions, notes);
  const { warnings, ...sections } = valueSections({ customers, horizonWeeks });
  const result = { ...bought, ...sections, horizon_weeks: horizonWeeks, warnings, notes, data_sha256: sha256 };
  if (options.json === undefined) for (const piece of jsonPieces(result)) process.stdout.write(piece);
  else {
    makeFolder(dirname(options.json));
    await writeNamed(options.json, jsonPieces(result));
  }
}
