import { asRecord, limitsIn, numberIn, recordsIn } from "../cells.ts";
import { intentOf } from "../intents.ts";
import { labelOf, outcomeWords, ruleLabel } from "../names.ts";
import { count, decimal, percent, significant, twoDecimals } from "../numbers.ts";
import type { ReportData } from "../readReport.ts";
import type { Cell, Table } from "./table.ts";

/** Each stated chance of buying, how many gave it, and how many of them did. */
export function intentTable(data: ReportData): Table {
  const share = (value: number | null) => percent(value, null);
  return {
    id: "intent-calibration",
    caption: "Stated chances against what was done",
    columns: [
      { name: "answer", label: "Answer", format: count },
      { name: "said", label: "Chance stated", format: share },
      { name: "n", label: "People", format: count },
      { name: "x", label: `Who ${outcomeWords(data).did}`, format: count },
      { name: "share", label: "Share", format: share },
      { name: "ci95_low", label: "95 % from", format: share },
      { name: "ci95_high", label: "to", format: share },
      { name: "isotonic", label: "Isotonic", format: share },
    ],
    rows: (intentOf(data)?.levels ?? []).map(({ level, said, n, x, interval, isotonic }): readonly Cell[] => [
      level,
      said,
      n,
      x,
      x / n,
      interval?.[0] ?? null,
      interval?.[1] ?? null,
      isotonic,
    ]),
  };
}

/** What is predicted from stated intentions by convention and by model, beside what was done. */
export function forecastTable(data: ReportData): Table {
  const section = asRecord(data.found.intent_calibration);
  const calibration = asRecord(section.calibration);
  const link = asRecord(section.morrison_linear_link);
  const figures = Object.entries(calibration).map(([key, value]) => [forecastName(data, key), value] as const);
  const rows: readonly (readonly [string, unknown])[] = [
    ...figures,
    ["Morrison's line, certain not to buy", link.c0],
    ["Morrison's line, gain from 0 to certain", link.c1],
  ];
  return {
    id: "intent-forecasts",
    caption: "Predicted from intentions, and actual",
    columns: [
      { name: "figure", label: "Figure" },
      { name: "value", label: "Value", format: (value) => decimal(value) },
    ],
    rows: rows.flatMap(([name, value]) => (numberIn(value) === null ? [] : [[name, numberIn(value)]])),
    note: "The weighted boxes (75, 25, 10, 5 and 2 % of answers 5 to 1) are a forecaster's convention, not an estimate. True intentions: beta-binomial (Morrison 1979).",
  };
}

function forecastName(data: ReportData, key: string): string {
  const known: Readonly<Record<string, string>> = {
    actual_rate: `Share who ${outcomeWords(data).did}`,
    calibration_ratio_actual_over_stated: "Done over said",
  };
  const [, start = key, column] = /^(stated_mean_probability|top_box_share|top2_share)_(.+)$/.exec(key) ?? [];
  const words: Readonly<Record<string, string>> = {
    stated_mean_probability: "Mean stated chance",
    top_box_share: "Share in the top box",
    top2_share: "Share in the top 2 boxes",
  };
  if (key.startsWith("weighted_box_forecast")) return "Forecast from weighted boxes";
  if (key.endsWith("_brier")) return "Brier score of the stated chance";
  return known[key] ?? (column === undefined ? key : `${words[start] ?? start}, ${labelOf(data, column)}`);
}

/** The cut that seems best for each measure, in the sample and on people it was not chosen on. */
export function cutPointTable(data: ReportData): Table {
  const share = (value: number | null) => percent(value, data.sample.n);
  return {
    id: "cut-points",
    caption: "The cut that seems best (Youden), and what choosing it is worth on people left out",
    columns: [
      { name: "measure", label: "Measure" },
      { name: "threshold", label: "Cut, at or above", format: twoDecimals },
      { name: "youden_apparent", label: "Youden's J, apparent", format: (value) => decimal(value) },
      { name: "youden_cross_validated", label: "cross-validated", format: (value) => decimal(value) },
      { name: "ppv_apparent", label: "PPV, apparent", format: share },
      { name: "ppv_cross_validated", label: "cross-validated", format: share },
    ],
    rows: recordsIn(data.found.cut_points).map(([column, { threshold, apparent, cross_validated }]) => {
      const [own, held] = [asRecord(apparent), asRecord(cross_validated)];
      return [
        labelOf(data, column),
        numberIn(threshold),
        numberIn(own.youden_j),
        numberIn(held.youden_j),
        numberIn(own.ppv),
        numberIn(held.ppv),
      ];
    }),
    note: "A cut chosen on the same people is optimistic; yes-rules above are the plan's.",
  };
}

/** What the data leave probable, where the plan asks for it. */
export function bayesTable(data: ReportData): Table {
  const { rope, delta_auc, implicit_rule_more_accurate, bic_bayes_factor_add_implicit, ppv } = asRecord(
    data.found.bayes,
  );
  const difference = asRecord(delta_auc);
  const margin = significant(numberIn(rope), 2);
  const claims = (Array.isArray(ppv) ? ppv : [])
    .map(asRecord)
    .flatMap(({ rule, value, probability_below }) =>
      typeof rule === "string"
        ? [[`PPV of “${ruleLabel(data, rule)}” below ${percent(numberIn(value), null)}`, probability_below] as const]
        : [],
    );
  const rows: readonly (readonly [string, unknown])[] = [
    [`Implicit ranks better by more than ${margin}`, difference.probability_implicit],
    [`Both rank alike within ${margin}`, difference.probability_alike],
    [`Stated ranks better by more than ${margin}`, difference.probability_stated],
    ["The implicit yes is right more often than the stated one", implicit_rule_more_accurate],
    ...claims,
  ];
  const factor = numberIn(bic_bayes_factor_add_implicit);
  return {
    id: "bayes",
    caption: "What the data leave probable (flat priors)",
    columns: [
      { name: "statement", label: "Statement" },
      { name: "probability", label: "Probability", format: (value) => decimal(value) },
    ],
    rows: rows.flatMap(([name, value]) => (numberIn(value) === null ? [] : [[name, numberIn(value)]])),
    ...(factor === null ? {} : { note: `Bayes factor for adding implicit (from BIC): ${significant(factor, 2)}.` }),
  };
}

/** What each kind of measure explains alone and what they explain in common, with bootstrap intervals where drawn. */
export function commonalityTable(data: ReportData): Table {
  const three = (value: number | null) => decimal(value, 3);
  const found = asRecord(asRecord(data.found.shapley_groups).nagelkerke);
  const [values, intervals] = [asRecord(found.commonality), asRecord(found.commonality_ci95)];
  const names = [
    ["unique_1", "Stated alone"],
    ["unique_2", "Implicit alone"],
    ["common", "Common to both"],
    ["full", "Together"],
  ] as const;
  return {
    id: "commonality",
    caption: "Unique and common parts of Nagelkerke's R²",
    columns: [
      { name: "part", label: "Part" },
      { name: "value", label: "R²", format: three },
      { name: "ci95_low", label: "95 % from", format: three },
      { name: "ci95_high", label: "to", format: three },
    ],
    rows: names.flatMap(([key, name]): readonly (readonly Cell[])[] => {
      const value = numberIn(values[key]);
      return value === null ? [] : [[name, value, ...(limitsIn(intervals[key]) ?? [null, null])]];
    }),
    note: "A negative common part: each kind explains more beside the other than alone.",
  };
}
