import { decimal, percent, significant } from "../../blocks/numbers.ts";
import type { Table } from "../../blocks/table.ts";
import { ruleLabel } from "../names.ts";
import type { ReportData } from "../reportData.ts";
import type { RobustnessSections } from "./sections.ts";

/** What the data leave probable, where the plan asks for it. */
export function bayesTable(data: ReportData<RobustnessSections>): Table {
  const { bayes } = data.found;
  const difference = bayes?.delta_auc;
  const margin = significant(bayes?.rope ?? null, 2);
  const claims = (bayes?.ppv ?? []).map(
    ({ rule, value, probability_below }) =>
      [`PPV of “${ruleLabel(data, rule)}” below ${percent(value, null)}`, probability_below] as const,
  );
  const rows: readonly (readonly [string, number | null | undefined])[] = [
    [`Implicit ranks better by more than ${margin}`, difference?.probability_implicit],
    [`Both rank alike within ${margin}`, difference?.probability_alike],
    [`Stated ranks better by more than ${margin}`, difference?.probability_stated],
    ["The implicit yes is right more often than the stated one", bayes?.implicit_rule_more_accurate],
    ...claims,
  ];
  const factor = bayes?.bic_bayes_factor_add_implicit ?? null;
  return {
    id: "bayes",
    caption: "What the data leave probable (flat priors)",
    columns: [
      { name: "statement", label: "Statement" },
      { name: "probability", label: "Probability", format: (value) => decimal(value) },
    ],
    rows: rows.flatMap(([name, value]) => (value == null ? [] : [[name, value]])),
    ...(factor === null ? {} : { note: `Bayes factor for adding implicit (from BIC): ${significant(factor, 2)}.` }),
  };
}
