import { type Finding, mapped } from "../finding.ts";
import { modelsBlocks } from "./blocks.ts";
import { ladderCoefficients } from "./fitLadder.ts";
import { incrementSection } from "./incrementSection.ts";
import { deltaR2, firthFull, nonnestedSection } from "./modelSections.ts";
import type { ModelSections } from "./sections.ts";
import { protectModel } from "./shownModel.ts";

/** The ladder of models, and what each kind of measure adds to the other. */
export const models: Finding<"models", ModelSections> = {
  name: "models",
  blocks: modelsBlocks,
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
