import { z } from "zod";
import { randomStream } from "../../experiments/random/randomStream.ts";
import { type Synthesis, synthesise } from "../chains/synthesis.ts";
import { stratifiedAuc } from "../metrics/stratifiedAuc.ts";
import { clusteredSections } from "../models/clustered/clusteredSections.ts";
import { perProduct } from "../models/clustered/perProduct.ts";
import { rowsByPerson } from "../models/validation/resamples.ts";
import { resampledRows } from "../numerics/resampledRows.ts";
import { columnOf } from "./cohort.ts";
import { type Context, entriesOf } from "./context.ts";
import { ladderOf } from "./ladder.ts";
import { type Draws, resamplingOf } from "./replicates.ts";

/** The sections that hold when one person has several rows, or several products are compared; empty otherwise. */
export function clusteredComparison(context: Context, draws: Draws): Readonly<Record<string, unknown>> {
  const sections = { ...clusteredAndProducts(context, draws), ...withinProducts(context) };
  const synthesis = synthesisOf(context, sections);
  return synthesis === null ? sections : { ...sections, product_synthesis: { delta_auc: synthesis } };
}

const ProductDifference = z.looseObject({ difference: z.number(), se_difference: z.number().positive() });

/** The products' AUC differences pooled by random effects. */
function synthesisOf({ plan, cohort, warn }: Context, sections: Readonly<Record<string, unknown>>): Synthesis | null {
  if (plan.product === undefined) return null;
  const entries = z.record(z.string(), z.unknown()).safeParse(sections[`per_${plan.product}`]);
  const known = Object.values(entries.data ?? {}).flatMap((entry) => {
    const read = ProductDifference.safeParse(entry);
    return read.success ? [read.data] : [];
  });
  if (known.length < 2) return null;
  if (cohort.persons !== null) {
    warn("Pooling over products takes them as independent, but the same people rated several of them.");
  }
  return synthesise({
    estimates: known.map(({ difference }) => difference),
    variances: known.map(({ se_difference }) => se_difference ** 2),
  });
}

/** `auc_within_<product column>` of every measure, beside the pooled one that also counts how products differ. */
function withinProducts({ plan, cohort, measures, warn }: Context): Readonly<Record<string, unknown>> {
  const { products } = cohort;
  if (plan.product === undefined || products === null) return {};
  const section = entriesOf(measures, ({ column }) => {
    const found = stratifiedAuc(columnOf(cohort, column), cohort.outcome, products);
    // The variance takes the products' people as different ones.
    return [column, found === null || cohort.persons === null ? found : { ...found, se: null, ci95: null }];
  });
  if (cohort.persons !== null) {
    warn(`auc_within_${plan.product} has no standard error: the same people rated several products.`);
  }
  return { [`auc_within_${plan.product}`]: section };
}

function clusteredAndProducts(context: Context, draws: Draws): Readonly<Record<string, unknown>> {
  const { cohort, plan, warn } = context;
  const { stated, implicit } = headline(context);
  const product =
    plan.product === undefined || cohort.products === null
      ? undefined
      : { name: plan.product, labels: cohort.products };
  if (cohort.persons === null) {
    return product === undefined || stated[0] === undefined || implicit[0] === undefined
      ? {}
      : productSections(context, product);
  }
  warn("Participants have several rows: tests that treat rows as independent are printed for comparison only.");
  const { warnings, ...sections } = clusteredSections({
    columns: Object.fromEntries(Object.entries(cohort.columns).filter(([name]) => !cohort.dummies.includes(name))),
    outcomeName: cohort.outcomeName,
    outcome: cohort.outcome,
    persons: cohort.persons,
    product,
    floor: plan.covariates.filter((name) => cohort.floor.includes(name)),
    stated,
    implicit,
    draws: personDraws(context, draws),
  });
  for (const sentence of z.array(z.string()).parse(warnings)) warn(`Clustered models: ${sentence}.`);
  return sections;
}

// The implicit predictors are tested against every stated predictor of M_full, primaries first.
function headline(context: Context): { readonly stated: readonly string[]; readonly implicit: readonly string[] } {
  const { full, implicit } = ladderOf(context);
  return { stated: full.filter((name) => !implicit.includes(name)), implicit };
}

function personDraws(context: Context, draws: Draws): readonly Int32Array[] {
  const resampling = resamplingOf(context, draws);
  if (resampling.kind === "given") return resampling.indices;
  const persons = rowsByPerson(context.cohort.persons ?? []).length;
  return Array.from({ length: resampling.resamples }, (_, index) =>
    resampledRows(randomStream(resampling.seed, index), persons),
  );
}

function productSections(
  context: Context,
  product: { readonly name: string; readonly labels: readonly string[] },
): Readonly<Record<string, unknown>> {
  const { cohort } = context;
  const { stated, implicit } = headline(context);
  const table = perProduct(cohort.columns, {
    outcome: cohort.outcome,
    products: product.labels,
    scores: [implicit[0]!, stated[0]!],
    stated,
    implicit,
    floor: context.plan.covariates.filter((name) => cohort.floor.includes(name)),
  });
  return {
    [`per_${product.name}`]: table.products,
    [`per_${product.name}_holm_delong`]: table.holm_delong,
    [`per_${product.name}_holm_lr`]: table.holm_lr,
  };
}
