import { powerFigure } from "../figures/powerFigure.ts";
import { timingFigures } from "../figures/timingFigures.ts";
import { partTitle } from "../parts.ts";
import type { ReportData } from "../readReport.ts";
import {
  effortTable,
  eligibleTable,
  interactionTable,
  orderTable,
  surveyedTable,
  weightedTable,
} from "../tables/designTables.ts";
import {
  boundsTable,
  coverageAdjustedTable,
  observableTable,
  patternTable,
  pooledTable,
} from "../tables/missingTables.ts";
import { precisionTable } from "../tables/powerTables.ts";
import { splitHalfTable } from "../tables/qualityTables.ts";
import { DataTable } from "./DataTable.tsx";
import { Figures } from "./FigureBlock.tsx";
import { Part } from "./Part.tsx";

type Props = { readonly data: ReportData };

/** How fast and how well people worked in the timed tasks, how they scored, and how reliably. */
export function Quality({ data }: Props) {
  return (
    <Part id="quality" title={partTitle("quality")} flows="flows">
      <Figures figures={timingFigures(data)} />
      <DataTable table={splitHalfTable(data)} />
    </Part>
  );
}

/** What depends on how the study was run: effort, order, eligibility, weights, being asked at all. */
export function Design({ data }: Props) {
  return (
    <Part id="design" title={partTitle("design")} flows="flows">
      <div class="pair">
        <DataTable table={effortTable(data)} />
        <DataTable table={interactionTable(data)} />
        <DataTable table={orderTable(data)} />
        <DataTable table={surveyedTable(data)} />
      </div>
      <DataTable table={eligibleTable(data)} />
      <DataTable table={weightedTable(data)} />
    </Part>
  );
}

/** What depends on values that are missing and purchases that nobody could see. */
export function Missing({ data }: Props) {
  return (
    <Part id="missing" title={partTitle("missing")} flows="flows">
      <DataTable table={patternTable(data)} size="small" />
      <DataTable table={pooledTable(data)} />
      <DataTable table={boundsTable(data)} />
      <DataTable table={observableTable(data)} />
      <DataTable table={coverageAdjustedTable(data)} size="small" />
    </Part>
  );
}

/** How exactly the questions were answered, and how many people it would take to settle those that are open. */
export function Power({ data }: Props) {
  return (
    <Part id="power" title={partTitle("power")} flows="flows">
      <Figures figures={[powerFigure(data)]}>
        <DataTable table={precisionTable(data)} />
      </Figures>
    </Part>
  );
}
