import { delongPaired, type PairedAucReport } from "../../ranking/delong.ts";
import { holm } from "../../shares/multiplicity.ts";
import { type Columns, designOf, pickRows } from "../logistic/design.ts";
import { fitLogistic } from "../logistic/fitLogistic.ts";
import type { ChiSquaredTest } from "../logistic/logisticRegression.ts";
import { likelihoodRatioTest } from "../logistic/nestedTests.ts";
import { clustersOf } from "./clusters.ts";

/** One product: the first score against the second, and what the implicit measure adds to the stated ones. */
export type ProductEntry = { readonly n: number; readonly buyers: number } & (
  | (PairedAucReport & { readonly add_implicit_lr: ChiSquaredTest | null })
  | { readonly undefined_because: "nobody bought" | "everybody bought" }
);

export type ProductTable = {
  readonly products: Readonly<Record<string, ProductEntry>>;
  /** Holm-adjusted p of the AUC differences, by product; null where there is no p. */
  readonly holm_delong: Readonly<Record<string, number | null>>;
  readonly holm_lr: Readonly<Record<string, number | null>>;
};

/** What is compared within each product. */
export type ProductQuestion = {
  readonly outcome: ArrayLike<number>;
  readonly products: readonly string[];
  /** Names of the two scores whose AUCs are compared, first minus second. */
  readonly scores: readonly [string, string];
  readonly stated: readonly string[];
  readonly implicit: readonly string[];
  /** Covariates that both models stand on. */
  readonly floor?: readonly string[];
};

/** Every product by itself, with Holm's adjustment over the products. `products[i]` names the product of row i; the
 *  table follows the sorted names. A product with one kind of outcome has no comparison, and says so. */
export function perProduct(columns: Columns, question: ProductQuestion): ProductTable {
  const byName = new Map(clustersOf(question.products).map((rows) => [question.products[rows[0]!]!, rows]));
  const entries = [...byName.keys()]
    .sort()
    .map((name) => [name, productEntry(columns, question, byName.get(name)!)] as const);
  const adjusted = (pOf: (entry: ProductEntry) => number | null) =>
    holmOver(entries.map(([name, entry]) => [name, pOf(entry)]));
  return {
    products: Object.fromEntries(entries),
    holm_delong: adjusted((entry) => ("p" in entry ? entry.p : null)),
    holm_lr: adjusted((entry) => ("add_implicit_lr" in entry ? (entry.add_implicit_lr?.p ?? null) : null)),
  };
}

function productEntry(columns: Columns, question: ProductQuestion, rows: readonly number[]): ProductEntry {
  const outcome = pickRows(question.outcome, rows);
  const buyers = outcome.reduce((sum, y) => sum + y, 0);
  const size = { n: rows.length, buyers };
  if (buyers === 0) return { ...size, undefined_because: "nobody bought" };
  if (buyers === rows.length) return { ...size, undefined_because: "everybody bought" };
  const own = Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, pickRows(column, rows)]));
  const [first, second] = question.scores.map((name) => own[name]);
  if (first === undefined || second === undefined)
    throw new RangeError(`no column among ${question.scores.join(", ")}`);
  const base = [...question.stated, ...(question.floor ?? [])];
  const stated = fitLogistic(designOf(own, base, rows.length), outcome);
  const full = fitLogistic(designOf(own, [...base, ...question.implicit], rows.length), outcome);
  const isFitted = stated.kind === "fitted" && full.kind === "fitted";
  return {
    ...size,
    ...delongPaired(first, second, outcome),
    add_implicit_lr: isFitted ? likelihoodRatioTest(stated, full) : null,
  };
}

function holmOver(named: readonly (readonly [string, number | null])[]): Readonly<Record<string, number | null>> {
  const known = named.flatMap(([name, p]) => (p === null ? [] : [{ name, p }]));
  const adjusted = holm(known.map(({ p }) => p));
  const byName = new Map(known.map(({ name }, i) => [name, adjusted[i]!]));
  return Object.fromEntries(named.map(([name]) => [name, byName.get(name) ?? null]));
}
