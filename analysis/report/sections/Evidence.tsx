import { aucForest } from "../figures/aucForest.ts";
import { calibrationFigure } from "../figures/calibrationFigure.ts";
import { decisionFigure } from "../figures/decisionFigure.ts";
import { differenceForest } from "../figures/differenceForest.ts";
import { gainsFigure } from "../figures/gainsFigure.ts";
import { importanceFigure } from "../figures/importanceFigure.ts";
import { intentFigure } from "../figures/intentFigure.ts";
import { lorenzFigure } from "../figures/lorenzFigure.ts";
import { productForest } from "../figures/productForest.ts";
import { rocFigure } from "../figures/rocFigure.ts";
import { rootogramFigure } from "../figures/rootogramFigure.ts";
import { sensitivityFigure } from "../figures/sensitivityFigure.ts";
import { specificationFigure } from "../figures/specificationFigure.ts";
import { incrementFinding } from "../findings.ts";
import { sentence } from "../names.ts";
import { count, decimal, pValue, significant, typeset } from "../numbers.ts";
import { partTitle } from "../parts.ts";
import type { ReportData } from "../readReport.ts";
import { baseRateTable } from "../tables/baseRateTable.ts";
import { coefficientTable } from "../tables/coefficientTable.ts";
import { countTable, topSegmentTable } from "../tables/countTable.ts";
import { groupsTable } from "../tables/importanceTable.ts";
import { bayesTable, commonalityTable, cutPointTable, forecastTable } from "../tables/intentTables.ts";
import { matchedTable } from "../tables/matchedTable.ts";
import { modelsTable } from "../tables/modelsTable.ts";
import { nestedTable } from "../tables/nestedTable.ts";
import { pairedRulesTable } from "../tables/pairedRulesTable.ts";
import { personTable } from "../tables/personTable.ts";
import { disattenuationTable, reliabilityTable } from "../tables/reliabilityTable.ts";
import { rulesTable } from "../tables/rulesTable.ts";
import { concentrationTable, spendRankTable, spendTable } from "../tables/spendTable.ts";
import { synthesisTable } from "../tables/synthesisTable.ts";
import { DataTable } from "./DataTable.tsx";
import { Figures } from "./FigureBlock.tsx";
import { Part } from "./Part.tsx";

type Props = { readonly data: ReportData };

/** ROC curves, AUCs and their paired differences. */
export function Ranking({ data }: Props) {
  const global = data.found.auc_global_delong;
  return (
    <Part id="ranking" title={partTitle("ranking")}>
      {global ? (
        <p>
          Do all measures rank alike? χ²({count(global.df)}) = {significant(global.chi2_all_equal)}, {pValue(global.p)}{" "}
          (global DeLong test over {Object.keys(data.found.auc ?? {}).length} measures).
        </p>
      ) : null}
      <Figures figures={[rocFigure(data), aucForest(data), differenceForest(data)]} layout="stack" />
    </Part>
  );
}

/** Whom each yes-rule selects, at its own rate and at the same one, and what a yes is worth at other base rates. */
export function Rules({ data }: Props) {
  return (
    <Part id="rules" title={partTitle("rules")} flows="flows">
      <DataTable table={rulesTable(data)} />
      <div class="pair">
        <DataTable table={matchedTable(data)} />
        <DataTable table={baseRateTable(data)} />
      </div>
      <DataTable table={pairedRulesTable(data)} />
      <DataTable table={cutPointTable(data)} />
    </Part>
  );
}

/** The ladder of models, the tests of what adds to what, and the coefficients. */
export function Models({ data }: Props) {
  const delta = data.found.delta_r2_full_minus_stated;
  return (
    <Part id="models" title={partTitle("models")} flows="flows">
      <p>{typeset(sentence(incrementFinding(data)).replace(/\.?$/, "."))}</p>
      {delta ? (
        <p>
          In the sample, adding the implicit score raised Nagelkerke's R² by {decimal(delta.nagelkerke)} and Tjur's R²
          by {decimal(delta.tjur)}, n = {count(data.found.models?.M_full?.n ?? null)}.
        </p>
      ) : null}
      <DataTable table={modelsTable(data)} />
      <DataTable table={nestedTable(data)} size="small" />
      <DataTable table={coefficientTable(data)} />
    </Part>
  );
}

/** Predicted against observed, and stated chances against what was done. */
export function Calibration({ data }: Props) {
  return (
    <Part id="calibration" title={partTitle("calibration")}>
      <Figures figures={[calibrationFigure(data), intentFigure(data)]}>
        <DataTable table={forecastTable(data)} />
      </Figures>
    </Part>
  );
}

/** Dominance of predictors. */
export function Importance({ data }: Props) {
  return (
    <Part id="importance" title={partTitle("importance")} flows="flows">
      <Figures figures={[importanceFigure(data)]}>
        <div>
          <DataTable table={groupsTable(data)} />
          <DataTable table={commonalityTable(data)} />
        </div>
      </Figures>
    </Part>
  );
}

/** Decision curve and gains. */
export function Usefulness({ data }: Props) {
  return (
    <Part id="usefulness" title={partTitle("usefulness")} flows="flows">
      <Figures figures={[decisionFigure(data), gainsFigure(data)]} />
    </Part>
  );
}

/** Reliability and correlations corrected for it. */
export function Reliability({ data }: Props) {
  return (
    <Part id="reliability" title={partTitle("reliability")} flows="flows">
      <div class="pair">
        <DataTable table={reliabilityTable(data)} />
        <DataTable table={disattenuationTable(data)} />
      </div>
    </Part>
  );
}

/** The headline under every other reasonable choice. */
export function Robustness({ data }: Props) {
  return (
    <Part id="robustness" title={partTitle("robustness")} flows="flows">
      <Figures figures={[specificationFigure(data), sensitivityFigure(data)]} />
      <DataTable table={bayesTable(data)} size="small" />
    </Part>
  );
}

/** Implicit against stated for each product. */
export function Products({ data }: Props) {
  return (
    <Part id="products" title={partTitle("products")} flows="flows">
      <Figures figures={[productForest(data)]}>
        <DataTable table={synthesisTable(data)} />
      </Figures>
      <DataTable table={personTable(data)} />
    </Part>
  );
}

/** Counts and spend instead of a yes or no. */
export function Spend({ data }: Props) {
  const lorenz = lorenzFigure(data);
  return (
    <Part id="spend" title={partTitle("spend")} flows="flows">
      <DataTable table={spendTable(data)} />
      <div class="pair">
        <DataTable table={countTable(data)} />
        <DataTable table={spendRankTable(data)} size="small" />
      </div>
      <Figures figures={[rootogramFigure(data), lorenz]}>
        <div>
          {lorenz === null ? <DataTable table={concentrationTable(data)} size="small" /> : null}
          <DataTable table={topSegmentTable(data)} size="small" />
        </div>
      </Figures>
    </Part>
  );
}
