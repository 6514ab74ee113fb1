import { z } from "zod";

const Name = z.string().min(1);
const Meaning = z.union([z.string(), z.number()]);

/** How a plan's data file is written and what its columns and cells mean: what the flags of every command that reads a
 *  table say, kept with the plan. */
export const TableReading = z.strictObject({
  map: z
    .record(Name, Name)
    .optional()
    .meta({ title: "Columns", description: "Which of the file's columns is which of the plan's: nps: Q7_1." }),
  value: z.record(Name, z.record(z.string(), Meaning)).optional().meta({
    title: "Cells",
    description: 'What texts of a column mean; an empty meaning is a missing value: bought: {Yes: 1, No: 0, "?": ""}.',
  }),
  encoding: Name.optional().meta({ title: "Encoding", description: "Such as windows-1252." }),
  delimiter: Name.optional().meta({ title: "Separator", description: "What separates cells: , ; | or the word tab." }),
  decimal: z.enum([".", ","]).optional().meta({ title: "Decimal mark", description: "A point or a comma." }),
  time_zone: Name.optional().meta({
    title: "Time zone",
    description: "The clock of times that name no zone, such as Europe/Amsterdam.",
  }),
  date_format: Name.optional().meta({ title: "Dates", description: "How moments are written: dd.MM.yyyy HH:mm." }),
  unit: z
    .record(Name, z.enum(["ms", "s", "us"]))
    .optional()
    .meta({ title: "Units", description: "The unit of a time, by column." }),
  sheet: Name.optional().meta({ title: "Sheet", description: "The sheet of a workbook; the first when absent." }),
  given: z
    .record(Name, Meaning)
    .optional()
    .meta({ title: "Given", description: "What a column of ours holds in every row, or what a recipe needs to know." }),
  recipe: Name.optional().meta({
    title: "Recipe",
    description: "The platform that wrote the file, or a recipe file; found by its columns when absent.",
  }),
});
export type TableReading = z.infer<typeof TableReading>;
