import { isFew } from "../disclosure.ts";
import type { Finding } from "../finding.ts";
import { choiceBlocks } from "./blocks.ts";
import { choiceSections } from "./choiceSections.ts";
import type { ChoiceFinding } from "./sections.ts";

/** What people chose between products at prices, where the plan names the choices. */
export const choices: Finding<"choices", ChoiceFinding> = {
  name: "choices",
  blocks: choiceBlocks,
  compute: { always: choiceSections },
  // Few people in any group give their choices away, and so do few sets, which one person may have made.
  protect: ({ choices: found }, { fewest }) => {
    if (!found) return {};
    const areMany = (counts: readonly number[]) => counts.every((count) => !isFew(count, fewest));
    if (!areMany([found.people, ...Object.values(found.groups)])) return {};
    const { reversals, with_measure: measured } = found;
    const isReversalTold =
      reversals !== null && areMany([reversals.people, reversals.reversed, reversals.repeated - reversals.reversed]);
    const isMeasureTold = measured !== null && areMany([measured.people, found.people - measured.people]);
    return {
      choices: {
        ...found,
        none: areMany([found.none ?? 0, found.sets - (found.none ?? 0)]) ? found.none : null,
        with_measure: isMeasureTold ? measured : null,
        reversals: isReversalTold ? reversals : null,
      },
    };
  },
};
