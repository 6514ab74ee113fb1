import { sortings } from "../../measures/behavioural/shop/shelf.ts";
import type { KeptVisit } from "./shopVisit.ts";

/** What was kept of a visit before the page was closed; null for nothing, and for what is no visit. */
export function keptVisit(kept: unknown): KeptVisit | null {
  if (!isRecord(kept) || !Array.isArray(kept["basket"]) || !isRecord(kept["wish"])) return null;
  const { page, events, atMs, isDone, wish } = kept;
  const { category, query, sorting } = isRecord(wish) ? wish : {};
  if (!isCount(page) || !isCount(events) || typeof atMs !== "number" || typeof query !== "string") return null;
  const basket = kept["basket"].flatMap((pair: unknown) => {
    const [item, pieces]: readonly unknown[] = Array.isArray(pair) ? pair : [];
    return typeof item === "string" && isCount(pieces) ? [[item, pieces] as const] : [];
  });
  return {
    ...{ basket, page, events, atMs, isDone: isDone === true },
    wish: {
      category: typeof category === "string" ? category : null,
      query,
      sorting: sortings.find((one) => one === sorting) ?? "shelf",
    },
  };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}
