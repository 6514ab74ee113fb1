import type { TableReading } from "../../experiments/contract/tableReading.ts";
import { type TableFlags, tableFlagsOf } from "../../experiments/tableFiles/tableFlags.ts";

/** What a plan says of its data file, as the flags of the command line would. A flag that is typed goes before the plan's;
 *  what both say about columns and cells is joined, the typed word last. */
export function readingFlags(reading: TableReading = {}, flags: TableFlags = {}): TableFlags {
  const typed = tableFlagsOf(flags);
  const { encoding, delimiter, decimal, sheet, recipe, time_zone: timeZone, date_format: dateFormat } = reading;
  const meanings = Object.entries(reading.value ?? {}).flatMap(([column, texts]) =>
    pairs(texts).map((pair) => `${column}:${pair}`),
  );
  return {
    ...tableFlagsOf({ encoding, delimiter, decimal, sheet, recipe, timeZone, dateFormat }),
    ...typed,
    ...joined("map", pairs(reading.map), typed.map),
    ...joined("value", meanings, typed.value),
    ...joined("unit", pairs(reading.unit), typed.unit),
    ...joined("given", pairs(reading.given), typed.given),
  };
}

function pairs(said: Readonly<Record<string, string | number>> = {}): readonly string[] {
  return Object.entries(said).map(([ours, theirs]) => `${ours}=${theirs}`);
}

function joined(name: "map" | "value" | "unit" | "given", planned: readonly string[], typed: readonly string[] = []) {
  return planned.length + typed.length === 0 ? {} : { [name]: [...planned, ...typed] };
}
