import type { BoughtBy } from "../../statistics/survival/kaplanMeier.ts";
import { isFew } from "../disclosure.ts";
import { type Finding, kept } from "../finding.ts";
import type { TimeFinding } from "./sections.ts";
import { timeToPurchase } from "./timeToPurchase.ts";

/** When people bought, where the outcome says how long each was watched. */
export const time: Finding<"time", TimeFinding> = {
  name: "time",
  compute: { ofYesNo: ({ context }) => timeToPurchase(context) },
  // Both sides of a rule go where either has few people, few who bought or few who did not: with everyone's, one would
  // tell the other.
  protect: ({ time_to_purchase: found }, { fewest }) => ({
    time_to_purchase: found && {
      ...found,
      by_rule: kept(found.by_rule, ({ yes, no }) => [yes, no].every((side) => side === null || !hasFew(side, fewest))),
    },
  }),
};

function hasFew({ n, events }: BoughtBy, fewest: number): boolean {
  return [n, events, n - events].some((people) => isFew(people, fewest));
}
