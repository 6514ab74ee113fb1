import { decimal } from "../../blocks/numbers.ts";
import type { Cell, Table } from "../../blocks/table.ts";
import { knownInterval } from "../answers/answer.ts";
import { measureOf, sentence } from "../names.ts";
import type { ReportData } from "../reportData.ts";
import type { ReliabilitySections } from "./sections.ts";

type Data = ReportData<ReliabilitySections>;

/** Reliability of each measure with its interval: alpha (Feldt), split half (Spearman–Brown), intraclass correlation. */
export function reliabilityTable(data: Data): Table {
  const two = (value: number | null) => decimal(value);
  return {
    id: "reliability",
    caption: "Reliability",
    columns: [
      { name: "measure", label: "Measure" },
      { name: "coefficient", label: "Coefficient" },
      { name: "estimate", label: "Estimate", format: two },
      { name: "ci95_low", label: "95 % from", format: two },
      { name: "ci95_high", label: "to", format: two },
    ],
    rows: Object.entries(data.found.reliability ?? {}).flatMap(([key, entry]) => {
      const measure = measureName(data, key);
      if ("alpha" in entry)
        return coefficient(measure, `Cronbach's α, ${entry.k} items`, [entry.alpha, knownInterval(entry.ci95_feldt)]);
      if ("spearman_brown" in entry) {
        const limits = knownInterval(entry.ci95_spearman_brown);
        return coefficient(measure, "Split half, Spearman–Brown", [entry.spearman_brown, limits]);
      }
      return coefficient(measure, "ICC(3,1), halves", [entry.icc3_1, knownInterval(entry.icc3_1_ci95)]);
    }),
  };
}

function coefficient(
  measure: string,
  name: string,
  [estimate, limits]: readonly [number | null, readonly [number, number] | null],
): readonly (readonly Cell[])[] {
  return estimate === null ? [] : [[measure, name, estimate, limits?.[0] ?? null, limits?.[1] ?? null]];
}

function measureName(data: Data, key: string): string {
  const column = key.replace(/_(alpha|split_half|icc)$/, "");
  return measureOf(data, column)?.label ?? sentence(column.replaceAll("_", " "));
}

/** Correlations as observed and corrected for unreliability; both are always printed. */
export function disattenuationTable(data: Data): Table {
  const two = (value: number | null) => decimal(value);
  return {
    id: "disattenuation",
    caption: "Correlations as observed, and corrected for unreliability",
    columns: [
      { name: "pair", label: "Pair" },
      { name: "r_observed", label: "r observed", format: two },
      { name: "r_disattenuated", label: "r corrected", format: two },
    ],
    rows: Object.entries(data.found.disattenuation ?? {}).flatMap(([key, value]) => {
      if (value === null || typeof value === "number") return [];
      return [[pairName(data, key), value.r_observed, value.r_disattenuated]];
    }),
    note: "A corrected correlation above 1 in size means that the reliability is too low or the sample too small for the correction.",
  };
}

function pairName(data: Data, key: string): string {
  const isPredictorOnly = key.endsWith("_correcting_predictor_only");
  const names = key
    .replace(/_correcting_predictor_only$/, "")
    .split("_")
    .map((part) => measureOf(data, part)?.label ?? part)
    .join(" and ");
  return isPredictorOnly ? `${names}, correcting the predictor only` : names;
}
