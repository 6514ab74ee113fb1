import type { ReportData } from "../readReport.ts";
import { aucForest } from "./aucForest.ts";
import { calibrationFigure } from "./calibrationFigure.ts";
import { decisionFigure } from "./decisionFigure.ts";
import { differenceForest } from "./differenceForest.ts";
import type { Figure } from "./figure.ts";
import { flowFigure } from "./flowFigure.ts";
import { gainsFigure } from "./gainsFigure.ts";
import { importanceFigure } from "./importanceFigure.ts";
import { intentFigure } from "./intentFigure.ts";
import { lorenzFigure } from "./lorenzFigure.ts";
import { powerFigure } from "./powerFigure.ts";
import { priceFigures } from "./priceFigures.ts";
import { productForest } from "./productForest.ts";
import { rocFigure } from "./rocFigure.ts";
import { rootogramFigure } from "./rootogramFigure.ts";
import { sayDoFigure } from "./sayDoFigure.ts";
import { sayFeelFigure } from "./sayFeelFigure.ts";
import { sensitivityFigure } from "./sensitivityFigure.ts";
import { specificationFigure } from "./specificationFigure.ts";
import { timingFigures } from "./timingFigures.ts";

/** Every figure this comparison can draw, in the order of the report. */
export function reportFigureList(data: ReportData): readonly Figure[] {
  const others = Object.keys(data.sayDo).filter((column) => column !== data.primary.stated);
  return [
    sayDoFigure(data),
    sayFeelFigure(data),
    flowFigure(data),
    ...timingFigures(data),
    ...others.map((column) => sayDoFigure(data, column)),
    rocFigure(data),
    aucForest(data),
    differenceForest(data),
    calibrationFigure(data),
    intentFigure(data),
    importanceFigure(data),
    decisionFigure(data),
    gainsFigure(data),
    specificationFigure(data),
    sensitivityFigure(data),
    productForest(data),
    rootogramFigure(data),
    lorenzFigure(data),
    ...priceFigures(data),
    powerFigure(data),
  ].filter((figure) => figure !== null);
}
