import type { Optional, ShownAuc } from "../shown.ts";
import type { DesignSections } from "./designSections.ts";

export type Order = NonNullable<DesignSections["order_adjusted"]>;
export type ShownDesign = Omit<DesignSections, "order_adjusted"> & {
  readonly order_adjusted?: (Omit<Order, "auc"> & { readonly auc: Readonly<Record<string, ShownAuc>> }) | undefined;
};

export type StudyDesignSections = Optional<ShownDesign>;
