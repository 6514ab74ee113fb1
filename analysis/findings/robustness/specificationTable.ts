import { count, decimal, pNumber } from "../../blocks/numbers.ts";
import type { Table } from "../../blocks/table.ts";
import { outcomeWords, sentence } from "../names.ts";
import type { ReportData } from "../reportData.ts";
import type { RobustnessSections } from "./sections.ts";

/** The headline comparison under every reasonable choice: n, ΔAUC, and the test that implicit adds to stated. */
export function specificationTable(data: ReportData<RobustnessSections>): Table {
  const two = (value: number | null) => decimal(value);
  return {
    id: "specifications",
    caption: "Implicit against stated under other choices",
    columns: [
      { name: "specification", label: "Choice" },
      { name: "planned", label: "Planned" },
      { name: "n", label: "n", format: count },
      { name: "buyers", label: sentence(outcomeWords(data).doers), format: count },
      { name: "delta_auc", label: "ΔAUC", format: two },
      { name: "ci95_low", label: "95 % from", format: two },
      { name: "ci95_high", label: "to", format: two },
      { name: "add_implicit_p", label: "p, implicit adds", format: pNumber },
    ],
    rows: (data.found.specifications ?? []).map((specification) => [
      specification.name,
      specification.is_primary ? "yes" : "",
      specification.n,
      specification.buyers,
      specification.delta_auc,
      specification.delta_auc_ci95?.[0] ?? null,
      specification.delta_auc_ci95?.[1] ?? null,
      specification.add_implicit_p,
    ]),
  };
}
