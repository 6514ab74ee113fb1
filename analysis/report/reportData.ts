import type { z } from "zod";
import type { parts, sections } from "./comparisonShape.ts";
import type { FlowStep, MeasureLabel, ReportContext } from "./context.ts";
import type { ReportedProduct } from "./products.ts";

/** out.json as `compare` makes it: an object of sections. Read leniently: what is absent or malformed is left out of the
 *  report and named in its limits. */
export type Comparison = Readonly<Record<string, unknown>>;

export type Sections = { readonly [Name in keyof typeof sections]?: z.infer<(typeof sections)[Name]> };
export type SayDoRow = z.infer<typeof parts.SayDo>[number];
export type Kind = "stated" | "implicit" | "both" | "other";
export type CrossValidated = z.infer<typeof parts.CrossValidated>;
export type RocPoint = z.infer<typeof parts.RocPoint>;
export type PairedDifference = z.infer<typeof parts.AucDifference>;
export type DecisionCurve = z.infer<typeof parts.DecisionCurve>;
export type Omission = { readonly section: string; readonly reason: string };

/** Everything the sections and figures of a report draw on. */
export type ReportData = {
  readonly comparison: Comparison;
  readonly context: ReportContext;
  readonly sections: Sections;
  readonly sayDo: Readonly<Record<string, readonly SayDoRow[]>>;
  readonly roc: Readonly<Record<string, readonly RocPoint[]>>;
  readonly crossValidated: Readonly<Record<string, CrossValidated>>;
  readonly outOfFoldDifferences: Readonly<Record<string, PairedDifference>>;
  readonly decisionCurve: { readonly curves: DecisionCurve; readonly isOutOfFold: boolean } | null;
  readonly products: Readonly<Record<string, ReportedProduct>>;
  readonly measures: readonly MeasureLabel[];
  readonly primary: { readonly stated: string | null; readonly implicit: string | null };
  readonly sample: {
    readonly n: number | null;
    readonly bought: number | null;
    readonly baseRate: number | null;
    /** What is counted: people, or rows where people answered on several products. */
    readonly unit: "people" | "rows (person × product)";
  };
  readonly flow: readonly FlowStep[];
  readonly warnings: readonly string[];
  readonly omissions: readonly Omission[];
  /** The fewest people a shown count may be about; 1 shows everything. */
  readonly fewest: number;
};
