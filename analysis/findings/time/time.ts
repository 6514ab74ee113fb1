import type { BoughtBy } from "../../statistics/survival/kaplanMeier.ts";
import { isFew } from "../disclosure.ts";
import { type Finding, kept } from "../finding.ts";
import type { Hiding } from "../hiding.ts";
import { timeBlocks } from "./blocks.ts";
import type { TimeFinding } from "./sections.ts";
import { type TimeToPurchase, timeToPurchase } from "./timeToPurchase.ts";

/** When people bought, where the outcome says how long each was watched. */
export const time: Finding<"time", TimeFinding> = {
  name: "time",
  blocks: timeBlocks,
  compute: { ofYesNo: ({ context }) => timeToPurchase(context) },
  // Those watched are nearly the people of the comparison: where their number, or the number seen to buy, lies near that of
  // the comparison without being it, the difference would be a count of few.
  protect: ({ time_to_purchase: found }, hiding) => ({
    time_to_purchase: found && isTold(found.everyone, hiding) ? withoutFewSides(found, hiding) : null,
  }),
};

function isTold({ n, events }: BoughtBy, { people, isBoughtTold, fewest }: Hiding): boolean {
  if (people.n === null || people.bought === null || !isBoughtTold) return false;
  const [watched, bought] = [people.n - n, people.bought - events];
  return (
    ![watched, bought, watched - bought].some((missed) => isFew(Math.abs(missed), fewest)) && !hasFew(n, events, fewest)
  );
}

// Both sides of a rule go where either has few people, few who bought or few who did not: with everyone's, one would tell
// the other. They go too where the rule's own counts lie near theirs.
function withoutFewSides(found: TimeToPurchase, hiding: Hiding): TimeToPurchase {
  const { fewest } = hiding;
  const isNear = (name: string, { n, events }: BoughtBy) => {
    const ppv = hiding.rules[name]?.ppv;
    return ppv?.n == null || isFew(Math.abs(ppv.n - n), fewest) || isFew(Math.abs((ppv.x ?? 0) - events), fewest);
  };
  return {
    ...found,
    by_rule: kept(
      found.by_rule,
      ({ yes, no }, name) =>
        hiding.isRuleShown(name) &&
        [yes, no].every((side) => side === null || !hasFew(side.n, side.events, fewest)) &&
        (yes === null || !isNear(name, yes)),
    ),
  };
}

function hasFew(n: number, events: number, fewest: number): boolean {
  return [n, events, n - events].some((people) => isFew(people, fewest));
}
