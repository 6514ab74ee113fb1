import { count, decimal, fixed, pNumber } from "../../blocks/numbers.ts";
import type { Cell, Table } from "../../blocks/table.ts";
import { labelOf } from "../names.ts";
import type { ReportData } from "../reportData.ts";
import type { SpendSections } from "./sections.ts";

type Data = ReportData<SpendSections>;

type CountModel = {
  readonly name: string;
  readonly logLikelihood: number | null | undefined;
  readonly zeros?: number | undefined;
  readonly p?: number | undefined;
};

/** How well each model of a count fits: log-likelihood, people expected to buy nothing beside those who did, and the test
 *  that the implicit score adds. */
export function countTable({ found }: Data): Table {
  const { poisson, negative_binomial_nb2: nb2, hurdle, zero_inflated_poisson_constant_inflation: inflated } = found;
  const models: readonly CountModel[] = [
    {
      name: "Poisson",
      logLikelihood: poisson?.log_likelihood,
      zeros: poisson?.expected_zeros,
      p: poisson?.add_implicit_lr?.p,
    },
    {
      name: "Negative binomial (NB2)",
      logLikelihood: nb2?.log_likelihood,
      zeros: nb2?.expected_zeros,
      p: nb2?.add_implicit_lr?.p,
    },
    { name: "Hurdle, truncated NB2", logLikelihood: hurdle?.truncated_nb2?.total_log_likelihood },
    { name: "Zero-inflated Poisson", logLikelihood: inflated?.log_likelihood },
  ];
  const observed = poisson?.observed_zeros ?? null;
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
    rows: models.flatMap(({ name, logLikelihood, zeros, p }): readonly (readonly Cell[])[] =>
      logLikelihood == null ? [] : [[name, logLikelihood, zeros ?? null, observed, p ?? null]],
    ),
    note: "A hurdle model meets the number of zeros by construction.",
  };
}

/** How well each measure finds those who bring most. */
export function topSegmentTable(data: Data): Table {
  const { definition, n_pos: _, ...measures } = data.found.top_value_segment_auc ?? { definition: "", n_pos: 0 };
  return {
    id: "top-segment",
    caption: "Finding those who bring most: AUC",
    columns: [
      { name: "measure", label: "Measure" },
      { name: "auc", label: "AUC", format: (value) => decimal(value) },
      { name: "se", label: "SE", format: (value) => decimal(value, 3) },
    ],
    rows: Object.entries(measures).flatMap(([column, found]): readonly (readonly Cell[])[] => {
      return typeof found === "object" ? [[labelOf(data, column), found.auc, found.delong_se]] : [];
    }),
    ...(definition !== "" ? { note: `Positive: ${definition.replace(/^positive = /, "")}.` } : {}),
  };
}
