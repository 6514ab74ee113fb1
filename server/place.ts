import { type Command, InvalidArgumentError } from "commander";

/** Where the data are when nothing else is said. */
export const DEFAULT_DATA = "saydo-data";

/** `--data` and `--database`, the same for every command that touches a store. */
export type PlaceFlags = { readonly data?: string; readonly database?: string };

/** Adds `--data` and `--database` to a command. */
export function withPlace(command: Command): Command {
  return command
    .option("--data <dir>", `folder with the embedded database (default: ${DEFAULT_DATA})`)
    .option("--database <url>", "postgres://… instead of the embedded database");
}

/** The store a command works on; the embedded one in the default folder when nothing is said. */
export function placeOf({ data, database }: PlaceFlags): PlaceFlags {
  if (database !== undefined) return { database, ...(data === undefined ? {} : { data }) };
  return { data: data ?? DEFAULT_DATA };
}

/** A number of days as an option gives it. */
export function dayNumber(written: string): number {
  const days = Number(written);
  if (!Number.isInteger(days) || days < 1) throw new InvalidArgumentError("a whole number of days from 1");
  return days;
}
