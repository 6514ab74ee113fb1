import type { FirthEntry } from "../../statistics/models/logistic/firthReport.ts";
import type { ChiSquaredTest, ModelEntry } from "../../statistics/models/logistic/logisticRegression.ts";
import type { NestedTest } from "../../statistics/models/logistic/nestedTests.ts";
import type { Nonnested } from "../../statistics/models/logistic/nonnested.ts";
import type { RSquaredSet } from "../../statistics/models/logistic/rSquared.ts";
import type { NoOptimism, Optimism } from "../../statistics/validation/optimism.ts";
import type { Optional, Told } from "../shown.ts";
import type { FittedLadder, UnfittedModel } from "./fitLadder.ts";
import type { IncrementSection } from "./incrementSection.ts";

/** A model whose numbers of rows and events may be withheld; what was fitted for single people is not among it then. */
export type ShownModel = Told<ModelEntry, "n" | "events"> | Told<UnfittedModel, "n" | "events">;

export type ModelSections = Optional<{
  readonly ladder_method: FittedLadder["method"];
  readonly ladder_coefficients: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly models: Readonly<Record<string, ShownModel>>;
  readonly not_interpreted: readonly string[];
  readonly delta_r2_full_minus_stated: RSquaredSet;
  readonly nonnested: Nonnested;
  readonly firth_M_full: FirthEntry;
  readonly nested_tests: Readonly<Record<string, NestedTest | ChiSquaredTest>>;
  readonly optimism_bootstrap_M_full: Optimism | NoOptimism;
  readonly optimism_bootstrap_M_stated: Optimism | NoOptimism;
  readonly increment_full_minus_stated: IncrementSection;
}>;
