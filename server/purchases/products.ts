import type { Study } from "../../experiments/contract/study.ts";

/** The study's id for a product as a company writes it: the id, or a name in any language, whatever its case. */
export function knownProduct(study: Study, text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const wanted = text.trim().toLowerCase();
  const found = study.products.find(({ id, name }) => {
    const names = typeof name === "string" ? [name] : Object.values(name);
    return [id, ...names].some((one) => one.toLowerCase() === wanted);
  });
  return found?.id;
}
