import { z } from "zod";
import type { Context } from "../context.ts";
import { type Answer, decimals, notAnswered, pText } from "./answer.ts";

const Product = z.looseObject({
  n: z.number(),
  buyers: z.number(),
  difference: z.number().optional(),
});
const Adjusted = z.record(z.string(), z.number().nullable());

const Limits = z.tuple([z.number(), z.number()]);
const Pooled = z.looseObject({
  delta_auc: z.looseObject({
    reml: z.looseObject({ estimate: z.number(), hksj: z.looseObject({ ci95: Limits }).nullable() }),
  }),
});

/** E11: product by product, and overall? Counts the products in which implicit or stated ranks better after Holm. */
export function productAnswer(context: Context, sections: Readonly<Record<string, unknown>>): Answer {
  const { cohort, plan } = context;
  if (plan.product === undefined) {
    return notAnswered(cohort.n, "There is one product: nothing to compare across products.");
  }
  const products = z.record(z.string(), Product).safeParse(sections[`per_${plan.product}`]);
  const holm = Adjusted.safeParse(sections[`per_${plan.product}_holm_delong`]);
  if (!products.success || !holm.success) {
    return notAnswered(cohort.n, "The products cannot be compared: a stated and an implicit measure are needed.");
  }
  const judged = Object.entries(products.data).flatMap(([name, { difference, n }]) =>
    difference === undefined ? [] : [{ name, difference, n, p: holm.data[name] ?? null }],
  );
  if (judged.length === 0) return notAnswered(cohort.n, "No product has both buyers and non-buyers.");
  const clear = judged.filter(({ p }) => p !== null && p < 0.05);
  const implicit = clear.filter(({ difference }) => difference > 0).length;
  const stated = clear.length - implicit;
  const pooled = Pooled.safeParse(sections.product_synthesis);
  const mean =
    judged.reduce((sum, { difference, n }) => sum + difference * n, 0) / judged.reduce((sum, { n }) => sum + n, 0);
  const list = judged
    .map(({ name, difference, p }) => `${name} ${decimals(difference)}${p === null ? "" : ` (${pText(p)})`}`)
    .join(", ");
  return {
    estimate: pooled.success ? pooled.data.delta_auc.reml.estimate : mean,
    interval: pooled.success ? (pooled.data.delta_auc.reml.hksj?.ci95 ?? null) : null,
    verdict:
      implicit > 0 && stated > 0
        ? "differs by product"
        : implicit > 0
          ? "implicit better in some"
          : stated > 0
            ? "stated better in some"
            : "no evidence in any product",
    sentence:
      `AUC of implicit minus stated by product, p after Holm: ${list}. ` +
      `${implicit} products favour implicit, ${stated} stated, ${judged.length - clear.length} leave it open.`,
    n: cohort.n,
    products: judged.length,
  };
}
