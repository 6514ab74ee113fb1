import { startingWith } from "../statistics/named.ts";
import type { ComparisonRecord } from "./comparisonRecord.ts";
import type { Finding } from "./finding.ts";
import type { FindingName, findingsByName } from "./index.ts";
import type { OutcomeBounds } from "./missing/observability.ts";
import type { ExternalValidations } from "./models/frozenModels.ts";

/** The sections of one finding, as the finding itself types them. */
type SectionsOf<Listed> = Listed extends Finding<string, infer Sections> ? Sections : never;

type Together<Union> = (Union extends unknown ? (one: Union) => void : never) extends (all: infer All) => void
  ? All
  : never;

/** Everything `compare` found, in the names of formats.md §3: the sections of every finding of `index.ts`. Sections that do
 *  not apply are absent or null. */
export type Comparison = Together<SectionsOf<(typeof findingsByName)[FindingName]>> &
  ComparisonRecord & {
    /** Models of another study tried on these people (`--apply`). */
    readonly external_validation?: ExternalValidations;
    /** Further yes/no outcomes of the plan, each by itself. */
    readonly [outcome: `outcome_${string}`]: Comparison | Readonly<Record<string, OutcomeBounds>> | null | undefined;
  };

/** The further yes/no outcomes of a comparison, each by its column. */
export function furtherOutcomes(found: Comparison): readonly (readonly [string, Comparison])[] {
  const isComparison = (value: object): value is Comparison => "answers" in value;
  return startingWith<"outcome_", Comparison | object | null | undefined>(found, "outcome_").flatMap(([name, value]) =>
    isComparison(value) ? [[name, value]] : [],
  );
}
