import type { RuleReport } from "../../metrics/confusion.ts";
import type { PairedRulesReport } from "../../metrics/pairedRules.ts";
import { type JudgedClaim, percent } from "../claims.ts";
import type { Context } from "../context.ts";
import { ruleText } from "../rule.ts";
import type { MatchedSelection } from "../ruleSections.ts";
import { type Answer, decimals, notAnswered, outcomeCaveat, outcomeWords, pText } from "./answer.ts";

type Rules = Readonly<Record<string, RuleReport>>;

/** E1: of those who say yes, how many buy? */
export function statedYesAnswer(context: Context, rules: Rules, claims: readonly JudgedClaim[]): Answer {
  const measure = context.primary.stated;
  const rule = measure?.rules[0];
  const report = rule && rules[rule.name];
  if (!measure || !rule || !report) {
    return notAnswered(context.cohort.n, "No stated measure has a yes-rule: name one with `yes` in the plan.");
  }
  return yesAnswer(
    context,
    { report, label: measure.label, said: `${measure.label} ${ruleText(rule.rule)}` },
    {
      claim: claims.find((claim) => claim.reading === "ppv" && claim.rule === rule.name),
    },
  );
}

type Yes = { readonly report: RuleReport; readonly label: string; readonly said: string };

function yesAnswer(context: Context, { report, said }: Yes, { claim }: { claim: JudgedClaim | undefined }): Answer {
  const { did } = outcomeWords(context);
  const { ppv, base_rate: baseRate } = report;
  if (ppv.estimate === null) return notAnswered(0, `Nobody has ${said}, so the share of them who ${did} is undefined.`);
  const verdict = claim?.verdict ?? againstBaseRate(ppv.wilson95, baseRate);
  const claimed = claim === undefined ? "" : ` The claim of ${percent(claim.value)} is ${claim.verdict}.`;
  return {
    estimate: ppv.estimate,
    interval: ppv.wilson95,
    verdict,
    sentence:
      `Of ${ppv.n} people with ${said}, ${ppv.x} ${did}: ${percent(ppv.estimate)} ` +
      `[${percent(ppv.wilson95[0])}, ${percent(ppv.wilson95[1])}]; of everybody ${percent(baseRate)} did.` +
      `${claimed}${outcomeCaveat(context)}`,
    n: ppv.n,
    base_rate: baseRate,
  };
}

function againstBaseRate([low, high]: readonly [number, number], baseRate: number): string {
  if (low > baseRate) return "above the base rate";
  return high < baseRate ? "below the base rate" : "not clearly different from the base rate";
}

/** E2: of those the implicit test marks, how many buy, and at the same selection rate as the stated yes? */
export function implicitYesAnswer(
  context: Context,
  rules: Rules,
  {
    matched,
    paired,
    claims,
  }: {
    readonly matched: MatchedSelection | null;
    readonly paired: PairedRulesReport | null;
    readonly claims: readonly JudgedClaim[];
  },
): Answer {
  const measure = context.primary.implicit;
  const rule = measure?.rules[0];
  const report = rule && rules[rule.name];
  if (!measure || !rule || !report) return notAnswered(context.cohort.n, "The plan names no implicit measure.");
  const said = `${measure.label} ${ruleText(rule.rule)}`;
  const claim = claims.find((judged) => judged.reading === "ppv" && judged.rule === rule.name);
  const answer = yesAnswer(context, { report, label: measure.label, said }, { claim });
  if (paired === null || matched === null) return answer;
  const { difference_2_minus_1: difference, wgs, difference_wald } = paired.predictive_values;
  const top = matched.implicit_topk;
  const topText =
    top?.expected_ppv == null || matched.stated_ppv === null
      ? ""
      : ` Among the ${matched.k} best by ${measure.label} (as many as the stated yes selects, ties shared) it is ` +
        `${percent(top.expected_ppv)}, against ${percent(matched.stated_ppv)} of the stated yes.`;
  const pairText =
    difference === null || wgs.p === null ? "" : ` PPV implicit minus stated ${decimals(difference)}, ${pText(wgs.p)}.`;
  return {
    ...answer,
    sentence: `${answer.sentence}${topText}${pairText} A cut chosen on these data would be too good.`,
    matched_selection: { k: matched.k, implicit: top?.expected_ppv ?? null, stated: matched.stated_ppv },
    difference_to_stated: { estimate: difference, interval: difference_wald.ci95, p: wgs.p },
  };
}
