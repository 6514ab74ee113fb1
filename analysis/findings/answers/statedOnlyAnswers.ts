import { columnOf } from "../../data/cohort.ts";
import { nestedTest } from "../../statistics/models/logistic/nestedTests.ts";
import { answeredBy } from "../answeredBy.ts";
import type { Context } from "../context.ts";
import { ladderOf } from "../models/ladder.ts";
import { designAuc, pairedAuc } from "../ranking/pairedAuc.ts";
import { samplingUnits } from "../samplingUnits.ts";
import { type Answer, decimals, notAnswered, outcomeWords, pText, type Question, withInterval } from "./answer.ts";

const ONE_KIND = "Every measure of this plan is stated, so there is no second kind to set beside them.";

/** What can be asked where every measure is stated: which of them ranks best (E3), and whether they add to the covariates
 *  (E4). The questions about two kinds of measure say so, in no other words. */
export function statedOnlyAnswers(context: Context): Partial<Readonly<Record<Question, Answer>>> {
  const { n } = context.cohort;
  return {
    E2: notAnswered(n, ONE_KIND),
    E3: bestStated(context),
    E4: beyondCovariates(context),
    E5: notAnswered(n, ONE_KIND),
    E6: notAnswered(n, ONE_KIND),
    ...(context.plan.product === undefined ? {} : { E11: notAnswered(n, ONE_KIND) }),
  };
}

// The headline measure against the stated measure that ranks best among the others.
function bestStated(context: Context): Answer {
  const { measures, primary } = context;
  const rivals = measures.filter(({ role, column }) => role === "stated" && column !== primary.stated?.column);
  if (primary.stated === null || rivals.length === 0)
    return notAnswered(context.cohort.n, "There is one stated measure: nothing to rank it against.");
  const own = primary.stated;
  const compared = rivals.map((rival) => {
    const { cohort } = answeredBy(context, [own.column, rival.column]);
    const [a, b] = [columnOf(cohort, own.column), columnOf(cohort, rival.column)];
    return {
      rival,
      n: cohort.n,
      auc: designAuc(cohort, b).auc,
      own: designAuc(cohort, a).auc,
      ...pairedAuc(cohort, a, b),
    };
  });
  const best = compared.reduce((top, one) => (one.auc > top.auc ? one : top));
  if (best.interval === null) return notAnswered(best.n, "Ranking needs at least two buyers and two non-buyers.");
  const { doers, others } = outcomeWords(context);
  // Several rivals are looked at and the best one is shown: its p counts all of them (Bonferroni).
  const p = best.p === null ? null : Math.min(1, best.p * rivals.length);
  const isClear = p !== null && p < 0.05;
  const verdict = !isClear ? "no evidence" : best.difference > 0 ? `${own.label} better` : `${best.rival.label} better`;
  const opening = isClear
    ? `${best.difference > 0 ? own.label : best.rival.label} ranks ${doers} above ${others} better.`
    : `It is open which of ${own.label} and ${best.rival.label} ranks ${doers} above ${others} better.`;
  const counted = rivals.length > 1 ? ` (for ${rivals.length} comparisons)` : "";
  return {
    estimate: best.difference,
    interval: best.interval,
    verdict,
    sentence:
      `${opening} AUC ${decimals(best.own)} for ${own.label} and ${decimals(best.auc)} for ${best.rival.label}, difference ` +
      `${withInterval(best.difference, best.interval)}${p === null ? "" : `, ${pText(p)}${counted}`}, n = ${best.n}.`,
    n: best.n,
  };
}

function beyondCovariates(context: Context): Answer {
  const { cohort, plan } = context;
  const { stated } = ladderOf(context);
  if (plan.covariates.length === 0) {
    return notAnswered(
      cohort.n,
      "The plan names no covariates, so there is nothing that the stated measures could add to.",
    );
  }
  const test = nestedTest(cohort.columns, {
    outcome: cohort.outcome,
    base: cohort.floor,
    added: stated,
    ...(cohort.weights === null ? {} : { weights: cohort.weights }),
    units: samplingUnits(cohort),
  });
  if ("kind" in test) return notAnswered(cohort.n, `A model cannot be fitted (${test.reason}).`);
  const believed = test.robust_wald === undefined ? test : test.robust_wald;
  if (believed === null) return notAnswered(cohort.n, "The robust variance of the stated measures is singular.");
  const adds = believed.p < 0.05;
  const name = test.robust_wald === undefined ? "Likelihood ratio" : "Robust Wald test";
  return {
    estimate: null,
    interval: null,
    verdict: adds ? "stated fits better" : "no evidence",
    sentence:
      `${adds ? "The stated measures fit what people did better than" : "No evidence that the stated measures add to"} ` +
      `${plan.covariates.join(" and ")}${adds ? " alone" : ""}. ${name} χ²(${believed.df}) = ${believed.chi2.toFixed(2)}, ` +
      `${pText(believed.p)}, n = ${cohort.n}.`,
    n: cohort.n,
    lr: believed,
  };
}
