import type { Named } from "../../statistics/named.ts";
import type { CutPoint } from "../../statistics/ranking/cutPoint.ts";
import type { RuleReport } from "../../statistics/shares/confusion.ts";
import type { McnemarReport } from "../../statistics/shares/mcnemar.ts";
import type { PairedRulesReport } from "../../statistics/shares/pairedRules.ts";
import type { Optional, ShownLevel } from "../shown.ts";
import type { MatchedSelection, TercileCell } from "./ruleSections.ts";

/** Two rules on the same people; tests that few people decide are withheld. */
export type ShownPair = Omit<PairedRulesReport, "predictive_values" | `${string}_mcnemar`> & {
  readonly accuracy_mcnemar: McnemarReport | null;
  readonly sensitivity_mcnemar: McnemarReport | null;
  readonly specificity_mcnemar: McnemarReport | null;
  readonly predictive_values: Omit<PairedRulesReport["predictive_values"], "cells"> & {
    readonly cells: PairedRulesReport["predictive_values"]["cells"] | null;
  };
};

export type RuleSections = Optional<
  {
    /** Null for a rule that is withheld. */
    readonly rules: Readonly<Record<string, RuleReport | null>>;
    readonly say_do_by_implicit_tercile: readonly TercileCell[];
    readonly matched_selection: MatchedSelection;
    readonly base_rate_adjusted_ppv: readonly Readonly<Record<string, number | null>>[];
    readonly cut_points: Readonly<Record<string, CutPoint | null>>;
  } & Named<"say_do_matrix_", readonly ShownLevel[]> &
    Named<"paired_rules_", ShownPair>
>;
