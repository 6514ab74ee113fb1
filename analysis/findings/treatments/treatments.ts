import { isFew } from "../disclosure.ts";
import type { Finding } from "../finding.ts";
import type { Hiding } from "../hiding.ts";
import { treatmentBlocks } from "./blocks.ts";
import type { TreatmentFinding } from "./sections.ts";
import { treatmentSections } from "./treatmentSections.ts";

/** What randomised treatments changed of what people say, feel and do. */
export const treatments: Finding<"treatments", TreatmentFinding> = {
  name: "treatments",
  blocks: treatmentBlocks,
  compute: {
    ofYesNo: ({ context }) => treatmentSections(context),
    ofQuantity: (context) => treatmentSections(context),
  },
  // Means of few people go; so do all counts of a treatment of which one level has few, because the sums are known.
  protect: ({ treatments: found }, hiding) => ({
    treatments: found && {
      ...found,
      sample_ratio: Object.fromEntries(
        Object.entries(found.sample_ratio).filter(([, points]) =>
          areMany(
            hiding,
            points.flatMap(({ counts }) => Object.values(counts)),
          ),
        ),
      ),
      effects: found.effects.filter(({ n }) => areMany(hiding, n ?? [])),
      pass_through: found.pass_through.filter(({ n }) => areMany(hiding, n)),
    },
  }),
};

function areMany({ fewest }: Hiding, counts: readonly number[]): boolean {
  return counts.every((people) => !isFew(people, fewest));
}
