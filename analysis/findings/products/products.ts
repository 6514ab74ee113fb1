import type { AnovaIcc } from "../../statistics/models/clustered/anovaIcc.ts";
import { renamed } from "../../statistics/named.ts";
import { isFew, withholdGroups } from "../disclosure.ts";
import type { Finding } from "../finding.ts";
import type { Hiding } from "../hiding.ts";
import { protectModel } from "../models/shownModel.ts";
import { productsBlocks } from "./blocks.ts";
import { isProduct } from "./readProducts.ts";
import type { ProductSections, ShownProducts, Within } from "./sections.ts";

/** What holds where people answered about several products: persons counted, each product, and all of them pooled. */
export const products: Finding<"products", ProductSections> = {
  name: "products",
  blocks: productsBlocks,
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
