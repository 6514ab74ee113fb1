import type { Measure } from "../../../experiments/contract/measure.ts";

/** How a reliability is computed: the measure, its settings, and the splits to draw. */
export type SplitPlan = {
  readonly measure: Measure;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly splits: number;
  readonly seed: number;
};
