import { count, percent, pNumber, significant } from "../../blocks/numbers.ts";
import type { Cell, Table } from "../../blocks/table.ts";
import type { BoughtBy } from "../../statistics/survival/kaplanMeier.ts";
import { labelOf, modelLabel, outcomeWords, ruleLabel } from "../names.ts";
import type { ReportData } from "../reportData.ts";
import type { TimeFinding } from "./sections.ts";

type Data = ReportData<TimeFinding>;

/** Everyone and both sides of each yes-rule: how many were watched, how many were seen to buy, and the share by the end. */
export function watchedGroups(data: Data): readonly { readonly name: string; readonly group: BoughtBy }[] {
  const found = data.found.time_to_purchase;
  if (!found) return [];
  const sides = Object.entries(found.by_rule).flatMap(([rule, { yes, no }]) => [
    ...(yes ? [{ name: ruleLabel(data, rule), group: yes }] : []),
    ...(no ? [{ name: `not: ${ruleLabel(data, rule)}`, group: no }] : []),
  ]);
  return [{ name: "everyone", group: found.everyone }, ...sides];
}

/** The share who had bought by the end of the window, people still watched counted as long as they were. */
export function timeTable(data: Data): Table {
  const share = (value: number | null) => percent(value, data.sample.n);
  return {
    id: "time-to-purchase",
    caption: `Who ${outcomeWords(data).did} by day ${significant(data.found.time_to_purchase?.until ?? null)} (Kaplan–Meier)`,
    columns: [
      { name: "group", label: "People" },
      { name: "n", label: "Watched", format: count },
      { name: "events", label: `Seen to have ${outcomeWords(data).did}`, format: count },
      { name: "bought", label: "Share by then", format: share },
      { name: "ci95_low", label: "95 % from", format: share },
      { name: "ci95_high", label: "to", format: share },
      { name: "rmst", label: "Mean days without", format: (value) => significant(value) },
    ],
    rows: watchedGroups(data).map(({ name, group }): readonly Cell[] => [
      name,
      group.n,
      group.events,
      group.bought,
      group.ci95?.[0] ?? null,
      group.ci95?.[1] ?? null,
      group.rmst,
    ]),
    note: "People whose window is still open count for as long as they were watched. Unweighted.",
  };
}

/** Hazard ratios of the ladder of models, and the tests of what one kind of measure adds to the other. */
export function hazardTable(data: Data): Table {
  const found = data.found.time_to_purchase;
  const terms = Object.entries(found?.cox ?? {}).flatMap(([model, fit]) =>
    Object.entries(fit?.coefficients ?? {}).map(([column, { hazard_ratio, ci95, p }]): readonly Cell[] => [
      modelLabel(data, model),
      labelOf(data, column),
      hazard_ratio,
      ci95[0],
      ci95[1],
      p,
    ]),
  );
  const tests = [
    ["Implicit added to stated", found?.add_implicit_to_stated?.p],
    ["Stated added to implicit", found?.add_stated_to_implicit?.p],
  ] as const;
  const ratio = (value: number | null) => significant(value);
  return {
    id: "hazard-ratios",
    caption: "How fast people buy: hazard ratios per unit (Cox models)",
    columns: [
      { name: "model", label: "Model" },
      { name: "predictor", label: "Predictor" },
      { name: "hazard_ratio", label: "Ratio", format: ratio },
      { name: "ci95_low", label: "95 % from", format: ratio },
      { name: "ci95_high", label: "to", format: ratio },
      { name: "p", label: "p", format: pNumber },
    ],
    rows: [
      ...terms,
      ...tests.flatMap(([name, p]): readonly (readonly Cell[])[] =>
        p == null ? [] : [[name, "likelihood-ratio test", null, null, null, p]],
      ),
    ],
  };
}
