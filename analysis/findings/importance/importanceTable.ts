import { count, decimal, percent } from "../../blocks/numbers.ts";
import type { Cell, Table } from "../../blocks/table.ts";
import { labelOf } from "../names.ts";
import type { ReportData } from "../reportData.ts";
import type { ImportanceSections } from "./sections.ts";

type Data = ReportData<ImportanceSections>;

const SCALES: Readonly<Record<string, string>> = {
  cox_snell: "Cox and Snell's R²",
  efron: "Efron's R²",
  mcfadden: "McFadden's R²",
  nagelkerke: "Nagelkerke's R²",
  tjur: "Tjur's R²",
  auc: "AUC above .50",
};

/** General dominance of each predictor on every scale of fit. */
export function importanceTable(data: Data): Table {
  const predictors = Object.entries(data.found.dominance ?? {}).flatMap(([scale, { general, percent: shares }]) =>
    Object.entries(general).map(([column, value]): readonly Cell[] => [
      SCALES[scale] ?? scale,
      labelOf(data, column),
      value,
      shares[column] == null ? null : shares[column] / 100,
    ]),
  );
  return {
    id: "importance",
    caption: `General dominance of each predictor in the full model, n = ${count(data.sample.n)}`,
    columns: [
      { name: "scale", label: "Scale of fit" },
      { name: "predictor", label: "Predictor" },
      { name: "part", label: "Part", format: (value) => decimal(value, 3) },
      { name: "share", label: "Share", format: (value) => percent(value, null) },
    ],
    rows: predictors,
  };
}

/** Shapley values of all stated and all implicit measures on every scale of fit, with their shares of the total. */
export function groupsTable(data: Data): Table {
  const three = (value: number | null) => decimal(value, 3);
  const share = (value: number | null) => percent(value, null);
  return {
    id: "groups",
    caption: `All stated against all implicit measures, Shapley values, n = ${count(data.sample.n)}`,
    columns: [
      { name: "scale", label: "Scale of fit" },
      { name: "stated", label: "Stated", format: three },
      { name: "implicit", label: "Implicit", format: three },
      { name: "stated_share", label: "Share, stated", format: share },
      { name: "implicit_share", label: "Share, implicit", format: share },
    ],
    rows: Object.entries(data.found.shapley_groups ?? {}).flatMap(([scale, { stated, implicit }]) =>
      stated === null || implicit === null || stated + implicit === 0
        ? []
        : [[SCALES[scale] ?? scale, stated, implicit, stated / (stated + implicit), implicit / (stated + implicit)]],
    ),
  };
}
