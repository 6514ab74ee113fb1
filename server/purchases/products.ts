import type { Study } from "../../experiments/contract/study.ts";
import { tidyName } from "../../experiments/tables/names.ts";

/** The study's id for a product as a company writes it: the id, or a name in any language, whatever its case, its spaces
 *  and the way its accents are encoded (NFC). */
export function knownProduct(study: Study, text: string | undefined): string | undefined {
  return text === undefined ? undefined : productsOf(study).get(folded(text));
}

const known = new WeakMap<Study, ReadonlyMap<string, string>>();

/** Ids before names, so that no name takes an id away. */
function productsOf(study: Study): ReadonlyMap<string, string> {
  const before = known.get(study);
  if (before !== undefined) return before;
  const products = new Map<string, string>();
  const add = (name: string, id: string) => void (products.has(folded(name)) || products.set(folded(name), id));
  for (const { id } of study.products) add(id, id);
  for (const { id, name } of study.products) {
    for (const one of typeof name === "string" ? [name] : Object.values(name)) add(one, id);
  }
  known.set(study, products);
  return products;
}

function folded(name: string): string {
  return tidyName(name).toLowerCase();
}
