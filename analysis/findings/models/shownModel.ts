import type { ModelEntry } from "../../statistics/models/logistic/logisticRegression.ts";
import type { Hiding } from "../hiding.ts";
import type { Told } from "../shown.ts";
import type { ShownModel } from "./sections.ts";

/** A model that has an estimate; null for one without, and for none. */
export function fittedModel(model: ShownModel | null | undefined): Told<ModelEntry, "n" | "events"> | null {
  return model && "coefficients" in model ? model : null;
}

/** A model without its number of events where few bought or few did not. */
export function protectModel<Model extends { readonly n: number | null; readonly events: number | null }>(
  model: Model,
  hiding: Hiding,
): Model {
  return hiding.isBoughtTold ? model : { ...model, n: null, events: null };
}
