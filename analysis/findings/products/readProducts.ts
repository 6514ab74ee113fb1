import { startingWith } from "../../statistics/named.ts";
import type { ProductSections, ShownProduct, ShownProducts } from "./sections.ts";

/** A product with the p values of its difference and of adding the implicit score, held over all products (Holm). */
export type ReportedProduct = Extract<ShownProduct, { readonly difference: number }> & {
  readonly holmDifference: number | null;
  readonly holmIncrement: number | null;
};

/** Every product's difference of AUC, by name; empty where products were not compared. */
export function readProducts(found: ProductSections): Readonly<Record<string, ReportedProduct>> {
  const sections = startingWith<"per_", ShownProducts | null | undefined>(found, "per_");
  const compared = sections.find(([, entries]) => Object.values(entries).some(isProduct));
  if (compared === undefined) return {};
  const [column, entries] = compared;
  const holm = (test: "delong" | "lr", name: string) => {
    const p = found[`per_${column}_holm_${test}`]?.[name];
    return typeof p === "number" ? p : null;
  };
  const known = Object.entries(entries).flatMap(([name, entry]): readonly (readonly [string, ReportedProduct])[] =>
    isProduct(entry) && "difference" in entry
      ? [[name, { ...entry, holmDifference: holm("delong", name), holmIncrement: holm("lr", name) }]]
      : [],
  );
  return Object.fromEntries(known);
}

/** Whether an entry is a product, not a p value. */
export function isProduct(entry: ShownProducts[string] | undefined): entry is ShownProduct {
  return entry !== null && typeof entry === "object";
}
