import { z } from "zod";
import { Problem } from "../../experiments/contract/problem.ts";
import { TableReading } from "../../experiments/contract/tableReading.ts";
import { type Locate, readDocument } from "../../experiments/studyFile/readDocument.ts";

const ColumnName = z.string().min(1);

/** The plan of `saydo chain`: employees and customers of the same units in one table, told apart by `level`. The
 *  columns' usual names need not be written. */
export const ChainPlan = z.strictObject({
  title: z.string().min(1).optional(),
  /** True when the data are simulated: the output says so. */
  simulated: z.boolean().default(false),
  /** CSV, one row an employee or a customer; relative to the current folder. */
  data: z.string().min(1),
  /** How that file is read, as the command's flags would say. */
  read: TableReading.optional(),
  /** Column whose cells are `employee` or `customer`. */
  level: ColumnName.default("level"),
  /** Column with the branch, shop or team. */
  unit: ColumnName.default("unit"),
  /** What employees said. */
  engagement: ColumnName.default("engagement"),
  /** What customers experienced. */
  experience: ColumnName.default("experience"),
  /** What customers are worth. */
  value: ColumnName.default("value"),
  /** A share of customers that somebody claims, on a 0/1 column; answered under `<name>_claim`. */
  claim: z
    .strictObject({
      name: z.string().regex(/^[a-z][a-z0-9_]*$/),
      column: ColumnName,
      value: z.number().gt(0).lt(1),
      statement: z.string().optional(),
    })
    .optional(),
  /** The fewest employees of whom a unit's mean is given: every unit's when absent, for the analyst; ten before the JSON
   *  is handed to anybody of the organisation. */
  smallest_unit: z.int().min(1).optional(),
  /** Resamples of units: a file of zero-based positions by first appearance, or how many to draw. */
  bootstrap: z
    .union([
      z.strictObject({ indices: z.string().min(1) }),
      z.strictObject({ resamples: z.int().min(1).default(2000), seed: z.int().min(0).optional() }),
    ])
    .optional(),
});
export type ChainPlan = z.infer<typeof ChainPlan>;

/** Reads a chain plan (YAML or JSON). Throws a Problem holding every mistake with its place. */
export function readChainPlan(file: string, text: string): { readonly plan: ChainPlan; readonly locate: Locate } {
  const read = readDocument({ file, text, schema: ChainPlan, code: "plan-invalid" });
  if ("problems" in read) throw new Problem(read.problems[0], { all: read.problems });
  return { plan: read.value, locate: read.locate };
}
