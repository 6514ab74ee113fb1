import { startingWith } from "../../statistics/named.ts";
import type { EquivalenceReport } from "../../statistics/ranking/equivalence.ts";
import { knownInterval } from "../answers/answer.ts";
import { labelOf, modelLabel, pairOf } from "../names.ts";
import type { ProductSections } from "../products/sections.ts";
import type { ReportData } from "../reportData.ts";
import { isClustered } from "./areas.ts";
import type { ComparedAucs } from "./rankingSections.ts";
import type { RankingSections } from "./sections.ts";

type Data = ReportData<ProductSections & RankingSections>;

export type Difference = {
  readonly key: string;
  readonly label: string;
  readonly later: string;
  readonly earlier: string;
  readonly auc1: number | null;
  readonly auc2: number | null;
  readonly difference: number | null;
  readonly interval: readonly [number, number] | null;
  readonly p: number | null;
  readonly equivalenceP: number | null;
  /** The margin within which both are shown to be alike; null when they are not. */
  readonly equivalentWithin: number | null;
};

const NESTED_OUT_OF_FOLD = [
  ["full_minus_stated_pooled_delong", "M_full", "M_stated"],
  ["implicit_minus_stated_pooled_delong", "M_implicit", "M_stated"],
] as const;

/** Every valid paired difference of AUCs: between measures (clustered where people repeat), and between models out of
 *  fold. In-sample differences of nested models are not among them. */
export function differences(data: Data): readonly Difference[] {
  return [...(isClustered(data) ? clusteredPairs(data) : measurePairs(data)), ...modelPairs(data)];
}

/** The equivalence test of a paired difference, whose name holds its margin; nulls where there is none. */
export function equivalenceOf(paired: ComparedAucs | undefined): {
  readonly margin: number | null;
  readonly p: number | null;
  readonly isEquivalent: boolean;
} {
  const [, test] = startingWith<"tost_margin_", EquivalenceReport | null>(paired ?? {}, "tost_margin_")[0] ?? [];
  return { margin: test?.margin ?? null, p: test?.p_tost ?? null, isEquivalent: test?.equivalent === true };
}

function measurePairs(data: Data): readonly Difference[] {
  return Object.entries(data.found.auc_paired ?? {}).flatMap(([key, paired]) => {
    const pair = pairOf(data, key);
    if (!pair || key.endsWith("_in_sample")) return [];
    const [later, earlier] = pair;
    const tost = equivalenceOf(paired);
    return [
      {
        key,
        label: `${labelOf(data, later)} − ${labelOf(data, earlier)}`,
        later,
        earlier,
        auc1: paired.auc1,
        auc2: paired.auc2,
        difference: paired.difference,
        interval: knownInterval(paired.ci95_difference),
        p: paired.p,
        equivalenceP: tost.p,
        equivalentWithin: tost.isEquivalent ? tost.margin : null,
      },
    ];
  });
}

function clusteredPairs(data: Data): readonly Difference[] {
  return Object.entries(data.found.auc_clustered_differences ?? {}).flatMap(([key, { difference, ci95, p }]) => {
    const [later = key, earlier = ""] = pairOf(data, key) ?? [];
    return [
      {
        key,
        label: `${labelOf(data, later)} − ${labelOf(data, earlier)}`,
        later,
        earlier,
        auc1: data.found.auc_clustered_obuchowski?.[later]?.auc ?? null,
        auc2: data.found.auc_clustered_obuchowski?.[earlier]?.auc ?? null,
        difference,
        interval: ci95,
        p,
        equivalenceP: null,
        equivalentWithin: null,
      },
    ];
  });
}

function modelPairs(data: Data): readonly Difference[] {
  return NESTED_OUT_OF_FOLD.flatMap(([key, later, earlier]) => {
    const paired = data.outOfFoldDifferences[key];
    if (!paired) return [];
    return [
      {
        key,
        label: `Model ${modelLabel(data, later).toLowerCase()} − ${modelLabel(data, earlier).toLowerCase()}, out of fold`,
        later,
        earlier,
        auc1: paired.auc1,
        auc2: paired.auc2,
        difference: paired.difference,
        interval: knownInterval(paired.ci95_difference),
        p: paired.p,
        equivalenceP: null,
        equivalentWithin: null,
      },
    ];
  });
}
