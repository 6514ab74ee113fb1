import type { FlowStep, MeasureLabel, ReportContext } from "../blocks/context.ts";
import type { PairedAucReport } from "../statistics/ranking/delong.ts";
import type { RocPoint } from "../statistics/ranking/rocPoints.ts";
import type { ShownValidated } from "./calibration/sections.ts";
import type { ComparisonRecord } from "./comparisonRecord.ts";
import type { ReportedProduct } from "./products/readProducts.ts";
import type { ShownBenefit, ShownLevel } from "./shown.ts";

/** Everything the parts and figures of a report draw on, without counts of few people. `Sections` are those of the
 *  comparison that a reader of it needs: a word or a figure can read no other. */
export type ReportData<Sections extends object = object> = {
  /** The comparison, as far as it may be shown. */
  readonly found: Sections & ComparisonRecord;
  readonly context: ReportContext;
  readonly sayDo: Readonly<Record<string, readonly ShownLevel[]>>;
  readonly roc: Readonly<Record<string, readonly RocPoint[]>>;
  readonly crossValidated: Readonly<Record<string, ShownValidated>>;
  readonly outOfFoldDifferences: Readonly<Record<string, PairedAucReport>>;
  readonly decisionCurve: {
    readonly curves: Readonly<Record<string, readonly ShownBenefit[]>>;
    readonly isOutOfFold: boolean;
  } | null;
  readonly products: Readonly<Record<string, ReportedProduct>>;
  readonly measures: readonly MeasureLabel[];
  readonly primary: { readonly stated: string | null; readonly implicit: string | null };
  readonly sample: {
    readonly n: number | null;
    readonly bought: number | null;
    readonly baseRate: number | null;
    /** What is counted: people, or rows where people answered on several products. */
    readonly unit: "people" | "rows (person × product)" | "rows";
  };
  readonly flow: readonly FlowStep[];
  readonly warnings: readonly string[];
  /** Those of the warnings that say why a whole section is empty. */
  readonly omissions: readonly string[];
  /** The fewest people a shown count may be about; 1 shows everything. */
  readonly fewest: number;
};
