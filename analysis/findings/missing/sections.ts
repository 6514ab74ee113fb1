import type { GroupComparison } from "../../statistics/association/groupComparison.ts";
import type { Named } from "../../statistics/named.ts";
import type { Optional, Told } from "../shown.ts";
import type { InverseProbability } from "./inverseProbability.ts";
import type { MissingComparison } from "./missingComparison.ts";
import type { CountedCoverage, CoverageAdjusted, OutcomeBounds } from "./observability.ts";

export type CompleteCase = MissingComparison["complete_case"];
export type Patterns = Readonly<Record<string, number>>;

export type MissingFinding = Optional<
  Omit<
    MissingComparison,
    | "missing_counts"
    | "missing_flow"
    | "complete_case"
    | "available_case_pearson"
    | "inverse_probability"
    | `patterns_${string}`
  > & {
    readonly missing_counts: Readonly<Record<string, number | null>>;
    readonly missing_flow: MissingComparison["missing_flow"];
    readonly complete_case: Told<NonNullable<CompleteCase>, "n" | "buyers">;
    readonly available_case_pearson: Readonly<
      Record<string, { readonly n: number | null; readonly r: number | null; readonly p: number | null }>
    >;
    readonly inverse_probability: Told<InverseProbability, "n" | "n_complete">;
    readonly outcome_bounds: Readonly<Record<string, OutcomeBounds>>;
    readonly observable_vs_others: Readonly<Record<string, GroupComparison | null>>;
    readonly coverage_adjusted_ppv: readonly CoverageAdjusted[];
    readonly counted_coverage: CountedCoverage;
  } & Named<"patterns_", Patterns>
>;
