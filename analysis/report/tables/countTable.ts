import { asRecord, numberIn } from "../cells.ts";
import { labelOf } from "../names.ts";
import { count, decimal, fixed, pNumber } from "../numbers.ts";
import type { ReportData } from "../readReport.ts";
import type { Cell, Table } from "./table.ts";

const MODELS = [
  ["poisson", "Poisson"],
  ["negative_binomial_nb2", "Negative binomial (NB2)"],
  ["hurdle", "Hurdle, truncated NB2"],
  ["zero_inflated_poisson_constant_inflation", "Zero-inflated Poisson"],
] as const;

/** How well each model of a count fits: log-likelihood, people expected to buy nothing beside those who did, and the test
 *  that the implicit score adds. */
export function countTable(data: ReportData): Table {
  const observed = numberIn(asRecord(data.found.poisson).observed_zeros);
  return {
    id: "count-models",
    caption: "Models of the count",
    columns: [
      { name: "model", label: "Model" },
      { name: "log_likelihood", label: "Log-lik.", format: (value) => fixed(value, 1) },
      { name: "expected_zeros", label: "Zeros expected", format: (value) => fixed(value, 1) },
      { name: "observed_zeros", label: "observed", format: count },
      { name: "p_implicit", label: "p, implicit adds", format: pNumber },
    ],
    rows: MODELS.flatMap(([section, name]): readonly (readonly Cell[])[] => {
      const model = asRecord(data.found[section]);
      const whole = section === "hurdle" ? asRecord(model.truncated_nb2) : model;
      const fit = numberIn(whole.total_log_likelihood ?? model.log_likelihood);
      if (fit === null) return [];
      const p = numberIn(asRecord(model.add_implicit_lr).p);
      return [[name, fit, numberIn(model.expected_zeros), observed, p]];
    }),
    note: "A hurdle model meets the number of zeros by construction.",
  };
}

/** How well each measure finds those who bring most. */
export function topSegmentTable(data: ReportData): Table {
  const { definition, n_pos: _, ...measures } = asRecord(data.found.top_value_segment_auc);
  return {
    id: "top-segment",
    caption: "Finding those who bring most: AUC",
    columns: [
      { name: "measure", label: "Measure" },
      { name: "auc", label: "AUC", format: (value) => decimal(value) },
      { name: "se", label: "SE", format: (value) => decimal(value, 3) },
    ],
    rows: Object.entries(measures).flatMap(([column, found]): readonly (readonly Cell[])[] => {
      const { auc, delong_se } = asRecord(found);
      return numberIn(auc) === null ? [] : [[labelOf(data, column), numberIn(auc), numberIn(delong_se)]];
    }),
    ...(typeof definition === "string" ? { note: `Positive: ${definition.replace(/^positive = /, "")}.` } : {}),
  };
}
