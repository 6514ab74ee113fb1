import type { Measure } from "../contract/measure.ts";

/** The fields of a measure's row that may be missing. */
export function optionalFields(measure: Measure): ReadonlySet<string> {
  return new Set(Object.entries(measure.row.shape).flatMap(([name, field]) => (isOptional(field) ? [name] : [])));
}

function isOptional(field: Measure["row"]["shape"][string]): boolean {
  // zod's core schemas and its classic ones share this method; the contract's type is the core one.
  return "safeParse" in field && typeof field.safeParse === "function" && field.safeParse(undefined).success;
}
