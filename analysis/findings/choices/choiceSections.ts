import { mean, sampleStandardDeviation } from "simple-statistics";
import type { Choices } from "../../data/choices.ts";
import { cellsOf, numbersOf } from "../../data/dataTable.ts";
import type { Context } from "../context.ts";
import { unavailable } from "../unavailable.ts";
import { type ChoiceModel, choiceModel, type NoChoiceModel, type ScoreOf } from "./choiceModel.ts";
import { type Alternative, alternativesOf } from "./choiceRows.ts";
import { type Reversals, reversalsOf } from "./reversals.ts";

/** What people chose between products, and what went with it. */
export type ChoiceReport = {
  readonly people: number;
  readonly sets: number;
  /** Sets of which nothing was taken. */
  readonly none: number;
  /** People by what was at stake and by time, each where both occur. */
  readonly groups: Readonly<Record<string, number>>;
  readonly model: ChoiceModel | null;
  /** The same with the primary implicit score of the product, in standard deviations. */
  readonly with_measure: (ChoiceModel & { readonly measure: string }) | null;
  readonly reversals: Reversals | null;
};
export type ChoiceSections = { readonly choices?: ChoiceReport };

const REASONS: Readonly<Record<NoChoiceModel["reason"], string>> = {
  noVariation: "nobody took one thing and left another",
  collinear: "products and prices do not vary apart from each other",
  separated: "something was always or never taken",
};

/** `choices`, where the plan names a table of choices. Everyone who chose counts, whatever else they answered. */
export function choiceSections(context: Context): ChoiceSections {
  const { choices, warn } = context;
  if (choices === undefined || choices.rows === 0) return {};
  const all = alternativesOf(choices);
  const model = fitted(choiceModel(all), (reason) => warn(unavailable("choices", REASONS[reason])));
  return {
    choices: {
      people: countOf(all, ({ person }) => person),
      sets: countOf(all, ({ screen }) => screen),
      none: all.filter(({ product, isTaken }) => product === null && isTaken).length,
      groups: groupsOf(all),
      model,
      with_measure: withMeasure(context, all),
      reversals: reversalsOf(choices satisfies Choices),
    },
  };
}

function fitted(
  found: ChoiceModel | NoChoiceModel,
  tell: (reason: NoChoiceModel["reason"]) => void,
): ChoiceModel | null {
  if (!("reason" in found)) return found;
  tell(found.reason);
  return null;
}

function withMeasure(context: Context, all: readonly Alternative[]): ChoiceReport["with_measure"] {
  const { primary, warn } = context;
  const score = primary.implicit === null ? null : scoresOf(context, primary.implicit.column);
  if (primary.implicit === null || score === null) return null;
  const known = new Set(all.filter((one) => score(one) !== null).map(({ person }) => person));
  const some = all.filter(({ person }) => known.has(person));
  const found = fitted(choiceModel(some, score), (reason) =>
    warn(unavailable("choices", REASONS[reason], "with the implicit score")),
  );
  return found === null ? null : { ...found, measure: primary.implicit.column };
}

/** Each person's score about each product, standardised over all of them; null where the table has no products or nobody differs. */
function scoresOf({ table, plan }: Context, column: string): ScoreOf | null {
  if (plan.participant === undefined || plan.product === undefined) return null;
  const [persons, products, values] = [
    cellsOf(table, plan.participant),
    cellsOf(table, plan.product),
    numbersOf(table, column),
  ];
  const scores = new Map<string, number>();
  for (const [row, value] of values.entries()) {
    if (value !== null) scores.set(JSON.stringify([String(persons[row]), String(products[row])]), value);
  }
  const found = [...scores.values()];
  const sd = found.length < 2 ? 0 : sampleStandardDeviation(found);
  if (!(sd > 0)) return null;
  const middle = mean(found);
  return ({ person, product }) => {
    const score = scores.get(JSON.stringify([person, product ?? ""]));
    return score === undefined ? null : (score - middle) / sd;
  };
}

function groupsOf(all: readonly Alternative[]): Readonly<Record<string, number>> {
  const people = (holds: (one: Alternative) => boolean) => countOf(all.filter(holds), ({ person }) => person);
  const pairs = [
    { real: people(({ isReal }) => isReal), hypothetical: people(({ isReal }) => !isReal) },
    { fast: people(({ isFast }) => isFast), unhurried: people(({ isFast }) => !isFast) },
  ];
  return Object.assign({}, ...pairs.filter((pair) => Object.values(pair).every((count) => count > 0)));
}

function countOf(all: readonly Alternative[], name: (one: Alternative) => string): number {
  return new Set(all.map(name)).size;
}
