import { decimal, twoDecimals } from "../../blocks/numbers.ts";
import type { Table } from "../../blocks/table.ts";
import type { ReportData } from "../reportData.ts";
import type { RobustnessSections } from "./sections.ts";

/** The implicit coefficient by assumed reliability of the stated items, by regression calibration and by SIMEX. */
export function sensitivityTable(data: ReportData<RobustnessSections>): Table {
  return {
    id: "sensitivity",
    caption: "Implicit coefficient by assumed reliability of the stated items",
    columns: [
      { name: "reliability", label: "Reliability", format: (value) => decimal(value) },
      { name: "calibrated", label: "b, regression calibration", format: twoDecimals },
      { name: "calibrated_low", label: "95 % from", format: twoDecimals },
      { name: "calibrated_high", label: "to", format: twoDecimals },
      { name: "simex", label: "b, SIMEX", format: twoDecimals },
      { name: "simex_low", label: "95 % from", format: twoDecimals },
      { name: "simex_high", label: "to", format: twoDecimals },
    ],
    rows: (data.found.construct?.sensitivity ?? []).map(({ reliability, regression_calibration, simex }) => [
      reliability,
      regression_calibration?.estimate ?? null,
      regression_calibration?.ci95?.[0] ?? null,
      regression_calibration?.ci95?.[1] ?? null,
      simex?.estimate ?? null,
      simex?.ci95?.[0] ?? null,
      simex?.ci95?.[1] ?? null,
    ]),
  };
}
