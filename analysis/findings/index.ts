import { startingWith } from "../statistics/named.ts";
import { answers } from "./answers/answers.ts";
import { calibration } from "./calibration/calibration.ts";
import { claims } from "./claims/claims.ts";
import { design } from "./design/design.ts";
import type { Finding } from "./finding.ts";
import type { Hiding } from "./hiding.ts";
import { importance } from "./importance/importance.ts";
import { measures } from "./measures/measures.ts";
import { missing } from "./missing/missing.ts";
import type { OutcomeBounds } from "./missing/observability.ts";
import type { ExternalValidations } from "./models/frozenModels.ts";
import { models } from "./models/models.ts";
import { prices } from "./prices/prices.ts";
import { products } from "./products/products.ts";
import { ranking } from "./ranking/ranking.ts";
import { reliability } from "./reliability/reliability.ts";
import { robustness } from "./robustness/robustness.ts";
import { rules } from "./rules/rules.ts";
import { spend } from "./spend/spend.ts";
import { time } from "./time/time.ts";
import { usefulness } from "./usefulness/usefulness.ts";

/** Every finding, in the order of the report. A new one is its folder and one line here. */
export const findings = [
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
  products,
  time,
  spend,
  prices,
] as const;

type SectionsOf<F> = F extends Finding<string, infer Sections> ? Sections : never;
type Together<Union> = (Union extends unknown ? (one: Union) => void : never) extends (all: infer All) => void
  ? All
  : never;

/** Who was left at a step of the analysis. */
type FlowStep = { readonly step: string; readonly n: number };

/** What was compared, and by which version. */
export type Identity = {
  readonly data_sha256: string;
  readonly plan_sha256: string;
  readonly trials_sha256?: string;
  readonly version: string;
};

/** Everything `compare` found, in the names of formats.md §3: the sections of every finding, typed by the finding itself.
 *  Sections that do not apply are absent or null. */
export type Comparison = Together<SectionsOf<(typeof findings)[number]>> & {
  readonly flow?: readonly FlowStep[];
  readonly warnings?: readonly string[];
  readonly seed?: number;
  /** Models of another study tried on these people (`--apply`). */
  readonly external_validation?: ExternalValidations;
  /** Further yes/no outcomes of the plan, each by itself. */
  readonly [outcome: `outcome_${string}`]: Comparison | Readonly<Record<string, OutcomeBounds>> | null | undefined;
} & Partial<Identity>;

/** The further yes/no outcomes of a comparison, each by its column. */
export function furtherOutcomes(found: Comparison): readonly (readonly [string, Comparison])[] {
  const isComparison = (value: object): value is Comparison => "answers" in value;
  return startingWith<"outcome_", Comparison | object | null | undefined>(found, "outcome_").flatMap(([name, value]) =>
    isComparison(value) ? [[name, value]] : [],
  );
}

/** A comparison as it may be shown. Nothing leaves unprotected: a section that no finding names is not in it. */
export function protectedFindings(found: Comparison, hiding: Hiding): Comparison {
  return Object.assign({}, ...findings.map((finding) => finding.protect(found, hiding)));
}
