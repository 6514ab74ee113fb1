import type { Measure } from "../contract/measure.ts";
import * as measures from "./index.ts";

export { measures };
export type MeasureName = keyof typeof measures;

const byName: ReadonlyMap<string, Measure> = new Map(Object.entries(measures));

/** The measure registered as `name`, or undefined. */
export function measureNamed(name: string): Measure | undefined {
  return byName.get(name);
}

export const measureNames: readonly string[] = [...byName.keys()];
