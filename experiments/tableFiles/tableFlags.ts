import type { Command } from "commander";
import type { SaidFlags } from "../tables/said.ts";

/** The flags of a command that reads a table, as commander gives them. */
export type TableFlags = SaidFlags & {
  /** Of a workbook. */
  readonly sheet?: string | undefined;
  /** The name of a recipe, or a file that holds one. */
  readonly recipe?: string | undefined;
};

/** Every flag that means the same on every command that reads a table: how it is written, and what it says. */
const TABLE_FLAGS = {
  map: ["--map <ours=theirs...>", "which of the file's columns is which of ours; theirs may be #3, the third"],
  value: ["--value <ours:text=meaning...>", "what a cell's text means; an empty meaning is a missing value"],
  encoding: ["--encoding <name>", "the file's encoding, such as windows-1252"],
  delimiter: ["--delimiter <character>", "what separates cells: , ; | or the word tab"],
  decimal: ["--decimal <mark>", "the decimal mark: . or ,"],
  timeZone: ["--time-zone <zone>", "the clock of times that name no zone, such as Europe/Amsterdam"],
  dateFormat: ["--date-format <format>", "how moments are written, such as dd.MM.yyyy HH:mm"],
  unit: ["--unit <ours=unit...>", "the unit of a time: ms, s or us"],
  sheet: ["--sheet <name>", "the sheet of a workbook; the first when absent"],
  given: ["--given <ours=text...>", "what a column of ours holds in every row, or what a recipe needs to know"],
  recipe: ["--recipe <name>", "the platform that wrote the file, or a recipe file; found by its columns when absent"],
} as const satisfies Record<keyof TableFlags, readonly [string, string]>;

/** As commander names them. */
export const tableFlagNames: readonly string[] = Object.keys(TABLE_FLAGS);

/** The flags of a table among a command's options. */
export function tableFlagsOf(options: TableFlags): TableFlags {
  const known = Object.entries(options).filter(
    ([name, said]) => said !== undefined && Object.hasOwn(TABLE_FLAGS, name),
  );
  return Object.fromEntries(known);
}

/** Flags as they are typed, a word each. */
export function typedFlags(options: TableFlags): readonly string[] {
  return Object.entries(TABLE_FLAGS).flatMap(([name, [written]]) => {
    const said = [Object.entries(options).find(([key]) => key === name)?.[1] ?? []].flat();
    return said.length === 0 ? [] : [written.split(" ")[0] ?? "", ...said];
  });
}

/** Adds the flags that mean the same on every command that reads a table. */
export function withTableFlags(command: Command): Command {
  for (const [written, says] of Object.values(TABLE_FLAGS)) command.option(written, says);
  return command;
}
