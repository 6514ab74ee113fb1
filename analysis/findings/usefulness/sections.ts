import type { GainsStep } from "../../statistics/ranking/matchedSelection.ts";
import type { Optional, ShownBenefit } from "../shown.ts";

export type UsefulnessSections = Optional<{
  readonly decision_curve_in_sample: Readonly<Record<string, readonly ShownBenefit[]>>;
  readonly gains: Readonly<Record<string, readonly GainsStep[]>>;
}>;
