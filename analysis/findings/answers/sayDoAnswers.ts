import type { ComparedMeasure, NamedRule } from "../../plan/measure.ts";
import { ruleText } from "../../plan/rule.ts";
import type { CutPoint } from "../../statistics/ranking/cutPoint.ts";
import { clusteredPpvDifference } from "../../statistics/shares/clusteredPpvDifference.ts";
import type { PairedRulesReport } from "../../statistics/shares/pairedRules.ts";
import { answeredBy, everyone } from "../answeredBy.ts";
import { type JudgedClaim, percent } from "../claims/judgedClaims.ts";
import type { Context } from "../context.ts";
import { type MatchedSelection, selectedBy } from "../rules/ruleSections.ts";
import { shareOf } from "../share.ts";
import { type Answer, decimals, notAnswered, outcomeCaveat, outcomeWords, pText } from "./answer.ts";

/** E1: of those who say yes, how many buy? */
export function statedYesAnswer(context: Context, claims: readonly JudgedClaim[]): Answer {
  const measure = context.primary.stated;
  const rule = measure?.rules[0];
  if (!measure || !rule) {
    return notAnswered(context.cohort.n, "No stated measure has a yes-rule: name one with `yes` in the plan.");
  }
  return yesAnswer(context, { measure, rule, claims });
}

type Yes = {
  readonly measure: ComparedMeasure;
  readonly rule: NamedRule;
  readonly claims: readonly JudgedClaim[];
};

function yesAnswer(everybody: Context, { measure, rule, claims }: Yes): Answer {
  const context = answeredBy(everybody, [measure.column]);
  const { cohort } = context;
  const known = everyone(everybody);
  const { did } = outcomeWords(context);
  const said = `${measure.label} ${ruleText(rule.rule)}`;
  const selected = selectedBy(context, rule);
  const hasBought = (row: number) => cohort.outcome[row] === 1;
  const all = shareOf(cohort, (row) => selected[row]!, hasBought);
  if (all.estimate === null) return notAnswered(0, `Nobody has ${said}, so the share of them who ${did} is undefined.`);
  const base = shareOf(
    known,
    () => true,
    (row) => known.outcome[row] === 1,
  );
  const baseRate = base.estimate ?? 0;
  const weighted = cohort.weights === null ? "" : "weighted ";
  const claim = claims.find((judged) => judged.reading === "ppv" && judged.rule === rule.name);
  const { eligible } = cohort;
  const couldBuy = eligible === null ? null : shareOf(cohort, (row) => selected[row]! && eligible[row]!, hasBought);
  return {
    estimate: all.estimate,
    interval: all.interval,
    verdict: claim?.verdict ?? againstBaseRate(all.interval, baseRate),
    sentence:
      `Of ${all.n} ${cohort.persons === null ? "people" : "rows"} with ${said}, ${all.x} ${did}: ` +
      `${weighted}${percentWith(all.estimate, all.interval)}; of everybody with an outcome (n = ${known.n}) ` +
      `${weighted}${percent(baseRate)} did.` +
      `${couldBuy?.estimate == null ? "" : ` Of the eligible among them ${percentWith(couldBuy.estimate, couldBuy.interval)}.`}` +
      `${claim === undefined ? "" : claimText(claim, all.estimate)}${outcomeCaveat(context)}`,
    n: all.n,
    /** Everyone who answered this question and has an outcome. */
    answered: cohort.n,
    base_rate: baseRate,
    base_rate_n: known.n,
    ...(couldBuy === null
      ? {}
      : { eligible: { estimate: couldBuy.estimate, interval: couldBuy.interval, n: couldBuy.n } }),
  };
}

// Which way a claim fails is said, not that it does.
function claimText({ value, verdict }: JudgedClaim, found: number): string {
  const claimed = `${percent(value)} that was claimed`;
  if (verdict === "contradicted") return ` That is ${found > value ? "more" : "less"} than the ${claimed}.`;
  if (verdict === "supported") return ` That agrees with the ${claimed}.`;
  return ` Whether it differs from the ${claimed} is open.`;
}

function percentWith(share: number, interval: readonly [number, number] | null): string {
  return interval === null ? percent(share) : `${percent(share)} [${percent(interval[0])}, ${percent(interval[1])}]`;
}

function againstBaseRate(interval: readonly [number, number] | null, baseRate: number): string {
  if (interval !== null && interval[0] > baseRate) return "above the base rate";
  if (interval !== null && interval[1] < baseRate) return "below the base rate";
  return "not clearly different from the base rate";
}

/** E2: of those the implicit test marks, how many buy, and at the same selection rate as the stated yes? */
export function implicitYesAnswer(
  context: Context,
  found: {
    readonly matched: MatchedSelection | null;
    readonly paired: PairedRulesReport | null;
    readonly claims: readonly JudgedClaim[];
    readonly cutPoints: Readonly<Record<string, CutPoint | null>> | null;
  },
): Answer {
  const measure = context.primary.implicit;
  const rule = measure?.rules[0];
  if (!measure || !rule) return notAnswered(context.cohort.n, "The plan names no implicit measure.");
  const answer = yesAnswer(context, { measure, rule, claims: found.claims });
  const { matched, paired } = found;
  // One estimand an answer: what follows counts everybody once.
  if (context.cohort.weights !== null) {
    return {
      ...answer,
      sentence: `${answer.sentence} The comparison with the stated yes takes no weights and is left out.`,
    };
  }
  if (paired === null || matched === null || answer.estimate === null) return answer;
  const compared = comparedToStated(context, paired);
  const top = matched.implicit_topk?.expected_ppv ?? null;
  const topText =
    top === null || matched.stated_ppv === null
      ? ""
      : ` Of the ${matched.k} highest on ${measure.label}, as many as said yes, ${percent(top)} ${outcomeWords(context).did}; ` +
        `of those who said yes, ${percent(matched.stated_ppv)}${matchedText(matched.implicit_minus_stated)}.`;
  const pairText =
    compared === null || compared.p === null
      ? ""
      : ` Predictive value of the two yes-rules, implicit minus stated: ${decimals(compared.estimate)}, ${pText(compared.p)}.`;
  return {
    ...answer,
    sentence: `${answer.sentence}${topText}${pairText}${cutText(found.cutPoints?.[measure.column] ?? null)}`,
    best_cut: found.cutPoints?.[measure.column] ?? null,
    matched_selection: {
      k: matched.k,
      implicit: top,
      stated: matched.stated_ppv,
      difference: matched.implicit_minus_stated?.difference ?? null,
      interval: matched.implicit_minus_stated?.ci95 ?? null,
      p: matched.implicit_minus_stated?.p ?? null,
    },
    difference_to_stated: compared ?? { estimate: null, interval: null, p: null },
  };
}

function matchedText(compared: MatchedSelection["implicit_minus_stated"]): string {
  if (compared === null) return "";
  const [low, high] = compared.ci95;
  const test = compared.p === null ? "" : `, ${pText(compared.p)}`;
  return ` (difference ${decimals(compared.difference)} [${decimals(low)}, ${decimals(high)}]${test})`;
}

// The weighted generalised score test of Kosinski (2013); a test that counts persons where they have several rows.
function comparedToStated(context: Context, { predictive_values: values }: PairedRulesReport) {
  const { primary } = context;
  const [stated, implicit] = [primary.stated?.rules[0], primary.implicit?.rules[0]];
  const both = answeredBy(context, [stated?.column ?? [], implicit?.column ?? []].flat());
  const { cohort } = both;
  if (cohort.persons === null || !stated || !implicit) {
    const { difference_2_minus_1: estimate, difference_wald, wgs } = values;
    return estimate === null ? null : { estimate, interval: difference_wald.ci95, p: wgs.p };
  }
  const { outcome: outcomes, persons } = cohort;
  const found = clusteredPpvDifference(selectedBy(both, stated), selectedBy(both, implicit), {
    outcomes,
    persons,
  });
  return found === null ? null : { estimate: found.difference, interval: found.ci95, p: found.p };
}

// A cut chosen on the same data looks better than it is: beside it, what it is worth on people left out.
function cutText(cut: CutPoint | null): string {
  const [apparent, validated] = [cut?.apparent.ppv ?? null, cut?.cross_validated.ppv ?? null];
  if (cut === null || apparent === null || validated === null) {
    return " A cut chosen on the same data looks better than it is.";
  }
  return (
    ` With the cut that looks best on these data (${ruleText({ operator: ">=", value: Number(cut.threshold.toPrecision(3)) })}) it is ` +
    `${percent(apparent)} here, and ${percent(validated)} on people left out when the cut was chosen.`
  );
}
