import { startingWith } from "../statistics/named.ts";
import type { AnswerSections } from "./answers/sections.ts";
import type { CalibrationSections } from "./calibration/sections.ts";
import type { ClaimSections } from "./claims/sections.ts";
import type { StudyDesignSections } from "./design/sections.ts";
import type { ImportanceSections } from "./importance/sections.ts";
import type { MeasureSections } from "./measures/sections.ts";
import type { OutcomeBounds } from "./missing/observability.ts";
import type { MissingFinding } from "./missing/sections.ts";
import type { ExternalValidations } from "./models/frozenModels.ts";
import type { ModelSections } from "./models/sections.ts";
import type { PriceFinding } from "./prices/sections.ts";
import type { ProductSections } from "./products/sections.ts";
import type { RankingSections } from "./ranking/sections.ts";
import type { ReliabilitySections } from "./reliability/sections.ts";
import type { RobustnessSections } from "./robustness/sections.ts";
import type { RuleSections } from "./rules/sections.ts";
import type { SpendSections } from "./spend/sections.ts";
import type { TimeFinding } from "./time/sections.ts";
import type { TreatmentFinding } from "./treatments/sections.ts";
import type { UsefulnessSections } from "./usefulness/sections.ts";

/** What each finding has to say, by its name. It knows no finding but by its types, so that the words of one can read the
 *  numbers of another; the list itself is `index.ts`, which does not compile while a name is only here or only there. */
export type Sections = {
  readonly answers: AnswerSections;
  readonly claims: ClaimSections;
  readonly measures: MeasureSections;
  readonly ranking: RankingSections;
  readonly rules: RuleSections;
  readonly models: ModelSections;
  readonly calibration: CalibrationSections;
  readonly importance: ImportanceSections;
  readonly usefulness: UsefulnessSections;
  readonly reliability: ReliabilitySections;
  readonly robustness: RobustnessSections;
  readonly missing: MissingFinding;
  readonly design: StudyDesignSections;
  readonly treatments: TreatmentFinding;
  readonly products: ProductSections;
  readonly time: TimeFinding;
  readonly spend: SpendSections;
  readonly prices: PriceFinding;
};

export type FindingName = keyof Sections;

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
export type Comparison = Together<Sections[FindingName]> & {
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
