import type { PooledAuc } from "../../statistics/missing/missingSections.ts";
import { type Named, named, renamed, startingWith } from "../../statistics/named.ts";
import { isFew, withholdGroups } from "../disclosure.ts";
import { type Finding, kept, mapped } from "../finding.ts";
import type { Hiding } from "../hiding.ts";
import { protectModel } from "../models/shownModel.ts";
import type { Told } from "../shown.ts";
import { missingBlocks } from "./blocks.ts";
import { missingComparison } from "./missingComparison.ts";
import { type OutcomeBounds, observabilitySections } from "./observability.ts";
import type { CompleteCase, MissingFinding, Patterns } from "./sections.ts";

/** What is missing, what nobody could see, and what either may change. */
export const missing: Finding<"missing", MissingFinding> = {
  name: "missing",
  blocks: missingBlocks,
  compute: {
    ofYesNo: ({ context, draws }) => ({
      ...missingComparison(context, draws.seed),
      ...observabilitySections(context),
    }),
  },
  protect(sections, hiding) {
    const { fewest } = hiding;
    const { missing_counts, missing_flow, complete_case, available_case_pearson, inverse_probability } = sections;
    const { outcome_bounds, observable_vs_others, coverage_adjusted_ppv, counted_coverage: counted } = sections;
    return {
      missing_counts: missing_counts && mapped(missing_counts, (n) => (isFew(n ?? 0, fewest) ? null : n)),
      ...protectPatterns(sections, fewest),
      missing_flow: missing_flow?.some(({ lost, left }) => isFew(lost, fewest) || isFew(left, fewest))
        ? null
        : missing_flow,
      complete_case: complete_case && protectComplete(complete_case, hiding),
      available_case_pearson:
        available_case_pearson && mapped(available_case_pearson, (one) => ({ ...one, n: hiding.farFromSample(one.n) })),
      pooled_M_full: sections.pooled_M_full,
      pooled_lr_add_implicit_D2: sections.pooled_lr_add_implicit_D2,
      tipping_point:
        sections.tipping_point &&
        kept(sections.tipping_point, ({ imputed }) => imputed !== null && !isFew(imputed, fewest)),
      ...renamed<"pooled_auc_", PooledAuc | null | undefined>(sections, "pooled_auc_", (pooled) => pooled),
      inverse_probability: inverse_probability && {
        ...inverse_probability,
        n: hiding.farFromSample(inverse_probability.n),
        n_complete: hiding.farFromSample(inverse_probability.n_complete),
      },
      outcome_bounds: outcome_bounds && kept(outcome_bounds, (rule, name) => areBoundsTold(rule, name, hiding)),
      observable_vs_others:
        observable_vs_others &&
        kept(observable_vs_others, (one) => one !== null && !isFew(one.n1, fewest) && !isFew(one.n0, fewest)),
      coverage_adjusted_ppv: coverage_adjusted_ppv?.map(({ coverage, ...rules }) => ({
        coverage,
        ...Object.fromEntries(startingWith(rules, "").filter(([name]) => hiding.isRuleShown(name))),
      })),
      counted_coverage: counted && { ...counted, ppv: kept(counted.ppv, (_, name) => hiding.isRuleShown(name)) },
    };
  },
};

function protectPatterns(sections: MissingFinding, fewest: number): Named<"patterns_", Patterns> {
  const all = startingWith<"patterns_", Patterns | null | undefined>(sections, "patterns_");
  const told = all.filter(([, patterns]) => !Object.values(patterns).some((n) => isFew(n, fewest)));
  return Object.assign({}, ...told.map(([name, patterns]) => named("patterns_", name, patterns)));
}

function protectComplete(complete: Told<NonNullable<CompleteCase>, "n" | "buyers">, hiding: Hiding) {
  const { n, buyers, M_full, add_implicit_lr_same_rows } = complete;
  const isTold =
    hiding.isBoughtTold && withholdGroups([[buyers ?? 0, (n ?? 0) - (buyers ?? 0)]], hiding.fewest)[0] === false;
  const isFar = isTold && hiding.farFromSample(n) !== null;
  return {
    n: isFar ? n : null,
    buyers: isFar ? buyers : null,
    M_full: M_full && (isFar ? protectModel(M_full, hiding) : null),
    add_implicit_lr_same_rows,
  };
}

function areBoundsTold({ unknown, ...bounds }: OutcomeBounds, name: string, hiding: Hiding): boolean {
  const shares = Object.values(bounds).flatMap(({ x, n }) => [x, n - x]);
  return hiding.isRuleShown(name) && [unknown, ...shares].every((people) => !isFew(people, hiding.fewest));
}
