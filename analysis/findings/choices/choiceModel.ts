import { clustersOf } from "../../statistics/models/clustered/clusters.ts";
import { choiceLogit } from "../../statistics/models/clustered/conditionalLogit.ts";
import { designOf } from "../../statistics/models/logistic/design.ts";
import type { Alternative } from "./choiceRows.ts";
import { type Estimate, estimateOf } from "./estimate.ts";

/** One thing that goes with being chosen. `about`: a product, the price, or the score of the measure; `times`: how the real
 *  or the fast half differs from the other in it. */
export type ChoiceTerm = Estimate & {
  readonly about: "product" | "price" | "measure";
  readonly product?: string;
  readonly times?: "real" | "fast";
};

export type ChoiceModel = {
  readonly people: number;
  readonly sets: number;
  readonly terms: readonly ChoiceTerm[];
  readonly log_likelihood: number;
  readonly log_likelihood_null: number;
};

export type NoChoiceModel = { readonly reason: "noVariation" | "collinear" | "separated" };

/** A score of a person about a product; null where none is known. */
export type ScoreOf = (alternative: Alternative) => number | null;

type Term = Pick<ChoiceTerm, "about" | "product" | "times"> & { readonly values: readonly number[] };

/** Conditional logit of choices (a screen is a stratum) with the sandwich that takes a person's screens together. A product
 *  stands against "none", or against the last product where nobody could take none. Prices enter by their logarithm and are told
 *  for twice the price. */
export function choiceModel(all: readonly Alternative[], score?: ScoreOf): ChoiceModel | NoChoiceModel {
  const terms = termsOf(all, score);
  const columns = Object.fromEntries(terms.map(({ values }, at) => [nameAt(at), values]));
  const found = choiceLogit(
    designOf(columns, Object.keys(columns), all.length),
    all.map(({ isTaken }) => (isTaken ? 1 : 0)),
    { strata: clustersOf(all.map(({ screen }) => screen)), persons: all.map(({ person }) => person) },
  );
  if (found.kind === "notFitted") return { reason: found.reason };
  return {
    people: new Set(all.map(({ person }) => person)).size,
    sets: new Set(all.map(({ screen }) => screen)).size,
    terms: terms.map(({ values: _values, ...term }, at) => ({
      ...term,
      ...estimateOf({
        coef: found.coef[nameAt(at)]!,
        se: (found.robust_se ?? found.se)[nameAt(at)]!,
        step: term.about === "price" ? Math.LN2 : 1,
      }),
    })),
    log_likelihood: found.log_likelihood,
    log_likelihood_null: found.log_likelihood_null,
  };
}

function nameAt(at: number): string {
  return `term${at}`;
}

function termsOf(all: readonly Alternative[], score: ScoreOf | undefined): readonly Term[] {
  const products = [...new Set(all.flatMap(({ product }) => product ?? []))].sort();
  const compared = all.some(({ product }) => product === null) ? products : products.slice(0, -1);
  const byProduct = compared.map(
    (product): Term => ({ about: "product", product, values: flags(all, (one) => one.product === product) }),
  );
  const prices = all.map(({ price }) => (price > 0 ? Math.log(price) : 0));
  const distinct = new Set(all.flatMap(({ product, price }) => (product === null ? [] : [price])));
  const main = [...byProduct, ...(distinct.size > 1 ? [{ about: "price", values: prices } as const] : [])];
  const real = flags(all, ({ isReal }) => isReal);
  return [
    ...main,
    ...(isMixed(real) ? main.map((term) => timesBy(term, real, "real")) : []),
    ...(score === undefined ? [] : scoreTerms(all, score)),
  ];
}

function scoreTerms(all: readonly Alternative[], score: ScoreOf): readonly Term[] {
  const term: Term = { about: "measure", values: all.map((one) => score(one) ?? 0) };
  const fast = flags(all, ({ isFast }) => isFast);
  return isMixed(fast) ? [term, timesBy(term, fast, "fast")] : [term];
}

function timesBy({ values, ...term }: Term, flag: readonly number[], times: "real" | "fast"): Term {
  return { ...term, times, values: values.map((value, at) => value * flag[at]!) };
}

function flags(all: readonly Alternative[], holds: (one: Alternative) => boolean): readonly number[] {
  return all.map((one) => (holds(one) ? 1 : 0));
}

function isMixed(flag: readonly number[]): boolean {
  return flag.includes(0) && flag.includes(1);
}
