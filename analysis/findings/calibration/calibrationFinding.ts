import { fixed, withInterval } from "../../blocks/numbers.ts";
import type { AnswerSections } from "../answers/sections.ts";
import { modelLabel } from "../names.ts";
import type { ReportData } from "../reportData.ts";

/** Whether predicted probabilities held out of fold: the slope of the fullest model. */
export function calibrationFinding(data: ReportData<AnswerSections>): string {
  const [model, checked] =
    Object.entries(data.crossValidated).find(([name]) => name === "M_full") ??
    Object.entries(data.crossValidated)[0] ??
    [];
  // The answer's own interval, so that page and figure print one.
  const answer = data.found.answers?.E7;
  const slope = answer?.estimate ?? checked?.calibration.slope ?? null;
  const limits = answer?.interval ?? checked?.calibration.slope_ci95_wald ?? null;
  if (model === undefined || slope === null || !limits) return "Predicted against observed shares, out of fold";
  const text = `slope ${withInterval(slope, limits, (value) => fixed(value, 2))}`;
  const name = modelLabel(data, model);
  if (data.found.answers?.E7?.verdict === "open")
    return `${name}: the data leave open whether predicted probabilities come true, ${text}, 1 is right`;
  if (limits[1] < 1) return `${name} predicted too boldly out of fold: ${text}, 1 is right`;
  if (limits[0] > 1) return `${name} predicted too cautiously out of fold: ${text}, 1 is right`;
  return `${name}: predicted probabilities are compatible with what happened, ${text}`;
}
