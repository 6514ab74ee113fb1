import { count, decimal, fixed, percent } from "../../blocks/numbers.ts";
import type { Cell, Table } from "../../blocks/table.ts";
import { pText } from "../answers/answer.ts";
import { labelOf, ruleLabel } from "../names.ts";
import type { ReportData } from "../reportData.ts";
import type { TopSelections } from "./ruleSections.ts";
import type { RuleSections } from "./sections.ts";
import { yesRule } from "./yesRule.ts";

type Data = ReportData<RuleSections>;

const TOP = /^(.+)_topk$/;

/** Every measure made to select as many people as the primary stated yes does: its best k, ties at the cut shared. */
export function matchedTable(data: Data): Table {
  const k = data.found.matched_selection?.k ?? null;
  return {
    id: "matched-selection",
    caption: `The same number selected by every measure: the best ${count(k)}`,
    columns: [
      { name: "measure", label: "Selected by" },
      { name: "k", label: "Selected", format: count },
      { name: "expected_hits", label: "Expected hits", format: (value) => fixed(value, 1) },
      { name: "ppv", label: "PPV", format: (value) => percent(value, k) },
      { name: "lift", label: "Lift", format: (value) => decimal(value) },
      { name: "sensitivity", label: "Sensitivity", format: (value) => percent(value, data.sample.bought) },
    ],
    rows: k === null ? [] : [...statedRow(data, k), ...topRows(data, k)],
    note: `People who tie at the cut are shared in proportion, so that the order of rows decides nothing. A cut at the rate of another measure is not chosen on the outcome.${differenceText(data)}`,
  };
}

function differenceText({ found }: Data): string {
  const compared = found.matched_selection?.implicit_minus_stated ?? null;
  if (compared === null) return "";
  const [low, high] = compared.ci95.map((limit) => signedPoints(limit));
  const test = compared.p === null ? "" : `, ${pText(compared.p)}`;
  return ` Implicit minus stated: ${signedPoints(compared.difference)} points of PPV [${low}, ${high}]${test} (paired, over the same people).`;
}

function signedPoints(share: number): string {
  const points = fixed(100 * Math.abs(share), 1);
  return share < 0 ? `−${points}` : points;
}

function statedRow(data: Data, k: number): readonly (readonly Cell[])[] {
  const ppv = data.found.matched_selection?.stated_ppv ?? null;
  const rule = yesRule(data, data.primary.stated);
  return ppv === null || rule === null ? [] : [matchedRow(data, { name: ruleLabel(data, rule.name), k, ppv })];
}

function topRows(data: Data, k: number): readonly (readonly Cell[])[] {
  const {
    k: _k,
    stated_ppv: _ppv,
    implicit_minus_stated: _difference,
    ...rest
  } = data.found.matched_selection ?? { k, stated_ppv: null, implicit_minus_stated: null };
  const tops: TopSelections = rest;
  return Object.entries(tops).flatMap(([key, top]) => {
    const name = TOP.exec(key)?.[1];
    if (name === undefined || top.expected_ppv === null) return [];
    const column = name === "implicit" ? (data.primary.implicit ?? name) : name;
    return [matchedRow(data, { name: `${labelOf(data, column)}, highest ${count(k)}`, k, ppv: top.expected_ppv })];
  });
}

function matchedRow(
  { sample: { bought, baseRate } }: Data,
  { name, k, ppv }: { readonly name: string; readonly k: number; readonly ppv: number },
): readonly Cell[] {
  return [name, k, k * ppv, ppv, baseRate ? ppv / baseRate : null, bought ? (k * ppv) / bought : null];
}
