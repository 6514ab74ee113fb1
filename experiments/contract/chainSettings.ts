import { z } from "zod";
import { ColumnName } from "./plannedOutcome.ts";
import { TableReading } from "./tableReading.ts";

const column = (title: string, description: string) => ColumnName.meta({ title, description });

/** What a chain from employees over experience to value is made of: employees and customers of the same units in one
 *  table, told apart by `level`. The columns' usual names need not be written. */
export const ChainSettings = z.strictObject({
  data: z.string().min(1).meta({
    title: "File",
    description: "CSV, one row an employee or a customer; relative to the current folder.",
  }),
  read: TableReading.optional().meta({
    title: "How the file is read",
    description: "What the flags of tables would say.",
  }),
  level: column("Column of who it is", "Its cells are employee or customer.").default("level"),
  unit: column("Column with the unit", "The branch, shop or team.").default("unit"),
  engagement: column("What employees said", "Column with each employee's engagement.").default("engagement"),
  experience: column("What customers met", "Column with each customer's experience.").default("experience"),
  satisfaction: column(
    "What customers then said",
    "Column of a second step between experience and value, such as satisfaction or recommending.",
  ).optional(),
  value: column("What customers are worth", "Column with each customer's value.").default("value"),
  cost: column("What customers cost", "Column with each customer's cost: it is subtracted from the value.").optional(),
  claim: z
    .strictObject({
      name: z
        .string()
        .regex(/^[a-z][a-z0-9_]*$/)
        .meta({ title: "Name", description: "Names the answer: `<name>_claim`." }),
      column: column("Column", "0/1 column that the claim is about."),
      value: z.number().gt(0).lt(1).meta({ title: "Claimed share", description: "From 0 to 1: .73 for 73 %." }),
      statement: z.string().optional().meta({ title: "Statement", description: "The sentence as it was made." }),
    })
    .optional()
    .meta({ title: "Claimed share", description: "A share of customers that somebody claims." }),
  smallest_unit: z.int().min(1).optional().meta({
    title: "Smallest unit",
    description:
      "The fewest employees of whom a unit's mean is given: every unit's when absent, for the analyst; ten before the JSON is handed to anybody of the organisation. A report gives no unit's mean.",
  }),
  bootstrap: z
    .union([
      z.strictObject({
        indices: z.string().min(1).meta({
          title: "File of resamples",
          description: "Zero-based positions of units by first appearance, as CSV.",
        }),
      }),
      z.strictObject({
        resamples: z.int().min(1).default(2000).meta({
          title: "Resamples",
          description: "More make intervals steadier and the report slower.",
        }),
        seed: z.int().min(0).optional().meta({
          title: "Seed",
          description: "The same number draws the same resamples again.",
        }),
      }),
    ])
    .optional()
    .meta({ title: "Resampling of units", description: "How the intervals are drawn." }),
});
export type ChainSettings = z.infer<typeof ChainSettings>;
