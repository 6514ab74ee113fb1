import { count, decimal, fixed, pNumber } from "../../blocks/numbers.ts";
import type { Cell, Table } from "../../blocks/table.ts";
import { labelOf, modelLabel } from "../names.ts";
import type { ReportData } from "../reportData.ts";
import type { ModelSections } from "./sections.ts";
import { fittedModel } from "./shownModel.ts";

type Data = ReportData<ModelSections>;

/** The ladder of models: fit, test against the null, and AUC and Brier score as fitted, corrected and cross-validated. */
export function modelsTable(data: Data): Table {
  const two = (value: number | null) => decimal(value);
  const three = (value: number | null) => decimal(value, 3);
  return {
    id: "models",
    caption: "Ladder of logistic models",
    columns: [
      { name: "model", label: "Model" },
      { name: "predictors", label: "Predictors" },
      { name: "n", label: "n", format: count },
      { name: "events", label: "Events", format: count },
      { name: "log_likelihood", label: "Log-lik.", format: (value) => fixed(value, 1) },
      { name: "lr_p", label: "p against null", format: pNumber },
      { name: "aic", label: "AIC", format: (value) => fixed(value, 1) },
      { name: "nagelkerke", label: "Nagelkerke R²", format: two },
      { name: "tjur", label: "Tjur R²", format: two },
      { name: "auc_apparent", label: "AUC apparent", format: two },
      { name: "auc_corrected", label: "corrected", format: two },
      { name: "auc_cross_validated", label: "cross-val.", format: two },
      { name: "brier_apparent", label: "Brier apparent", format: three },
      { name: "brier_cross_validated", label: "cross-val.", format: three },
      { name: "slope_cross_validated", label: "Slope, cross-val.", format: two },
    ],
    rows: Object.keys(data.found.models ?? {})
      .toSorted((a, b) => rungOf(a) - rungOf(b))
      .map((model) => modelRow(data, model)),
    note: `${unfitted(data)}Apparent: in the sample the model was fitted on. Corrected: by Harrell's optimism bootstrap, refitting in each resample. Cross-validated: pooled out-of-fold probabilities.`,
  };
}

/** Models without a fit, and why; and whether the ladder is penalised as a whole. */
function unfitted(data: Data): string {
  const reasons = Object.entries(data.found.models ?? {}).flatMap(([name, model]) =>
    "reason" in model ? [`${modelLabel(data, name)}: ${model.reason}. `] : [],
  );
  const firth =
    data.found.ladder_method === "firth" ? "The data separate the outcomes, so every model is Firth's. " : "";
  return `${firth}${reasons.join("")}`;
}

/** The floor first, single measures next, then the headlines up to the model with both. */
function rungOf(model: string): number {
  const headline = ["M_stated", "M_implicit", "M_full"].indexOf(model);
  return headline >= 0 ? 2 + headline : model === "M_past" || model === "M_floor" ? 0 : 1;
}

function modelRow(data: Data, name: string): readonly Cell[] {
  const model = data.found.models?.[name];
  const fit = fittedModel(model);
  const folds = data.crossValidated[name];
  const optimism =
    name === "M_full"
      ? data.found.optimism_bootstrap_M_full
      : name === "M_stated"
        ? data.found.optimism_bootstrap_M_stated
        : undefined;
  return [
    modelLabel(data, name),
    (model?.predictors ?? []).map((column) => labelOf(data, column)).join(" + "),
    model?.n ?? null,
    model?.events ?? null,
    fit?.log_likelihood ?? null,
    fit?.lr_vs_null?.p ?? null,
    fit?.aic ?? null,
    fit?.r2.nagelkerke ?? null,
    fit?.r2.tjur ?? null,
    fit?.auc_in_sample ?? null,
    optimism && "corrected" in optimism ? optimism.corrected.auc : null,
    folds?.pooled_auc.auc ?? null,
    fit?.scores_in_sample.brier ?? null,
    folds?.scores.brier ?? null,
    folds?.calibration.slope ?? null,
  ];
}
