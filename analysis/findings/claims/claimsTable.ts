import { count, decimal, fixed, percent, pNumber } from "../../blocks/numbers.ts";
import type { Cell, Table } from "../../blocks/table.ts";
import { labelOf, ruleLabel, sentence } from "../names.ts";
import type { ReportData } from "../reportData.ts";
import type { RuleSections } from "../rules/sections.ts";
import type { ClaimSections } from "./sections.ts";

type Data = ReportData<ClaimSections & RuleSections>;

const READINGS: Readonly<Record<string, string>> = {
  ppv: "share of yes-sayers (PPV)",
  accuracy: "share judged right (accuracy)",
  sensitivity: "share of buyers found (sensitivity)",
  auc: "AUC",
};

/** Each claim against the data: reading, claimed value, estimate with interval, p, verdict, n that would decide. Where
 *  the plan makes no claims, the tests of the rules against the customary values stand alone. */
export function claimsTable(data: Data): Table {
  return {
    id: "claims",
    caption: "Each claim, how it is read, and what became of it",
    columns: [
      { name: "claim", label: "Claim" },
      { name: "reading", label: "Read as" },
      { name: "claimed", label: "Claimed", format: (value, row) => amount(value, row) },
      { name: "estimate", label: "Found", format: (value, row) => amount(value, row) },
      { name: "ci95_low", label: "95 % from", format: (value, row) => amount(value, row) },
      { name: "ci95_high", label: "to", format: (value, row) => amount(value, row) },
      { name: "x", label: "x", format: (value) => fixed(value, Number.isInteger(value) ? 0 : 1) },
      { name: "n", label: "of n", format: count },
      { name: "p", label: "p", format: pNumber },
      { name: "verdict", label: "Verdict" },
      { name: "n_to_decide", label: "n that would decide", format: count },
    ],
    rows: data.found.claims?.length ? claimRows(data) : ruleRows(data),
    note: "A claim is contradicted when the 95 % interval excludes its value (under weights or several rows a person p must be below .05 too), supported when the interval lies within the margin around it, else undetermined. p of a share: exact binomial test of the claimed value, or a score test at the effective number of rows where people have several rows or weights; of an AUC: Wald test. A share of yes-sayers moves with the base rate, the horizon, the price and the category.",
  };
}

function claimRows(data: Data): readonly (readonly Cell[])[] {
  return (data.found.claims ?? []).map((claim) => [
    claim.statement ?? (claim.measure === null ? "" : labelOf(data, claim.measure)),
    READINGS[claim.reading ?? ""] ?? claim.reading,
    claim.value,
    claim.estimate,
    claim.interval?.[0] ?? null,
    claim.interval?.[1] ?? null,
    claim.x,
    claim.n,
    claim.p,
    claim.verdict === null ? null : sentence(claim.verdict),
    claim.n_to_decide,
  ]);
}

function ruleRows(data: Data): readonly (readonly Cell[])[] {
  return Object.entries(data.found.ppv_claims ?? {}).map(([key, { p0, exact_binomial_p_two_sided_minlike: p }]) => {
    const rule = key.replace(/_vs_[\d_]+$/, "");
    const ppv = data.found.rules?.[rule]?.ppv;
    const limits = ppv?.wilson95 ?? null;
    return [
      `${percent(p0, null)} of “${ruleLabel(data, rule)}”`,
      READINGS.ppv ?? "",
      p0,
      ppv?.estimate ?? null,
      limits?.[0] ?? null,
      limits?.[1] ?? null,
      ppv?.x ?? null,
      ppv?.n ?? null,
      p,
      limits === null || p0 === null ? null : verdictOf(p0, limits, p),
      null,
    ];
  });
}

function verdictOf(claimed: number, [low, high]: readonly [number, number], p: number | null): string {
  const isExcluded = (claimed < low || claimed > high) && (p === null || p < 0.05);
  return isExcluded ? "Contradicted" : "Undetermined";
}

function amount(value: number | null, row: readonly Cell[]): string {
  if (row[1] === READINGS.auc) return decimal(value);
  const n = row[7];
  return percent(value, typeof n === "number" ? n : null);
}
