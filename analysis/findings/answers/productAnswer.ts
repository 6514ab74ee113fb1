import type { Context } from "../context.ts";
import type { ClusteredComparison } from "../products/clusteredComparison.ts";
import { type Answer, decimals, notAnswered, pText } from "./answer.ts";

/** E11: product by product, and overall? Counts the products in which implicit or stated ranks better after Holm. */
export function productAnswer(context: Context, sections: ClusteredComparison): Answer {
  const { cohort, plan } = context;
  if (plan.product === undefined) {
    return notAnswered(cohort.n, "There is one product: nothing to compare across products.");
  }
  const products = sections[`per_${plan.product}`];
  const holm = sections[`per_${plan.product}_holm_delong`];
  if (!products || !holm) {
    return notAnswered(cohort.n, "The products cannot be compared: a stated and an implicit measure are needed.");
  }
  const judged = Object.entries(products).flatMap(([name, product]) => {
    const p = holm[name];
    return product === null || typeof product === "number" || !("difference" in product)
      ? []
      : [{ name, difference: product.difference, n: product.n, p: typeof p === "number" ? p : null }];
  });
  if (judged.length === 0) return notAnswered(cohort.n, "No product has both buyers and non-buyers.");
  const clear = judged.filter(({ p }) => p !== null && p < 0.05);
  const implicit = clear.filter(({ difference }) => difference > 0).length;
  const stated = clear.length - implicit;
  const pooled = sections.product_synthesis?.delta_auc.reml;
  const mean =
    judged.reduce((sum, { difference, n }) => sum + difference * n, 0) / judged.reduce((sum, { n }) => sum + n, 0);
  const list = judged
    .map(({ name, difference, p }) => `${name} ${decimals(difference)}${p === null ? "" : ` (${pText(p)})`}`)
    .join(", ");
  return {
    estimate: pooled ? pooled.estimate : mean,
    interval: pooled?.hksj?.ci95 ?? null,
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
