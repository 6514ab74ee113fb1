import type { RankingSections } from "../ranking/sections.ts";
import type { ReportData } from "../reportData.ts";
import type { ModelSections } from "./sections.ts";
import { fittedModel } from "./shownModel.ts";

type Data = ReportData<ModelSections & RankingSections>;

/** Predictors whose sign in the full model is opposite to their own relation with the outcome (suppression). Such signs
 *  are printed and never put into words. */
export function suppressed(data: Data): readonly string[] {
  const named = data.found.not_interpreted;
  if (named) return named;
  const coefficients = fittedModel(data.found.models?.M_full)?.coefficients ?? {};
  return Object.entries(coefficients).flatMap(([column, { estimate }]) => {
    const alone = ownDirection(data, column);
    return estimate !== null && alone !== null && estimate * alone < 0 ? [column] : [];
  });
}

/** Above or below chance by itself: the AUC against one half, else the sign of its single model. */
function ownDirection(data: Data, column: string): number | null {
  const auc = data.found.auc?.[column]?.auc ?? null;
  if (auc !== null) return auc - 0.5;
  return fittedModel(data.found.models?.[`M_${column}`])?.coefficients[column]?.estimate ?? null;
}
