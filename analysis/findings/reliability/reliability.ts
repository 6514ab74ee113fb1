import type { Disattenuated } from "../../statistics/association/disattenuation.ts";
import type { IccReport } from "../../statistics/association/intraclassCorrelation.ts";
import type { AlphaReport, SplitHalfReport } from "../../statistics/association/reliability.ts";
import { isFew } from "../disclosure.ts";
import { type Finding, mapped } from "../finding.ts";
import type { Hiding } from "../hiding.ts";
import type { Optional, Told } from "../shown.ts";
import { disattenuation, reliabilitySection } from "./reliabilitySections.ts";

/** A coefficient of reliability; on how many people it rests may be withheld. */
export type ShownReliability = Told<AlphaReport, "n"> | SplitHalfReport | IccReport;

type ReliabilitySections = Optional<{
  readonly reliability: Readonly<Record<string, ShownReliability>>;
  readonly disattenuation: Readonly<Record<string, Disattenuated | number | null>>;
}>;

/** How reliable the measures are, and what that leaves of their relation with the outcome. */
export const reliability: Finding<"reliability", ReliabilitySections> = {
  name: "reliability",
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
