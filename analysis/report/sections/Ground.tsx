import { flowFigure } from "../figures/flowFigure.ts";
import { sayDoFigure } from "../figures/sayDoFigure.ts";
import { count, fixed, intervalText } from "../numbers.ts";
import { partTitle } from "../parts.ts";
import type { ReportData } from "../readReport.ts";
import { claimsTable } from "../tables/claimsTable.ts";
import { correlationTable } from "../tables/correlationTable.ts";
import { measuresTable } from "../tables/measuresTable.ts";
import { coverageTable, exclusionTable, selectionTable } from "../tables/peopleTables.ts";
import { DataTable } from "./DataTable.tsx";
import { Figures } from "./FigureBlock.tsx";
import { Part } from "./Part.tsx";

type Props = { readonly data: ReportData };

/** Claims made about the measures, each against the data. */
export function Claims({ data }: Props) {
  return (
    <Part id="claims" title={partTitle("claims")} flows="flows">
      <DataTable table={claimsTable(data)} />
    </Part>
  );
}

/** Who came, who left, whose outcome is known, whose scores were excluded. */
export function People({ data }: Props) {
  return (
    <Part id="people" title={partTitle("people")} flows="flows">
      <Figures figures={[flowFigure(data)]} />
      <div class="pair">
        <DataTable table={coverageTable(data)} />
        <DataTable table={exclusionTable(data)} />
      </div>
      <DataTable table={selectionTable(data)} />
    </Part>
  );
}

/** What was measured: distributions, say–do figures of the other stated measures, the net promoter score, correlations. */
export function Measures({ data }: Props) {
  const others = Object.keys(data.sayDo).filter((column) => column !== data.primary.stated);
  return (
    <Part id="measures" title={partTitle("measures")}>
      <DataTable table={measuresTable(data)} />
      <NetPromoter data={data} />
      <Figures figures={others.map((column) => sayDoFigure(data, column))} />
      <DataTable table={correlationTable(data)} />
    </Part>
  );
}

function NetPromoter({ data }: Props) {
  const nps = data.found.nps;
  if (!nps || nps.nps === null) return null;
  const whole = (value: number | null) => fixed(value, 0);
  return (
    <p class="below">
      Net promoter score: {whole(nps.nps)} {intervalText(nps.ci95_wald, whole)}, from {count(nps.promoters)} promoters
      (9–10), {count(nps.passives)} passives (7–8) and {count(nps.detractors)} detractors (0–6), n = {count(nps.n)}. A
      score of a group, −100 to 100.
    </p>
  );
}
