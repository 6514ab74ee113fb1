import type { IntentCalibration } from "../../statistics/intent/intentCalibration.ts";
import type { Named } from "../../statistics/named.ts";
import type { Optional, ShownAuc, ShownBenefit } from "../shown.ts";
import type { RepeatedSection, ValidatedModel, ValidatedModels } from "./validationSections.ts";

/** A model on people it was not fitted to; numbers of few are withheld, single people's predictions with them. */
export type ShownValidated = Omit<
  Extract<ValidatedModel, { readonly pooled_auc: unknown }>,
  "oof_first6" | "pooled_auc"
> & {
  readonly oof_first6?: readonly number[];
  readonly pooled_auc: ShownAuc;
};
export type Unvalidated = Exclude<ValidatedModel, { readonly pooled_auc: unknown }>;
export type ShownModels = Omit<ValidatedModels, "decision_curve_oof" | `M_${string}`> & {
  readonly decision_curve_oof: Readonly<Record<string, readonly ShownBenefit[]>>;
} & Named<"M_", ShownValidated | Unvalidated>;

export type CalibrationSections = Optional<{
  readonly cross_validation: ShownModels;
  readonly repeated_cross_validation: RepeatedSection;
  readonly intent_calibration: IntentCalibration;
}>;
