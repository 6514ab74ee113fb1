import type { FirthEntry } from "../../statistics/models/logistic/firthReport.ts";
import type { ChiSquaredTest, ModelEntry } from "../../statistics/models/logistic/logisticRegression.ts";
import type { NestedTest } from "../../statistics/models/logistic/nestedTests.ts";
import type { Nonnested } from "../../statistics/models/logistic/nonnested.ts";
import type { RSquaredSet } from "../../statistics/models/logistic/rSquared.ts";
import type { NoOptimism, Optimism } from "../../statistics/validation/optimism.ts";
import { type Finding, mapped } from "../finding.ts";
import type { Hiding } from "../hiding.ts";
import type { Optional, Told } from "../shown.ts";
import { type FittedLadder, ladderCoefficients, type UnfittedModel } from "./fitLadder.ts";
import { type IncrementSection, incrementSection } from "./incrementSection.ts";
import { deltaR2, firthFull, nonnestedSection } from "./modelSections.ts";

/** A model whose numbers of rows and events may be withheld; what was fitted for single people is not among it then. */
export type ShownModel = Told<ModelEntry, "n" | "events"> | Told<UnfittedModel, "n" | "events">;

type ModelSections = Optional<{
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

/** The ladder of models, and what each kind of measure adds to the other. */
export const models: Finding<"models", ModelSections> = {
  name: "models",
  compute: {
    ofYesNo({ context, ladder: fitted, nested, optimism, validated }) {
      const ladder = fitted();
      return {
        ladder_method: ladder.method,
        ladder_coefficients: ladderCoefficients(ladder),
        models: ladder.entries,
        not_interpreted: ladder.notInterpreted,
        delta_r2_full_minus_stated: deltaR2(ladder),
        nonnested: nonnestedSection(ladder),
        firth_M_full: firthFull(context, ladder),
        nested_tests: nested(),
        ...optimism(),
        increment_full_minus_stated: incrementSection(context, optimism(), validated()),
      };
    },
  },
  protect(sections, hiding) {
    return {
      ladder_method: sections.ladder_method,
      ladder_coefficients: sections.ladder_coefficients,
      models: sections.models && mapped(sections.models, (model) => protectModel(model, hiding)),
      not_interpreted: sections.not_interpreted,
      delta_r2_full_minus_stated: sections.delta_r2_full_minus_stated,
      nonnested: sections.nonnested,
      firth_M_full: sections.firth_M_full,
      nested_tests: sections.nested_tests,
      optimism_bootstrap_M_full: sections.optimism_bootstrap_M_full,
      optimism_bootstrap_M_stated: sections.optimism_bootstrap_M_stated,
      increment_full_minus_stated: sections.increment_full_minus_stated,
    };
  },
};

/** A model that has an estimate; null for one without, and for none. */
export function fittedModel(model: ShownModel | null | undefined): Told<ModelEntry, "n" | "events"> | null {
  return model && "coefficients" in model ? model : null;
}

/** A model without its number of events where few bought or few did not. */
export function protectModel<Model extends { readonly n: number | null; readonly events: number | null }>(
  model: Model,
  hiding: Hiding,
): Model {
  return hiding.isBoughtTold ? model : { ...model, n: null, events: null };
}
