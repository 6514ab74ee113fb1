import { count, percent } from "../../blocks/numbers.ts";
import type { Table } from "../../blocks/table.ts";
import { ruleLabel } from "../names.ts";
import type { ReportData } from "../reportData.ts";
import type { MissingFinding } from "./sections.ts";

/** Predictive values over the share of purchases that a source was counted to see. */
export function countedCoverageTable(data: ReportData<MissingFinding>): Table {
  const counted = data.found.counted_coverage;
  const share = (value: number | null) => percent(value, data.sample.n);
  return {
    id: "counted-coverage",
    caption: `PPV with the purchases that the source does not see: it saw ${count(counted?.seen ?? null)} of ${count(counted?.of ?? null)} known otherwise`,
    columns: [
      { name: "rule", label: "Rule" },
      { name: "ppv", label: "PPV", format: share },
      { name: "ci95_low", label: "95 % from", format: share },
      { name: "ci95_high", label: "to", format: share },
    ],
    rows: Object.entries(counted?.ppv ?? {}).map(([rule, found]) => [
      ruleLabel(data, rule),
      found?.estimate ?? null,
      found?.ci95[0] ?? null,
      found?.ci95[1] ?? null,
    ]),
    note: "What was found over the share seen (Rogan & Gladen 1978, nobody taken for a buyer who is none); the interval holds the uncertainty of both (MOVER, Donner & Zou 2012). It takes purchases to be unseen whoever makes them.",
  };
}
