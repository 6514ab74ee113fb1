import { count, pNumber, twoDecimals } from "../../blocks/numbers.ts";
import type { Cell, Table } from "../../blocks/table.ts";
import { labelOf } from "../names.ts";
import type { ProductSections } from "../products/sections.ts";
import type { RankingSections } from "../ranking/sections.ts";
import type { ReportData } from "../reportData.ts";
import type { ModelSections } from "./sections.ts";
import { fittedModel } from "./shownModel.ts";
import { suppressed } from "./suppression.ts";

type Data = ReportData<ModelSections & ProductSections & RankingSections>;

/** Coefficients of the fullest model, by maximum likelihood and by Firth's penalised likelihood side by side. */
export function coefficientTable(data: Data): Table {
  const three = twoDecimals;
  const model = fittedModel(data.found.models?.M_full ?? data.found.pooled_logit);
  const reversed = suppressed(data);
  return {
    id: "coefficients",
    caption:
      model?.n == null
        ? "Coefficients of the full model"
        : `Coefficients of the full model, n = ${count(model.n)}, ${count(model.events)} events`,
    columns: [
      { name: "predictor", label: "Predictor" },
      { name: "estimate", label: "b, ML", format: three },
      { name: "se", label: "SE", format: three },
      { name: "p", label: "p, Wald", format: pNumber },
      { name: "odds_ratio_per_sd", label: "Odds ratio per SD", format: three },
      { name: "ci95_low", label: "b, 95 % from", format: three },
      { name: "ci95_high", label: "to", format: three },
      { name: "firth_estimate", label: "b, Firth", format: three },
      { name: "firth_low", label: "95 % from", format: three },
      { name: "firth_high", label: "to", format: three },
      { name: "firth_p", label: "p, Firth", format: pNumber },
    ],
    rows: Object.keys(model?.coefficients ?? {}).map((term) => coefficientRow(data, term)),
    ...(reversed.length === 0
      ? {}
      : {
          note: `${reversed.map((column) => labelOf(data, column)).join(", ")}: the sign in this model is opposite to the measure's own relation with the outcome. With correlated predictors that is a property of the combination; it is printed, not interpreted.`,
        }),
  };
}

function coefficientRow(data: Data, term: string): readonly Cell[] {
  const ml = fittedModel(data.found.models?.M_full ?? data.found.pooled_logit)?.coefficients[term];
  const firth = data.found.firth_M_full?.coefficients[term];
  const limits = ml?.ci95_profile ?? ml?.ci95_wald;
  const perSd = ml?.sd_standardised_estimate ?? null;
  return [
    term === "(Intercept)" ? "Intercept" : labelOf(data, term),
    ml?.estimate ?? null,
    ml?.se ?? null,
    ml?.p ?? null,
    perSd === null ? null : Math.exp(perSd),
    limits?.[0] ?? null,
    limits?.[1] ?? null,
    firth?.estimate ?? null,
    firth?.ci95_profile_penalised?.[0] ?? null,
    firth?.ci95_profile_penalised?.[1] ?? null,
    firth?.plr_p ?? null,
  ];
}
