import type { Kind } from "../blocks/context.ts";
import { type MeasureLabel, ReportContext, type ReportContextInput } from "../blocks/context.ts";
import type { ShownValidated } from "../findings/calibration/sections.ts";
import { type Comparison, furtherOutcomes } from "../findings/comparison.ts";
import { hidingOf } from "../findings/hiding.ts";
import { readProducts } from "../findings/products/readProducts.ts";
import { protectedFindings } from "../findings/protectedFindings.ts";
import type { ReportData } from "../findings/reportData.ts";
import type { ShownLevel } from "../findings/shown.ts";
import { reasonOf } from "../findings/unavailable.ts";
import type { NotEstimated } from "../statistics/models/logistic/estimator.ts";
import { startingWith } from "../statistics/named.ts";
import { readFlow } from "./flow.ts";
import { printableDeep } from "./printable.ts";
import { fewestOf, withoutFew } from "./protect/fewest.ts";
import { protectContext, protectFlow } from "./protect/protectContext.ts";

/** What a report may show of a comparison: counts of few people are withheld here, before any page, table or figure is
 *  made. Throws a ZodError when the context is not one. */
export function readReport(given: Comparison, about: ReportContextInput): ReportData<Comparison> {
  const context = ReportContext.parse(printableDeep(about));
  const fewest = fewestOf(context);
  const { found, sample } = shownComparison(given, context);
  return {
    found,
    context: protectContext(context, fewest),
    sayDo: Object.fromEntries(
      startingWith<"say_do_matrix_", readonly ShownLevel[] | null | undefined>(found, "say_do_matrix_"),
    ),
    roc: found.roc ?? {},
    ...validatedIn(found),
    decisionCurve: decisionCurveIn(found),
    products: readProducts(found),
    measures: nameMeasures(found, context),
    primary: primaryOf(given, context),
    sample,
    flow: protectFlow(readFlow(context, given.flow ?? []), fewest),
    warnings: found.warnings ?? [],
    omissions: omissionsIn(given),
    fewest,
  };
}

type Shown = { readonly found: Comparison; readonly sample: ReportData["sample"] };

/** A comparison without counts of people fewer than its context allows, and whom it is about. */
export function shownComparison(given: Comparison, context: ReportContext): Shown {
  const fewest = fewestOf(context);
  const sample = readSample(given);
  if (fewest <= 1) return { found: given, sample };
  const { n, bought } = sample;
  const hiding = hidingOf(given, {
    fewest,
    measures: nameMeasures(given, context),
    primary: primaryOf(given, context),
    n,
    bought,
  });
  const { seed, version, data_sha256, plan_sha256, trials_sha256 } = given;
  const found: Comparison = {
    ...protectedFindings(given, hiding),
    flow: protectFlow(readFlow(context, given.flow ?? []), fewest).map(({ step, n: people }) => ({ step, n: people })),
    warnings: (given.warnings ?? []).map(withoutFew(fewest)),
    ...Object.fromEntries(
      furtherOutcomes(given).map(([name, further]) => [`outcome_${name}`, shownComparison(further, context).found]),
    ),
    ...Object.fromEntries(
      Object.entries({ seed, version, data_sha256, plan_sha256, trials_sha256 }).filter(
        ([, value]) => value !== undefined,
      ),
    ),
  };
  return { found, sample: hiding.isBoughtTold ? sample : { ...sample, bought: null, baseRate: null } };
}

/** Sections that the comparison left empty, where a warning says why. */
function omissionsIn(given: Comparison): readonly string[] {
  const empty = Object.entries(given).flatMap(([section, value]) => (value === null ? [section] : []));
  return empty.flatMap((section) => reasonOf(section, given.warnings ?? []) ?? []);
}

function validatedIn({
  cross_validation: folds,
}: Comparison): Pick<ReportData<Comparison>, "crossValidated" | "outOfFoldDifferences"> {
  if (!folds) return { crossValidated: {}, outOfFoldDifferences: {} };
  const models = startingWith<"M_", ShownValidated | NotEstimated>(folds, "M_").flatMap(
    ([name, model]): readonly (readonly [string, ShownValidated])[] =>
      "pooled_auc" in model ? [[`M_${name}`, model]] : [],
  );
  const { full_minus_stated_pooled_delong, implicit_minus_stated_pooled_delong } = folds;
  return {
    crossValidated: Object.fromEntries(models),
    outOfFoldDifferences: {
      ...(full_minus_stated_pooled_delong ? { full_minus_stated_pooled_delong } : {}),
      ...(implicit_minus_stated_pooled_delong ? { implicit_minus_stated_pooled_delong } : {}),
    },
  };
}

function decisionCurveIn({ cross_validation, decision_curve_in_sample }: Comparison): ReportData["decisionCurve"] {
  if (cross_validation) return { curves: cross_validation.decision_curve_oof, isOutOfFold: true };
  return decision_curve_in_sample ? { curves: decision_curve_in_sample, isOutOfFold: false } : null;
}

function nameMeasures(found: Comparison, context: ReportContext): readonly MeasureLabel[] {
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
        label: column in (found.auc ?? {}) ? column : productLabel(column, found, context),
        kind: kindFromModels(column, found),
      },
  );
}

function unitOf(found: Comparison): ReportData["sample"]["unit"] {
  if (Object.keys(readProducts(found)).length > 0) return "rows (person × product)";
  return found.auc_clustered_obuchowski ? "rows" : "people";
}

/** A product's intercept in a model is called by its product; any other column by itself. */
function productLabel(column: string, found: Comparison, { products }: ReportContext): string {
  const ids = [...Object.keys(readProducts(found)), ...products.map(({ id }) => id)];
  const id = ids.find((one) => one !== "" && column !== one && column.endsWith(one));
  return id === undefined ? column : `product ${products.find((product) => product.id === id)?.name ?? id}`;
}

// What is in the model of the past, or in both the stated and the implicit model, is floor: a covariate, or a product's
// intercept.
function kindFromModels(column: string, found: Comparison): MeasureLabel["kind"] {
  const isIn = (model: string) => found.models?.[model]?.predictors.includes(column) ?? false;
  if (isIn("M_past") || isIn("M_stated") === isIn("M_implicit")) return "other";
  return isIn("M_implicit") ? "implicit" : "stated";
}

function primaryOf(given: Comparison, context: ReportContext): ReportData["primary"] {
  const measures = nameMeasures(given, context);
  const first = (kind: Kind) => measures.find((measure) => measure.kind === kind)?.column ?? null;
  const [asked] = startingWith<"say_do_matrix_", readonly ShownLevel[] | null | undefined>(given, "say_do_matrix_");
  return {
    stated: context.primary.stated ?? asked?.[0] ?? first("stated"),
    implicit: context.primary.implicit ?? first("implicit"),
  };
}

function readSample(found: Comparison): ReportData["sample"] {
  const auc = Object.values(found.auc ?? {})[0];
  const model = found.models?.M_full ?? Object.values(found.models ?? {})[0] ?? found.pooled_logit;
  const n =
    model?.n ??
    (auc && auc.n_pos !== null && auc.n_neg !== null ? auc.n_pos + auc.n_neg : (found.flow?.at(-1)?.n ?? null));
  const rate = Object.values(found.rules ?? {})[0]?.base_rate ?? null;
  // Where nobody or everybody did it there is no model and no AUC, but the rules know the rate.
  const bought = model?.events ?? auc?.n_pos ?? (n !== null && (rate === 0 || rate === 1) ? rate * n : null);
  return {
    n,
    bought,
    baseRate: n !== null && bought !== null && n > 0 ? bought / n : null,
    unit: unitOf(found),
  };
}
