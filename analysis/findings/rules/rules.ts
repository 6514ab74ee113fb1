import { type Named, named, startingWith } from "../../statistics/named.ts";
import type { McnemarReport } from "../../statistics/shares/mcnemar.ts";
import { isFew, withholdColumns } from "../disclosure.ts";
import { type Finding, kept, mapped } from "../finding.ts";
import type { Hiding } from "../hiding.ts";
import { countsOf, cutOfTop, tercileCuts } from "../measureCuts.ts";
import type { ShownLevel } from "../shown.ts";
import { rulesBlocks } from "./blocks.ts";
import {
  baseRateAdjusted,
  type MatchedSelection,
  sayDoByTercile,
  sayDoMatrices,
  type TercileCell,
  type TopSelections,
} from "./ruleSections.ts";
import type { RuleSections, ShownPair } from "./sections.ts";

/** Whom each yes selects and how many of them buy. */
export const rules: Finding<"rules", RuleSections> = {
  name: "rules",
  blocks: rulesBlocks,
  compute: {
    ofYesNo: ({ context, rules: found, matched, paired, cutPoints }) => ({
      rules: found(),
      ...sayDoMatrices(context),
      say_do_by_implicit_tercile: sayDoByTercile(context),
      matched_selection: matched(),
      ...paired(),
      base_rate_adjusted_ppv: baseRateAdjusted(context, found()),
      cut_points: cutPoints(),
    }),
  },
  protect(sections, hiding) {
    const {
      rules: found,
      say_do_by_implicit_tercile,
      matched_selection,
      base_rate_adjusted_ppv,
      cut_points,
    } = sections;
    return {
      rules: found && mapped(found, (rule, name) => (hiding.isRuleShown(name) ? rule : null)),
      ...protectLevels(sections, hiding),
      say_do_by_implicit_tercile: say_do_by_implicit_tercile && protectThirds(say_do_by_implicit_tercile, hiding),
      matched_selection: matched_selection && protectMatched(matched_selection, hiding),
      ...protectPairs(sections, hiding),
      base_rate_adjusted_ppv: base_rate_adjusted_ppv?.map((point) =>
        kept(point, (_, name) => name === "prevalence" || hiding.isRuleShown(name)),
      ),
      cut_points:
        cut_points && kept(cut_points, (cut, column) => cut !== null && hiding.isThresholdShown(column, cut.threshold)),
    };
  },
};

function protectLevels(sections: RuleSections, hiding: Hiding): Named<"say_do_matrix_", readonly ShownLevel[]> {
  const matrices = startingWith<"say_do_matrix_", readonly ShownLevel[] | null | undefined>(sections, "say_do_matrix_");
  return Object.assign(
    {},
    ...matrices.map(([column, rows]) =>
      named(
        "say_do_matrix_",
        column,
        rows.map((row, at) =>
          hiding.isLevelShown(column, at) ? row : { level: row.level, x: null, n: null, estimate: null },
        ),
      ),
    ),
  );
}

function protectPairs(sections: RuleSections, hiding: Hiding): Named<"paired_rules_", ShownPair> {
  const areRulesShown = hiding.withheldRules.length === 0;
  const told = (test: McnemarReport | null) =>
    test !== null && !isFew(test.b, hiding.fewest) && !isFew(test.c, hiding.fewest) ? test : null;
  const pairs = startingWith<"paired_rules_", ShownPair | null | undefined>(sections, "paired_rules_");
  return Object.assign(
    {},
    ...(areRulesShown ? pairs : []).map(([name, pair]) => {
      const { cells, ...values } = pair.predictive_values;
      const areTold = cells !== null && Object.values(cells).every((people) => !isFew(people, hiding.fewest));
      return named("paired_rules_", name, {
        ...pair,
        accuracy_mcnemar: told(pair.accuracy_mcnemar),
        sensitivity_mcnemar: told(pair.sensitivity_mcnemar),
        specificity_mcnemar: told(pair.specificity_mcnemar),
        predictive_values: { ...values, cells: areTold ? cells : null },
      });
    }),
  );
}

function protectMatched(matched: MatchedSelection, hiding: Hiding): MatchedSelection | null {
  const { stated, implicit } = hiding.primary;
  const { k, stated_ppv, implicit_minus_stated, ...rest } = matched;
  const tops: TopSelections = rest;
  const cut = cutOfTop({ k, expected_hits: k * (stated_ppv ?? 0) });
  if (stated === null || !hiding.isCutShown(stated, cut)) return null;
  const shown = Object.entries(tops).filter(([name, top]) => {
    const column = name.replace(/_topk$/, "");
    return hiding.isCutShown(column === "implicit" ? (implicit ?? column) : column, cutOfTop(top));
  });
  // With the other share the difference gives away both.
  const isTold = shown.some(([name]) => name === "implicit_topk");
  return {
    k,
    stated_ppv,
    implicit_minus_stated: isTold ? implicit_minus_stated : null,
    ...Object.fromEntries(shown),
  };
}

/** The six groups of the thirds; none where a third is no cut that may be shown beside the rules and curves. */
function protectThirds(cells: readonly TercileCell[], hiding: Hiding): readonly TercileCell[] {
  const { implicit } = hiding.primary;
  const areCuts = implicit !== null && tercileCuts(cells).every((cut) => hiding.isCutShown(implicit, cut));
  const rows = [0, 1].map((yes) =>
    [1, 2, 3].map((third) => cells.find((cell) => cell.stated_yes === yes && cell.tercile === third)),
  );
  const [no, yes] = rows.map((row) => row.map((cell) => (cell ? countsOf(cell) : [0, 0])));
  if (!areCuts || !no || !yes) return [];
  const isWithheld = withholdColumns([no, yes], hiding.fewest);
  return cells.filter((cell) => !isWithheld[cell.tercile - 1]);
}
