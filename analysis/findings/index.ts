import { answers } from "./answers/answers.ts";
import { attrition } from "./attrition/attrition.ts";
import { calibration } from "./calibration/calibration.ts";
import { chain } from "./chain/chain.ts";
import { choices } from "./choices/choices.ts";
import { claims } from "./claims/claims.ts";
import { customers } from "./customers/customers.ts";
import { design } from "./design/design.ts";
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

/** Every finding by its name, in the order of the report: the only list. A new one is its folder and one line here; what
 *  `compare` gives is typed from it, and a finding without `protect` or `blocks` does not compile. */
export const findingsByName = {
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
  attrition,
  products,
  time,
  spend,
  prices,
  choices,
  chain,
  customers,
};

export type FindingName = keyof typeof findingsByName;

/** Every finding, in the order of the report. */
export const findings = Object.values(findingsByName);
