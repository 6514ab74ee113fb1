import { isFew } from "../disclosure.ts";
import { type Finding, mapped } from "../finding.ts";
import type { Hiding } from "../hiding.ts";
import { reliabilityBlocks } from "./blocks.ts";
import { disattenuation, reliabilitySection } from "./reliabilitySections.ts";
import type { ReliabilitySections, ShownReliability } from "./sections.ts";

/** How reliable the measures are, and what that leaves of their relation with the outcome. */
export const reliability: Finding<"reliability", ReliabilitySections> = {
  name: "reliability",
  blocks: reliabilityBlocks,
  compute: {
    always: (context) => ({ reliability: reliabilitySection(context) }),
    ofYesNo: ({ context }) => ({ disattenuation: disattenuation(context) }),
  },
  protect: ({ reliability: found, disattenuation: corrected }, hiding) => ({
    reliability: found && mapped(found, (one) => withoutFewPeople(one, hiding)),
    disattenuation: corrected,
  }),
};

function withoutFewPeople(one: ShownReliability, hiding: Hiding): ShownReliability {
  if (!("n" in one) || !("alpha" in one) || one.n === null) return one;
  return hiding.isNearSample(one.n) || isFew(one.n, hiding.fewest) ? { ...one, n: null } : one;
}
