import { startingWith } from "../../statistics/named.ts";
import { withholdGroups } from "../disclosure.ts";
import { type Finding, mapped } from "../finding.ts";
import type { Hiding } from "../hiding.ts";
import { calibrationBlocks } from "./blocks.ts";
import { intentSection } from "./intentSection.ts";
import { protectIntent } from "./protectIntent.ts";
import type { CalibrationSections, ShownModels, ShownValidated, Unvalidated } from "./sections.ts";
import { withCalibrationCurves } from "./validationSections.ts";

/** Whether predicted probabilities, and stated ones, come true. */
export const calibration: Finding<"calibration", CalibrationSections> = {
  name: "calibration",
  blocks: calibrationBlocks,
  compute: {
    ofYesNo({ context, validated, repeated }) {
      const result = validated();
      return {
        cross_validation: result && withCalibrationCurves(context, result),
        repeated_cross_validation: repeated(),
        ...intentSection(context),
      };
    },
  },
  protect: ({ cross_validation, repeated_cross_validation, intent_calibration }, hiding) => ({
    cross_validation: cross_validation && protectFolds(cross_validation, hiding),
    repeated_cross_validation,
    intent_calibration: intent_calibration && protectIntent(intent_calibration, hiding),
  }),
};

function protectFolds(found: ShownModels, hiding: Hiding): ShownModels {
  const { decision_curve_oof, full_minus_stated_pooled_delong, implicit_minus_stated_pooled_delong } = found;
  const models = startingWith<"M_", ShownValidated | Unvalidated>(found, "M_").map(([name, model]) => {
    if (!("pooled_auc" in model)) return [`M_${name}`, model] as const;
    const { oof_first6: _people, pooled_auc, ece, decile_groups, ...rest } = model;
    return [
      `M_${name}`,
      {
        ...rest,
        pooled_auc: hiding.withoutFewSides(pooled_auc),
        ece: { ...ece, bins: protectGroups(ece.bins, hiding) },
        decile_groups: protectGroups(decile_groups, hiding),
      },
    ] as const;
  });
  return {
    ...Object.fromEntries(models),
    full_minus_stated_pooled_delong,
    implicit_minus_stated_pooled_delong,
    full_minus_implicit_pooled_delong: found.full_minus_implicit_pooled_delong,
    decision_curve_oof:
      decision_curve_oof && mapped(decision_curve_oof, (curve) => curve.map(hiding.withoutFewContacts)),
  };
}

type Group = { readonly n: number; readonly observed: number | null };

/** Groups by predicted probability, those of few taken out. */
function protectGroups<One extends Group>(groups: readonly One[], hiding: Hiding): readonly One[] {
  const counts = groups.map(({ n, observed }) => {
    const hits = Math.round(n * (observed ?? 0));
    return [hits, n - hits];
  });
  const isWithheld = withholdGroups(counts, hiding.fewest);
  return groups.filter((_, at) => !isWithheld[at]);
}
