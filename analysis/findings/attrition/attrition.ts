import { isFew } from "../disclosure.ts";
import { type Finding, mapped } from "../finding.ts";
import type { Hiding } from "../hiding.ts";
import { attritionSections, type Progress, type WaveAttrition } from "./attritionSections.ts";
import { attritionBlocks } from "./blocks.ts";
import type { AttritionFinding } from "./sections.ts";

/** Who came back in each wave, by treatment, and whether they were others before. */
export const attrition: Finding<"attrition", AttritionFinding> = {
  name: "attrition",
  blocks: attritionBlocks,
  compute: {
    ofYesNo: ({ context }) => attritionSections(context),
    ofQuantity: (context) => attritionSections(context),
  },
  protect: ({ attrition: found }, hiding) => ({
    attrition: found && mapped(found, (wave) => protectedWave(wave, hiding)),
  }),
};

/** Counts by level go for a whole treatment of which one has few, because the sums are known; means of few go. */
function protectedWave(wave: WaveAttrition, hiding: Hiding): WaveAttrition {
  const many = Object.entries(wave.by_treatment).filter(([, levels]) =>
    Object.values(levels).every((progress) => areMany(hiding, countsOf(progress))),
  );
  const kept = new Set(many.map(([column]) => column));
  return {
    all: wave.all !== null && areMany(hiding, countsOf(wave.all)) ? wave.all : null,
    by_treatment: Object.fromEntries(many),
    sample_ratio: Object.fromEntries(Object.entries(wave.sample_ratio).filter(([column]) => kept.has(column))),
    stayers_and_leavers: wave.stayers_and_leavers.filter(({ n }) => areMany(hiding, n)),
  };
}

/** Each count, and how many are left out of it. */
function countsOf({ people, ...steps }: Progress): readonly number[] {
  return [people, ...Object.values(steps).flatMap((count) => [count, people - count])];
}

function areMany({ fewest }: Hiding, counts: readonly number[]): boolean {
  return counts.every((people) => !isFew(people, fewest));
}
