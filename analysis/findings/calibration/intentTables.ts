import { count, decimal, percent } from "../../blocks/numbers.ts";
import type { Cell, Table } from "../../blocks/table.ts";
import { labelOf, outcomeWords } from "../names.ts";
import type { ReportData } from "../reportData.ts";
import { intentOf } from "./intents.ts";
import type { CalibrationSections } from "./sections.ts";

type Data = ReportData<CalibrationSections>;

/** Each stated chance of buying, how many gave it, and how many of them did. */
export function intentTable(data: Data): Table {
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
export function forecastTable(data: Data): Table {
  const section = data.found.intent_calibration;
  const link = section?.morrison_linear_link;
  const figures = Object.entries(section?.calibration ?? {}).map(
    ([key, value]) => [forecastName(data, key), value] as const,
  );
  const rows: readonly (readonly [string, number | null | undefined])[] = [
    ...figures,
    ["Morrison's line, certain not to buy", link?.c0],
    ["Morrison's line, gain from 0 to certain", link?.c1],
  ];
  return {
    id: "intent-forecasts",
    caption: "Predicted from intentions, and actual",
    columns: [
      { name: "figure", label: "Figure" },
      { name: "share", label: "Share of people", format: (value) => percent(value, null) },
      { name: "value", label: "Other number", format: (value) => decimal(value) },
    ],
    rows: rows.flatMap(([name, value]): readonly (readonly Cell[])[] => {
      if (value == null) return [];
      return [/score|over said/.test(name) ? [name, null, value] : [name, value, null]];
    }),
    note: "The weighted boxes (75, 25, 10, 5 and 2 % of answers 5 to 1) are a forecaster's convention, not an estimate. True intentions: beta-binomial (Morrison 1979).",
  };
}

function forecastName(data: Data, key: string): string {
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
