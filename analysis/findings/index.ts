import { answers } from "./answers/answers.ts";
import { calibration } from "./calibration/calibration.ts";
import { claims } from "./claims/claims.ts";
import type { Comparison, FindingName, Sections } from "./comparison.ts";
import { design } from "./design/design.ts";
import type { Finding } from "./finding.ts";
import type { Hiding } from "./hiding.ts";
import { importance } from "./importance/importance.ts";
import { measures } from "./measures/measures.ts";
import { missing } from "./missing/missing.ts";
import { models } from "./models/models.ts";
import { prices } from "./prices/prices.ts";
import { products } from "./products/products.ts";
import { ranking } from "./ranking/ranking.ts";
import { reliability } from "./reliability/reliability.ts";
import { robustness } from "./robustness/robustness.ts";
import { rules } from "./rules/rules.ts";
import { spend } from "./spend/spend.ts";
import { time } from "./time/time.ts";
import { treatments } from "./treatments/treatments.ts";
import { usefulness } from "./usefulness/usefulness.ts";

/** Every finding by its name, in the order of the report. A new one is its folder and one line here: a finding that has
 *  sections and is not listed, has no `protect` or no `blocks`, does not compile. */
const byName: { readonly [Name in FindingName]: Finding<Name, Sections[Name]> } = {
  answers,
  claims,
  measures,
  ranking,
  rules,
  models,
  calibration,
  importance,
  usefulness,
  reliability,
  robustness,
  missing,
  design,
  treatments,
  products,
  time,
  spend,
  prices,
};

/** Every finding, in the order of the report. */
export const findings = Object.values(byName);

/** A comparison as it may be shown. Nothing leaves unprotected: a section that no finding names is not in it. */
export function protectedFindings(found: Comparison, hiding: Hiding): Comparison {
  return Object.assign({}, ...findings.map((finding) => finding.protect(found, hiding)));
}
