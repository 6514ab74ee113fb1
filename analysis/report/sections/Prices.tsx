import { priceFigures } from "../figures/priceFigures.ts";
import { partTitle } from "../parts.ts";
import type { ReportData } from "../readReport.ts";
import { pricePointsTable } from "../tables/priceTables.ts";
import { DataTable } from "./DataTable.tsx";
import { Figures } from "./FigureBlock.tsx";
import { Part } from "./Part.tsx";

/** What people said of prices. */
export function Prices({ data }: { readonly data: ReportData }) {
  return (
    <Part id="prices" title={partTitle("prices")} flows="flows">
      <Figures figures={priceFigures(data)} />
      <DataTable table={pricePointsTable(data)} size="small" />
    </Part>
  );
}
