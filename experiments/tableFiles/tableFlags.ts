import type { Command } from "commander";
import type { SaidFlags } from "../tables/said.ts";

/** The flags of a command that reads a table, as commander gives them. */
export type TableFlags = SaidFlags & {
  /** Of a workbook. */
  readonly sheet?: string;
  /** The name of a recipe, or a file that holds one. */
  readonly recipe?: string;
};

/** Adds the flags that mean the same on every command that reads a table. */
export function withTableFlags(command: Command): Command {
  return command
    .option("--map <ours=theirs...>", "which of the file's columns is which of ours; theirs may be #3, the third")
    .option("--value <ours:text=meaning...>", "what a cell's text means; an empty meaning is a missing value")
    .option("--encoding <name>", "the file's encoding, such as windows-1252")
    .option("--delimiter <character>", "what separates cells: , ; | or the word tab")
    .option("--decimal <mark>", "the decimal mark: . or ,")
    .option("--time-zone <zone>", "the clock of times that name no zone, such as Europe/Amsterdam")
    .option("--date-format <format>", "how moments are written, such as dd.MM.yyyy HH:mm")
    .option("--unit <ours=unit...>", "the unit of a time: ms, s or us")
    .option("--sheet <name>", "the sheet of a workbook; the first when absent")
    .option("--recipe <name>", "the platform that wrote the file, or a recipe file; found by its columns when absent")
    .option("--given <ours=text...>", "what a column of ours holds in every row, or what a recipe needs to know");
}
