import { type Finding, mapped } from "../finding.ts";
import { decisionCurveInSample } from "../models/modelSections.ts";
import { gainsSection } from "../ranking/rankingSections.ts";
import { usefulnessBlocks } from "./blocks.ts";
import type { UsefulnessSections } from "./sections.ts";

/** What it is worth to contact people by a measure or a model. */
export const usefulness: Finding<"usefulness", UsefulnessSections> = {
  name: "usefulness",
  blocks: usefulnessBlocks,
  compute: {
    ofYesNo: ({ context, ladder }) => ({
      decision_curve_in_sample: decisionCurveInSample(context, ladder()),
      gains: gainsSection(context),
    }),
  },
  protect: ({ decision_curve_in_sample: curves, gains }, hiding) => ({
    decision_curve_in_sample: curves && mapped(curves, (curve) => curve.map(hiding.withoutFewContacts)),
    gains:
      gains && hiding.isBoughtTold
        ? mapped(gains, (steps, column) => steps.filter((step) => hiding.isGainShown(column, step)))
        : null,
  }),
};
