import { asRecord, limitsIn, numberIn, recordsIn } from "../cells.ts";
import { labelOf, outcomeWords, ruleLabel } from "../names.ts";
import { count, decimal, percent, pNumber, significant } from "../numbers.ts";
import type { ReportData } from "../readReport.ts";
import type { Cell, Table } from "./table.ts";

const two = (value: number | null) => decimal(value);

/** What each measure gives for the minutes it takes: AUC above chance per minute. */
export function effortTable(data: ReportData): Table {
  return {
    id: "effort",
    caption: "What a minute of each measure gives",
    columns: [
      { name: "measure", label: "Measure" },
      { name: "minutes", label: "Minutes", format: (value) => significant(value, 2) },
      { name: "auc", label: "AUC", format: two },
      {
        name: "auc_above_chance_per_minute",
        label: "AUC above .50 per minute",
        format: (value) => significant(value, 2),
      },
    ],
    rows: recordsIn(data.found.effort).map(([column, { minutes, auc, auc_above_chance_per_minute }]) => [
      labelOf(data, column),
      numberIn(minutes),
      numberIn(auc),
      numberIn(auc_above_chance_per_minute),
    ]),
    note: "One item against two hundred trials is not an even contest.",
  };
}

/** The ranking and the tests once more with the counterbalancing factors held constant. */
export function orderTable(data: ReportData): Table {
  const adjusted = asRecord(data.found.order_adjusted);
  const plain = data.found.auc ?? {};
  return {
    id: "order-adjusted",
    caption: `AUC as scored, and with ${listed(adjusted.covariates, (name) => labelOf(data, name))} held constant`,
    columns: [
      { name: "measure", label: "Measure" },
      { name: "auc", label: "AUC as scored", format: two },
      { name: "auc_adjusted", label: "order held constant", format: two },
      { name: "ci95_low", label: "95 % from", format: two },
      { name: "ci95_high", label: "to", format: two },
    ],
    rows: recordsIn(adjusted.auc).map(([column, { auc, ci95_delong }]) => [
      labelOf(data, column),
      plain[column]?.auc ?? null,
      numberIn(auc),
      ...(limitsIn(ci95_delong) ?? [null, null]),
    ]),
  };
}

function listed(value: unknown, nameOf: (column: string) => string): string {
  return Array.isArray(value) ? value.map((name) => nameOf(String(name))).join(" and ") : "the order";
}

/** Whether a measure predicts differently by order, under time pressure, by stated answer, in a bent line, or with the
 *  order held constant. */
export function interactionTable(data: ReportData): Table {
  const sources = [
    [data.found.order_adjusted && asRecord(data.found.order_adjusted).nested_tests, orderName],
    [data.found.stated_first_interaction, (name: string) => `${labelOf(data, name)} × stated first`],
    [data.found.time_pressure_interaction, (name: string) => `${labelOf(data, name)} × time pressure`],
    [data.found.nonlinearity, (name: string) => `${labelOf(data, name)}, curved instead of straight`],
    [
      data.found.interaction,
      (name: string) =>
        name
          .split("_x_")
          .map((part) => labelOf(data, part))
          .join(" × "),
    ],
  ] as const;
  return {
    id: "interactions",
    caption:
      "Does a measure predict differently by order, time pressure or stated answer, or along a curve? (likelihood-ratio tests)",
    columns: [
      { name: "test", label: "Test" },
      { name: "chi2", label: "χ²", format: (value) => significant(value) },
      { name: "df", label: "df", format: count },
      { name: "p", label: "p", format: pNumber },
    ],
    rows: sources.flatMap(([section, nameOf]) =>
      recordsIn(section).map(([name, { chi2, df, p }]): readonly Cell[] => [
        nameOf(name),
        numberIn(chi2),
        numberIn(df),
        numberIn(p),
      ]),
    ),
  };
}

function orderName(name: string): string {
  return name === "add_implicit_to_stated"
    ? "Implicit added to stated, order held constant"
    : "Stated added to implicit, order held constant";
}

/** The yes-rules among the people who could have bought, beside everybody. */
export function eligibleTable(data: ReportData): Table {
  const share = (value: number | null) => percent(value, data.sample.n);
  return {
    id: "eligible",
    caption: "Yes-rules among those who could have bought, beside everybody",
    columns: [
      { name: "rule", label: "Rule" },
      { name: "ppv_all", label: "PPV, everybody", format: share },
      { name: "selected", label: "Selected, eligible", format: count },
      { name: "hits", label: `Who ${outcomeWords(data).did}`, format: count },
      { name: "ppv", label: "PPV, eligible", format: share },
      { name: "ppv_low", label: "95 % from", format: share },
      { name: "ppv_high", label: "to", format: share },
    ],
    rows: recordsIn(data.found.rules_eligible).map(([name, { ppv }]) => {
      const { x, n, estimate, wilson95 } = asRecord(ppv);
      return [
        ruleLabel(data, name),
        data.found.rules?.[name]?.ppv?.estimate ?? null,
        numberIn(n),
        numberIn(x),
        numberIn(estimate),
        ...(limitsIn(wilson95) ?? [null, null]),
      ];
    }),
  };
}

/** Shares with people counted by their survey weight, beside the same without. */
export function weightedTable(data: ReportData): Table {
  const { effective_n, base_rate, ppv } = asRecord(data.found.weighted);
  const share = (value: number | null) => percent(value, data.sample.n);
  const row = (name: string, plain: number | null, weighted: unknown): readonly Cell[] => {
    const { estimate, wilson95, effective_n: n } = asRecord(weighted);
    return [name, plain, numberIn(estimate), ...(limitsIn(wilson95) ?? [null, null]), numberIn(n)];
  };
  return {
    id: "weighted",
    caption: "With survey weights",
    columns: [
      { name: "figure", label: "Figure" },
      { name: "unweighted", label: "Unweighted", format: share },
      { name: "weighted", label: "Weighted", format: share },
      { name: "ci95_low", label: "95 % from", format: share },
      { name: "ci95_high", label: "to", format: share },
      {
        name: "effective_n",
        label: "Effective n",
        format: (value) => count(value === null ? null : Math.round(value)),
      },
    ],
    rows:
      data.found.weighted === undefined
        ? []
        : [
            row("Base rate", data.sample.baseRate, base_rate),
            ...recordsIn(ppv).map(([name, found]) =>
              row(`PPV, ${ruleLabel(data, name)}`, data.found.rules?.[name]?.ppv?.estimate ?? null, found),
            ),
          ],
    note: `Wilson 95 % intervals at the effective n (Kish 1965)${numberIn(effective_n) === null ? "" : `, ${significant(numberIn(effective_n), 3)} in all`}.`,
  };
}

/** What asking did to the link between stated intent and buying, where a control arm was not asked. */
export function surveyedTable(data: ReportData): Table {
  const { r_surveyed, r_control, self_generated_validity_percent, difference_test, mere_measurement } = asRecord(
    data.found.self_generated_validity,
  );
  const rates = asRecord(mere_measurement);
  const rows: readonly (readonly [string, unknown, unknown, unknown])[] = [
    ["Correlation of (predicted) intent with buying", r_surveyed, r_control, asRecord(difference_test).p],
    [`Share who ${outcomeWords(data).did}`, rates.rate_surveyed, rates.rate_control, null],
  ];
  return {
    id: "surveyed",
    caption: "People who were asked, beside people who were not",
    columns: [
      { name: "figure", label: "Figure" },
      { name: "surveyed", label: "Asked", format: two },
      { name: "control", label: "Not asked", format: two },
      { name: "p", label: "p", format: pNumber },
    ],
    rows: rows.flatMap(([name, asked, control, p]) =>
      numberIn(asked) === null ? [] : [[name, numberIn(asked), numberIn(control), numberIn(p)]],
    ),
    ...(numberIn(self_generated_validity_percent) === null
      ? {}
      : {
          note: `Self-generated validity: asking changed the link by ${significant(numberIn(self_generated_validity_percent), 2)} %.`,
        }),
  };
}

/** Every table of what depends on how a study was run. */
export const DESIGN_TABLES = [
  effortTable,
  orderTable,
  interactionTable,
  eligibleTable,
  weightedTable,
  surveyedTable,
] as const;
