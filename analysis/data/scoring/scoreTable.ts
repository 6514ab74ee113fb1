import type { Measure } from "../../../experiments/contract/measure.ts";
import { type GroupShares, groupShares } from "./groupShares.ts";
import { reliabilityOf } from "./reliability.ts";
import { type Scored, scoreEveryone } from "./scoreEveryone.ts";
import { chooseSettings } from "./settings.ts";
import { type ScoreSummary, summaryOf } from "./summary.ts";
import type { TrialGroup } from "./trialTable.ts";

/** How to score: a profile, single settings, the random splits for reliability (0 = none). */
export type ScoreOptions = {
  readonly profile?: string | undefined;
  readonly set?: Readonly<Record<string, string>> | undefined;
  readonly splits: number;
  readonly seed: number;
};

type GroupSummary = ScoreSummary & GroupShares;

/** summary.json: the whole table and, where it holds several, each instance and product. */
export type TableSummary = GroupSummary & {
  readonly measure: string;
  readonly profile: string;
  readonly settings: Readonly<Record<string, unknown>>;
  /** Stored trials that the measure could not read; absent where there were none. */
  readonly unreadable?: number;
  readonly groups?: readonly (GroupSummary & { readonly instance: string; readonly product: string })[];
};

/** Scores everyone in a table and sums the scores up. Settings the data imply are chosen once for the whole table. */
export function scoreTable(
  measure: Measure,
  groups: readonly TrialGroup[],
  options: ScoreOptions,
): { readonly scored: readonly Scored[]; readonly summary: TableSummary } {
  const { profile, settings } = chooseSettings(measure, options, groups);
  const scored = scoreEveryone(measure, groups, settings);
  const plan = { measure, settings, splits: options.splits, seed: options.seed };
  const summarise = (part: readonly Scored[]) => ({
    ...summaryOf(part, reliabilityOf(plan, part)),
    ...groupShares(measure.name, part),
  });
  const whole = { measure: measure.name, ...summarise(scored), profile, settings };
  const parts = byInstanceAndProduct(scored);
  if (parts.length < 2) return { scored, summary: whole };
  const each = parts.map((part) => ({
    instance: part[0]?.instance ?? "",
    product: part[0]?.product ?? "",
    ...summarise(part),
  }));
  return { scored, summary: { ...whole, groups: each } };
}

function byInstanceAndProduct(scored: readonly Scored[]): readonly (readonly Scored[])[] {
  const kinds = new Map<string, Scored[]>();
  for (const one of scored) {
    const key = JSON.stringify([one.instance, one.product]);
    const kind = kinds.get(key);
    if (kind) kind.push(one);
    else kinds.set(key, [one]);
  }
  return [...kinds.values()];
}
