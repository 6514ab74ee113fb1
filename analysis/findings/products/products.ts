import type { AnovaIcc } from "../../statistics/models/clustered/anovaIcc.ts";
import type { ProductEntry } from "../../statistics/models/clustered/perProduct.ts";
import type { ModelEntry } from "../../statistics/models/logistic/logisticRegression.ts";
import { type Named, renamed } from "../../statistics/named.ts";
import type { StratifiedAuc } from "../../statistics/ranking/stratifiedAuc.ts";
import { isFew, withholdGroups } from "../disclosure.ts";
import type { Finding } from "../finding.ts";
import type { Hiding } from "../hiding.ts";
import { protectModel } from "../models/models.ts";
import type { Optional, Told } from "../shown.ts";
import type { ClusteredComparison } from "./clusteredComparison.ts";

/** One product of which the number of people may be withheld. */
export type ShownProduct = { readonly n: number | null; readonly buyers: number | null } & (
  | Omit<Extract<ProductEntry, { readonly difference: number }>, "n" | "buyers">
  | Omit<Extract<ProductEntry, { readonly undefined_because: string }>, "n" | "buyers">
);

/** The products of a section, or p values held over them. */
export type ShownProducts = Readonly<Record<string, ShownProduct | number | null>>;

type Within = Readonly<Record<string, StratifiedAuc | null>>;
type Conditional = NonNullable<ClusteredComparison["conditional_logit_within_person"]>;

type ProductSections = Optional<
  Omit<ClusteredComparison, "pooled_logit" | "conditional_logit_within_person" | `per_${string}`> & {
    readonly pooled_logit: Told<ModelEntry, "n" | "events">;
    readonly conditional_logit_within_person: Told<Conditional, "persons_with_variation">;
  } & Named<"per_", ShownProducts>
>;

/** What holds where people answered about several products: persons counted, each product, and all of them pooled. */
export const products: Finding<"products", ProductSections> = {
  name: "products",
  compute: { ofYesNo: ({ clustered }) => clustered() },
  protect(found, hiding) {
    const { pooled_logit, within_between_pooled_logit, conditional_logit_within_person: within } = found;
    const people = within?.persons_with_variation ?? 0;
    return {
      auc_clustered_obuchowski: found.auc_clustered_obuchowski,
      auc_clustered_differences: found.auc_clustered_differences,
      pooled_logit: pooled_logit && protectModel(pooled_logit, hiding),
      cluster_robust: found.cluster_robust,
      cluster_robust_wald_add_implicit: found.cluster_robust_wald_add_implicit,
      clubSandwich_CR2: found.clubSandwich_CR2,
      gee_exchangeable_geepack: found.gee_exchangeable_geepack,
      mixed_logit_exact_ml: found.mixed_logit_exact_ml,
      mixed_logit_laplace: found.mixed_logit_laplace,
      mixed_lr_test_add_implicit: found.mixed_lr_test_add_implicit,
      mixed_lr_test_random_intercept: found.mixed_lr_test_random_intercept,
      within_between_pooled_logit: within_between_pooled_logit && protectModel(within_between_pooled_logit, hiding),
      conditional_logit_within_person:
        within && (isFew(people, hiding.fewest) ? { ...within, persons_with_variation: null } : within),
      cluster_bootstrap_delta_auc: found.cluster_bootstrap_delta_auc,
      cluster_jackknife_delta_auc: found.cluster_jackknife_delta_auc,
      product_synthesis: found.product_synthesis,
      ...renamed<"icc1_", AnovaIcc | null | undefined>(found, "icc1_", (icc) => icc),
      ...renamed<"auc_within_", Within | null | undefined>(found, "auc_within_", (within) => within),
      ...renamed<"per_", ShownProducts | null | undefined>(found, "per_", (all) => protectProducts(all, hiding)),
    };
  },
};

/** Products that few rated are left out; numbers of people and buyers that would give a few away are. */
function protectProducts(all: ShownProducts, { fewest }: Hiding): ShownProducts {
  const asked = Object.entries(all).filter(([, one]) => !isProduct(one) || one.n === null || !isFew(one.n, fewest));
  const isWithheld = withholdGroups(
    asked.map(([, one]) => (isProduct(one) ? [one.buyers ?? 0, (one.n ?? 0) - (one.buyers ?? 0)] : [0, 0])),
    fewest,
  );
  return Object.fromEntries(
    asked.map(([name, one], at) => [name, isProduct(one) && isWithheld[at] ? { ...one, n: null, buyers: null } : one]),
  );
}

/** Whether an entry is a product, not a p value. */
export function isProduct(entry: ShownProducts[string] | undefined): entry is ShownProduct {
  return entry !== null && typeof entry === "object";
}
