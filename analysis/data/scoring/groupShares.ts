import { type NpsReport, netPromoterScore } from "../../statistics/shares/netPromoterScore.ts";
import { wilson } from "../../statistics/shares/proportion.ts";
import { counts, type Scored } from "./scoreEveryone.ts";

/** How many of a group say yes to one column of the scores, with Wilson's 95 % interval. */
export type Share = {
  readonly yes: number;
  readonly n: number;
  readonly share: number;
  readonly wilson95: readonly [number, number];
};

/** What a stated measure says of a group beside its mean. */
export type GroupShares = {
  readonly shares?: Readonly<Record<string, Share>>;
  readonly net_promoter_score?: NpsReport;
  /** Share of 6 and 7 minus share of 1 to 3, −1 to 1: another way vendors read the effort score. */
  readonly net_ease?: number;
};

/** The columns of a measure's scores that are 1 or 0. */
const flags: Readonly<Record<string, readonly string[]>> = {
  likelihoodToRecommend: ["is_promoter", "is_passive", "is_detractor"],
  purchaseIntent: ["top_1", "top_2"],
  satisfaction: ["top_1", "top_2"],
  effort: ["agrees", "top_2", "bottom_3"],
  extraSpend: ["spends_much_more", "accepts_higher_price"],
  familiarity: ["is_aware"],
  pastPurchase: ["has_bought"],
  socialResponsibility: ["pays_extra"],
};

/** The shares of a group whose scores count; empty for measures without such columns and for an empty group. Vendors
 *  report the same answers as a mean, a top box or a net share: all are there, each under its own name. */
export function groupShares(measure: string, scored: readonly Scored[]): GroupShares {
  const own = flags[measure];
  const counted = scored.filter(counts);
  if (own === undefined || counted.length === 0) return {};
  const shares = Object.fromEntries(own.flatMap((column) => shareOf(column, counted)));
  if (measure === "likelihoodToRecommend")
    return { shares, net_promoter_score: netPromoterScore(counted.flatMap(({ score }) => score.value ?? [])) };
  const { top_2: top, bottom_3: bottom } = shares;
  return top && bottom ? { shares, net_ease: top.share - bottom.share } : { shares };
}

function shareOf(column: string, counted: readonly Scored[]): readonly (readonly [string, Share])[] {
  const said = counted.flatMap(({ score }) => score.parts[column] ?? []);
  if (said.length === 0) return [];
  const yes = said.filter((flag) => flag === 1).length;
  return [[column, { yes, n: said.length, share: yes / said.length, wilson95: wilson(yes, said.length) }]];
}
