import { fixed, percent, significant } from "../../blocks/numbers.ts";
import type { Table } from "../../blocks/table.ts";
import type { GainsStep } from "../../statistics/ranking/matchedSelection.ts";
import { labelOf, outcomeWords } from "../names.ts";
import type { ReportData } from "../reportData.ts";
import type { UsefulnessSections } from "./sections.ts";

/** Cumulative gains and lift by share of people contacted, one row a measure and share. */
export function gainsTable(data: ReportData<UsefulnessSections>): Table {
  const { doers } = outcomeWords(data);
  return {
    id: "gains",
    caption: `${doers} found when the best scores are contacted first, of ${data.sample.bought ?? "all"}`,
    columns: [
      { name: "measure", label: "Measure" },
      { name: "fraction", label: "People contacted", format: (value) => percent(value, null) },
      { name: "expected_hits", label: `Expected ${doers}`, format: (value) => fixed(value, 1) },
      { name: "cumulative_gain", label: `Of all ${doers}`, format: (value) => percent(value, null) },
      { name: "cumulative_lift", label: "Lift", format: (value) => significant(value) },
    ],
    rows: shownGains(data).flatMap(([column, curve]) =>
      curve.map(({ fraction, expected_hits, cumulative_gain, cumulative_lift }) => [
        labelOf(data, column),
        fraction,
        expected_hits,
        cumulative_gain,
        cumulative_lift,
      ]),
    ),
  };
}

/** The curves with a point before everybody is contacted: others say nothing. */
export function shownGains({
  found,
}: ReportData<UsefulnessSections>): readonly (readonly [string, readonly GainsStep[]])[] {
  return Object.entries(found.gains ?? {}).filter(([, curve]) =>
    curve.some(({ fraction }) => fraction !== null && fraction < 1),
  );
}
