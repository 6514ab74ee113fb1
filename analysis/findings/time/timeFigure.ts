import type { Kind } from "../../blocks/context.ts";
import type { Figure } from "../../blocks/figures/figure.ts";
import { forestSvg } from "../../blocks/figures/forest.ts";
import { count, percent, percentWithInterval, significant } from "../../blocks/numbers.ts";
import { kindOf, outcomeWords, ruleColumn } from "../names.ts";
import type { ReportData } from "../reportData.ts";
import { sourceLine } from "../sourceLine.ts";
import type { TimeFinding } from "./sections.ts";
import { timeTable, watchedGroups } from "./timeTables.ts";

type Data = ReportData<TimeFinding>;

/** The share who had bought by the end of the window, of everyone and of both sides of each yes. Null without times. */
export function timeFigure(data: Data): Figure | null {
  const found = data.found.time_to_purchase;
  if (!found) return null;
  const { did } = outcomeWords(data);
  const day = significant(found.until);
  const groups = watchedGroups(data);
  const { n, events, bought, ci95 } = found.everyone;
  return {
    id: "time-to-purchase",
    span: "half",
    title: `By day ${day}, ${percentWithInterval(bought, ci95, n)} had ${did}`,
    subtitle: `n = ${count(n)}, of whom ${count(events)} were seen to have ${did}. Kaplan–Meier estimate with 95 % intervals; people whose window is open count for as long as they were watched.`,
    description: groups
      .map(({ name, group }) => `${name}: ${percentWithInterval(group.bought, group.ci95, group.n)}`)
      .join("; "),
    source: sourceLine(data, "time to purchase"),
    table: timeTable(data),
    draw: (width) =>
      forestSvg({
        rows: groups.map(({ name, group }, at) => ({
          label: name,
          kind: at === 0 ? "both" : kindOfGroup(data, at),
          estimate: group.bought,
          interval: group.ci95,
          text: percentWithInterval(group.bought, group.ci95, group.n),
        })),
        width,
        axis: `share who ${did} by day ${day}`,
        reference: bought,
        referenceLabel: "everyone",
        tickFormat: (value) => percent(value, null),
      }),
  };
}

// The first row is everyone; after it each rule has its two sides.
function kindOfGroup(data: Data, at: number): Kind {
  const rules = Object.entries(data.found.time_to_purchase?.by_rule ?? {}).flatMap(([rule, { yes, no }]) =>
    [yes, no].flatMap((side) => (side ? [rule] : [])),
  );
  const rule = rules[at - 1];
  return rule === undefined ? "both" : kindOf(data, ruleColumn(data, rule));
}
