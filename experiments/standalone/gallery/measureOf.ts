import type { Measure } from "../../contract/measure.ts";
import { measureNamed } from "../../measures/registry.ts";

/** The measure of that name. Throws RangeError when there is none. */
export function measureOf(name: string): Measure {
  const measure = measureNamed(name);
  if (!measure) throw new RangeError(`there is no measure "${name}"`);
  return measure;
}
