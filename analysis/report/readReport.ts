import type { z } from "zod";
import { asRecord, numberIn } from "./cells.ts";
import { parts, sections } from "./comparisonShape.ts";
import { type MeasureLabel, ReportContext, type ReportContextInput } from "./context.ts";
import { readFlow } from "./flow.ts";
import { printableDeep } from "./printable.ts";
import { readProducts } from "./products.ts";
import { fewestOf, protectReport } from "./protect/protectReport.ts";
import type {
  Comparison,
  CrossValidated,
  Kind,
  Omission,
  PairedDifference,
  ReportData,
  Sections,
} from "./reportData.ts";

export type {
  Comparison,
  CrossValidated,
  Kind,
  PairedDifference,
  ReportData,
  RocPoint,
  SayDoRow,
} from "./reportData.ts";

/** Reads a comparison and its context into what a report may show: counts of few people are withheld here, before any
 *  page, table or figure is made. Throws a ZodError when the context is not one. */
export function readReport(given: Comparison, about: ReportContextInput): ReportData {
  return protectReport(readAll(given, about));
}

function readAll(given: Comparison, about: ReportContextInput): ReportData {
  const context = ReportContext.parse(printableDeep(about));
  const comparison = asRecord(printableDeep(given));
  const read = readSections(comparison);
  const sayDo = readPrefixed(comparison, "say_do_matrix_", parts.SayDo);
  const measures = nameMeasures(read.found, context);
  return {
    comparison,
    context,
    sections: read.found,
    sayDo,
    roc: { ...read.found.roc, ...readPrefixed(comparison, "roc_points_", parts.RocPoint.array()) },
    crossValidated: readCrossValidated(comparison),
    outOfFoldDifferences: readOutOfFold(asRecord(comparison.cross_validation)),
    decisionCurve: readDecisionCurve(comparison, read.found),
    products: readProducts(comparison),
    measures,
    primary: {
      stated: context.primary.stated ?? Object.keys(sayDo)[0] ?? firstOf(measures, "stated"),
      implicit: context.primary.implicit ?? firstOf(measures, "implicit"),
    },
    sample: readSample(read.found, comparison),
    flow: readFlow(context, comparison.flow),
    warnings: readWarnings(comparison.warnings),
    omissions: read.omissions,
    fewest: fewestOf(context),
  };
}

function readSections(comparison: Comparison): { readonly found: Sections; readonly omissions: readonly Omission[] } {
  const warnings = readWarnings(comparison.warnings);
  const found: Record<string, unknown> = {};
  const omissions: Omission[] = [];
  for (const [section, schema] of Object.entries(sections)) {
    const value = comparison[section];
    if (value === undefined) continue;
    const parsed = value === null ? null : schema.safeParse(value);
    if (parsed?.success) found[section] = parsed.data;
    else omissions.push({ section, reason: reasonFor(section, value, warnings) });
  }
  // The schema of each key produced its value, which the type of the loop above cannot express.
  return { found: found as Sections, omissions };
}

function reasonFor(section: string, value: unknown, warnings: readonly string[]): string {
  if (value !== null) return "its numbers are not in the expected form";
  return warnings.find((warning) => warning.includes(section)) ?? "the comparison gives no numbers for it";
}

function readPrefixed<Schema extends z.ZodType>(
  comparison: Comparison,
  prefix: string,
  schema: Schema,
): Record<string, z.infer<Schema>> {
  return Object.fromEntries(
    Object.entries(comparison)
      .filter(([key]) => key.startsWith(prefix))
      .map(([key, value]) => [key.slice(prefix.length), schema.safeParse(value)] as const)
      .flatMap(([key, parsed]) => (parsed.success ? [[key, parsed.data]] : [])),
  );
}

function readCrossValidated(comparison: Comparison): Record<string, CrossValidated> {
  const models = readPrefixed(asRecord(comparison.cross_validation), "M_", parts.CrossValidated);
  return Object.fromEntries(Object.entries(models).map(([name, model]) => [`M_${name}`, model]));
}

function readOutOfFold(folds: Comparison): Record<string, PairedDifference> {
  return Object.fromEntries(
    Object.entries(folds)
      .filter(([key]) => key.endsWith("_pooled_delong"))
      .map(([key, value]) => [key, parts.AucDifference.safeParse(value)] as const)
      .flatMap(([key, parsed]) => (parsed.success ? [[key, parsed.data]] : [])),
  );
}

function readDecisionCurve(comparison: Comparison, found: Sections): ReportData["decisionCurve"] {
  const outOfFold = parts.DecisionCurve.safeParse(asRecord(comparison.cross_validation).decision_curve_oof);
  if (outOfFold.success) return { curves: outOfFold.data, isOutOfFold: true };
  return found.decision_curve_in_sample ? { curves: found.decision_curve_in_sample, isOutOfFold: false } : null;
}

function nameMeasures(found: Sections, context: ReportContext): readonly MeasureLabel[] {
  const columns = new Set([
    ...context.measures.map(({ column }) => column),
    ...Object.keys(found.auc ?? {}),
    ...Object.keys(found.auc_clustered_obuchowski ?? {}),
    ...Object.values(found.models ?? {}).flatMap(({ predictors }) => predictors),
  ]);
  return [...columns].map(
    (column) =>
      context.measures.find((measure) => measure.column === column) ?? {
        column,
        label: column,
        kind: kindFromModels(column, found),
      },
  );
}

// What stands in the stated and in the implicit model is floor: a covariate, or a product's intercept.
function kindFromModels(column: string, found: Sections): MeasureLabel["kind"] {
  const isIn = (model: string) => found.models?.[model]?.predictors.includes(column) ?? false;
  if (isIn("M_stated") === isIn("M_implicit")) return "other";
  return isIn("M_implicit") ? "implicit" : "stated";
}

function readSample(found: Sections, comparison: Comparison): ReportData["sample"] {
  const auc = Object.values(found.auc ?? {})[0];
  const model = found.models?.M_full ?? Object.values(found.models ?? {})[0] ?? found.pooled_logit;
  const n = model?.n ?? (auc && auc.n_pos !== null && auc.n_neg !== null ? auc.n_pos + auc.n_neg : lastOf(comparison));
  const bought = model?.events ?? auc?.n_pos ?? null;
  return {
    n,
    bought,
    baseRate: n !== null && bought !== null && n > 0 ? bought / n : null,
    unit:
      found.auc_clustered_obuchowski || Object.keys(readProducts(comparison)).length > 0
        ? "rows (person × product)"
        : "people",
  };
}

function lastOf({ flow }: Comparison): number | null {
  return Array.isArray(flow) ? numberIn(asRecord(flow.at(-1)).n) : null;
}

function readWarnings(value: unknown): readonly string[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((warning) => {
    if (typeof warning === "string") return [warning];
    const { message, sentence, section, reason } = asRecord(warning);
    const text = message ?? sentence ?? reason;
    return typeof text === "string" ? [typeof section === "string" ? `${section}: ${text}` : text] : [];
  });
}

function firstOf(measures: readonly MeasureLabel[], kind: Kind): string | null {
  return measures.find((measure) => measure.kind === kind)?.column ?? null;
}
