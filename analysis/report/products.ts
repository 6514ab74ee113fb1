import type { z } from "zod";
import { asRecord, numberIn } from "./cells.ts";
import { parts } from "./comparisonShape.ts";

/** A product with the p values of its difference and of adding the implicit score, held over all products (Holm). */
export type ReportedProduct = z.infer<typeof parts.ProductDifference> & {
  readonly holmDifference: number | null;
  readonly holmIncrement: number | null;
};
/** Every product's difference of AUC, by name; empty where products were not compared. */
export function readProducts(comparison: Readonly<Record<string, unknown>>): Record<string, ReportedProduct> {
  for (const [key, value] of Object.entries(comparison)) {
    if (!key.startsWith("per_") || key.includes("holm")) continue;
    const [holmDifference, holmIncrement] = ["delong", "lr"].map((test) => asRecord(comparison[`${key}_holm_${test}`]));
    const entries = Object.entries(asRecord(value)).map(
      ([name, entry]) => [name, parts.ProductDifference.safeParse(entry)] as const,
    );
    const read = entries.flatMap(([name, entry]) =>
      entry.success && entry.data.difference !== null
        ? [
            [
              name,
              {
                ...entry.data,
                holmDifference: numberIn(holmDifference?.[name]),
                holmIncrement: numberIn(holmIncrement?.[name]),
              },
            ] as const,
          ]
        : [],
    );
    if (read.length > 0) return Object.fromEntries(read);
  }
  return {};
}
