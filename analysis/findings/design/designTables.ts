import { count, decimal, percent, pNumber, significant } from "../../blocks/numbers.ts";
import type { Cell, Table } from "../../blocks/table.ts";
import { labelOf, outcomeWords, ruleLabel } from "../names.ts";
import type { RankingSections } from "../ranking/sections.ts";
import type { ReportData } from "../reportData.ts";
import type { RuleSections } from "../rules/sections.ts";
import type { StudyDesignSections } from "./sections.ts";

type Data = ReportData<StudyDesignSections & RankingSections & RuleSections>;

type WeightedShare = NonNullable<Data["found"]["weighted"]>["base_rate"];

const two = (value: number | null) => decimal(value);

/** What each measure gives for the minutes it takes: AUC above chance per minute. */
export function effortTable(data: Data): Table {
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
    rows: Object.entries(data.found.effort ?? {}).map(([column, { minutes, auc, auc_above_chance_per_minute }]) => [
      labelOf(data, column),
      minutes,
      auc,
      auc_above_chance_per_minute,
    ]),
    note: "One item against two hundred trials is not an even contest.",
  };
}

/** The ranking and the tests once more with the counterbalancing factors held constant. */
export function orderTable(data: Data): Table {
  const adjusted = data.found.order_adjusted;
  const plain = data.found.auc ?? {};
  return {
    id: "order-adjusted",
    caption: `AUC as scored, and with ${(adjusted?.covariates ?? []).map((name) => labelOf(data, name)).join(" and ") || "the order"} held constant`,
    columns: [
      { name: "measure", label: "Measure" },
      { name: "auc", label: "AUC as scored", format: two },
      { name: "auc_adjusted", label: "order held constant", format: two },
      { name: "ci95_low", label: "95 % from", format: two },
      { name: "ci95_high", label: "to", format: two },
    ],
    rows: Object.entries(adjusted?.auc ?? {}).map(([column, { auc, ci95_delong }]) => [
      labelOf(data, column),
      plain[column]?.auc ?? null,
      auc,
      ...(ci95_delong ?? [null, null]),
    ]),
  };
}

/** Whether a measure predicts differently by order, under time pressure, by stated answer, in a bent line, or with the
 *  order held constant. */
export function interactionTable(data: Data): Table {
  const sources = [
    [data.found.order_adjusted?.nested_tests, orderName],
    [data.found.stated_first_interaction, (name: string) => `${labelOf(data, name)} × stated first`],
    [data.found.time_pressure_interaction, (name: string) => `${labelOf(data, name)} × time pressure`],
    [data.found.speed_interaction, (name: string) => `${labelOf(data, name)} × speed of answering`],
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
      Object.entries(section ?? {}).flatMap(([name, test]): readonly (readonly Cell[])[] =>
        test === null ? [] : [[nameOf(name), test.chi2, test.df, test.p]],
      ),
    ),
  };
}

function orderName(name: string): string {
  return name === "add_implicit_to_stated"
    ? "Implicit added to stated, order held constant"
    : "Stated added to implicit, order held constant";
}

/** The yes-rules among the people who could have bought, beside everybody. */
export function eligibleTable(data: Data): Table {
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
    rows: Object.entries(data.found.rules_eligible ?? {}).map(([name, { ppv }]) => [
      ruleLabel(data, name),
      data.found.rules?.[name]?.ppv?.estimate ?? null,
      ppv.n,
      ppv.x,
      ppv.estimate,
      ...(ppv.wilson95 ?? [null, null]),
    ]),
  };
}

/** Shares with people counted by their survey weight, beside the same without. */
export function weightedTable(data: Data): Table {
  const { weighted: found } = data.found;
  const share = (value: number | null) => percent(value, data.sample.n);
  const row = (name: string, plain: number | null, weighted: WeightedShare): readonly Cell[] => [
    name,
    plain,
    weighted.estimate,
    ...(weighted.wilson95 ?? [null, null]),
    weighted.effective_n,
  ];
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
      found == null
        ? []
        : [
            row("Base rate", data.sample.baseRate, found.base_rate),
            ...Object.entries(found.ppv).map(([name, weighted]) =>
              row(`PPV, ${ruleLabel(data, name)}`, data.found.rules?.[name]?.ppv?.estimate ?? null, weighted),
            ),
          ],
    note: `Wilson 95 % intervals at the effective n (Kish 1965)${found == null ? "" : `, ${significant(found.effective_n, 3)} in all`}.`,
  };
}

/** What asking did to the link between stated intent and buying, where a control arm was not asked. */
export function surveyedTable(data: Data): Table {
  const { self_generated_validity: arms } = data.found;
  const rates = arms?.mere_measurement;
  const percentChanged = arms?.self_generated_validity_percent ?? null;
  const rows = [
    ["Correlation of (predicted) intent with buying", arms?.r_surveyed, arms?.r_control, arms?.difference_test?.p],
    [`Share who ${outcomeWords(data).did}`, rates?.rate_surveyed, rates?.rate_control, null],
  ] as const;
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
      asked == null ? [] : [[name, asked, control ?? null, p ?? null]],
    ),
    ...(percentChanged === null
      ? {}
      : {
          note: `Self-generated validity: asking changed the link by ${significant(percentChanged, 2)} %.`,
        }),
  };
}
