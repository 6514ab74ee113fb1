import type { ProductEntry } from "../../statistics/models/clustered/perProduct.ts";
import type { ModelEntry } from "../../statistics/models/logistic/logisticRegression.ts";
import type { Named } from "../../statistics/named.ts";
import type { StratifiedAuc } from "../../statistics/ranking/stratifiedAuc.ts";
import type { Optional, Told } from "../shown.ts";
import type { ClusteredComparison } from "./clusteredComparison.ts";

/** One product of which the number of people may be withheld. */
export type ShownProduct = { readonly n: number | null; readonly buyers: number | null } & (
  | Omit<Extract<ProductEntry, { readonly difference: number }>, "n" | "buyers">
  | Omit<Extract<ProductEntry, { readonly undefined_because: string }>, "n" | "buyers">
);

/** The products of a section, or p values held over them. */
export type ShownProducts = Readonly<Record<string, ShownProduct | number | null>>;

export type Within = Readonly<Record<string, StratifiedAuc | null>>;
export type Conditional = NonNullable<ClusteredComparison["conditional_logit_within_person"]>;

export type ProductSections = Optional<
  Omit<ClusteredComparison, "pooled_logit" | "conditional_logit_within_person" | `per_${string}`> & {
    readonly pooled_logit: Told<ModelEntry, "n" | "events">;
    readonly conditional_logit_within_person: Told<Conditional, "persons_with_variation">;
  } & Named<"per_", ShownProducts>
>;
