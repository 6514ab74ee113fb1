import { shop } from "../measures/behavioural/shop/measure.ts";
import { payPriceOf } from "../measures/behavioural/shop/prices.ts";
import { ownParameters } from "./flow.ts";
import { entriesOf, type Mistake, type Rule } from "./rule.ts";

/** A shop has something to sell, within what one can spend, each product once. */
const shopsAreStocked: Rule = (study) =>
  entriesOf(study).flatMap(({ entry, at }): readonly Mistake[] => {
    if (entry.measure !== shop.name) return [];
    const parsed = shop.parameters.safeParse(ownParameters(entry));
    if (!parsed.success) return [];
    const { items, table, budget, endowment } = parsed.data;
    if (items === null) return table === null ? [unstocked(at)] : [];
    const limit = budget?.amount ?? endowment?.amount;
    const cheapest = Math.min(...items.map(payPriceOf)) / 100;
    const [place, ...more] = items.flatMap(({ id }, index) =>
      items.findIndex((other) => other.id === id) === index ? [] : [index],
    );
    const ids = items.map(({ id }) => id);
    const stray = items.findIndex(({ swap, id }) => swap !== undefined && (swap === id || !ids.includes(swap)));
    return [
      ...(limit !== undefined && cheapest > limit ? [tooDear([...at, "budget"], { cheapest, limit })] : []),
      ...(place === undefined
        ? []
        : [twice([...at, "items", place, "id"], { id: ids[place] ?? "", count: more.length })]),
      ...(stray < 0 ? [] : [noSwap([...at, "items", stray, "swap"], items[stray]?.swap ?? "")]),
      ...currencies(at, [budget?.currency, endowment?.currency]),
    ];
  });

type At = Mistake["at"];

const unstocked = (at: At): Mistake => ({
  at,
  detail: "The shop has nothing to sell.",
  expected: "table: a CSV file of the study, with the columns Category, Product, Image, Price, PackSize, PackUnit",
  found: "no table",
  todo: 'Add "table", such as table: products.csv.',
});

const tooDear = (at: At, { cheapest, limit }: { readonly cheapest: number; readonly limit: number }): Mistake => ({
  at,
  detail: "Nothing in the shop can be bought with what shoppers have.",
  expected: `${cheapest} or more`,
  found: String(limit),
  todo: "Raise the budget.",
});

const twice = (at: At, { id, count }: { readonly id: string; readonly count: number }): Mistake => ({
  at,
  detail: `Two products of the shop have the same id${count > 0 ? `, and ${count} more` : ""}.`,
  expected: "each id once",
  found: id,
  todo: "Give each product an id of its own.",
});

const noSwap = (at: At, swap: string): Mistake => ({
  at,
  detail: "There is no other product of this id to offer in its place.",
  expected: "the id of another product of the shop",
  found: swap,
  todo: "Correct the id.",
});

function currencies(at: At, [budget, endowment]: readonly (string | undefined)[]): readonly Mistake[] {
  if (budget === undefined || endowment === undefined || budget === endowment) return [];
  const detail = "Budget and endowment are of two currencies.";
  const todo = "Give both in the currency of the prices.";
  return [{ at: [...at, "budget", "currency"], detail, expected: endowment, found: budget, todo }];
}

/** Of a study without a folder: the rows must be in the study itself. */
export const tablesAreWrittenOut: Rule = (study) =>
  entriesOf(study).flatMap(({ entry, at }): readonly Mistake[] => {
    const { table, items } = entry;
    if (entry.measure !== shop.name || typeof table !== "string" || Array.isArray(items)) return [];
    const detail = "This study has no folder, so its product table cannot be read.";
    const todo = 'Write the rows under "items", or open the study from its folder.';
    return [{ at: [...at, "table"], detail, expected: "items beside the table", found: table, todo }];
  });

export const shopRules: readonly Rule[] = [shopsAreStocked];
