import type { RuleReport } from "../../statistics/shares/confusion.ts";
import { withholdTogether } from "../disclosure.ts";
import { type Finding, kept, mapped } from "../finding.ts";
import type { Hiding } from "../hiding.ts";
import { protectModel } from "../models/shownModel.ts";
import { designBlocks } from "./blocks.ts";
import { designSections } from "./designSections.ts";
import type { StudyDesignSections } from "./sections.ts";

/** What depends on how the study was run: order, time pressure, who could buy, weights, minutes, being asked at all. */
export const design: Finding<"design", StudyDesignSections> = {
  name: "design",
  blocks: designBlocks,
  compute: { ofYesNo: ({ context }) => designSections(context) },
  protect(sections, hiding) {
    const { order_adjusted, rules_eligible, weighted, self_generated_validity: arms } = sections;
    return {
      order_adjusted: order_adjusted && { ...order_adjusted, auc: mapped(order_adjusted.auc, hiding.withoutFewSides) },
      stated_first_interaction: sections.stated_first_interaction,
      time_pressure_interaction: sections.time_pressure_interaction,
      speed_interaction: sections.speed_interaction,
      rules_eligible:
        rules_eligible && kept(rules_eligible, (rule, name) => isEligibleTold(rule, hiding.rules[name], hiding)),
      weighted: weighted && { ...weighted, ppv: kept(weighted.ppv, (_, name) => hiding.isRuleShown(name)) },
      interaction: sections.interaction,
      nonlinearity: sections.nonlinearity,
      effort: sections.effort,
      self_generated_validity: arms && {
        ...arms,
        stage2_logit: arms.stage2_logit && protectModel(arms.stage2_logit, hiding),
      },
    };
  },
};

/** A rule among the eligible, where neither they nor the others are few on any side of it. */
function isEligibleTold(rule: RuleReport, everybody: RuleReport | null | undefined, hiding: Hiding): boolean {
  if (!everybody) return false;
  const [own, all] = [sidesOf(rule), sidesOf(everybody)];
  const others = all.map((side, at) => side.map((n, kind) => n - own[at]![kind]!));
  return withholdTogether([own, others], hiding.fewest)?.every((isWithheld) => !isWithheld) ?? false;
}

function sidesOf({ tp, fp, fn, tn }: RuleReport): readonly (readonly number[])[] {
  return [
    [tp, fp],
    [fn, tn],
  ];
}
