import { askNumber } from "../contract/asked.ts";
import type { HeaderNames, Wanted } from "./names.ts";
import type { Column } from "./table.ts";

/** Behind our name of a number: the column that a recipe multiplies it with. */
const TIMES = "×";

/** The factor of a wanted number where its recipe names one and the file has it. */
export function factorOf({ name, recipe }: Wanted, header: HeaderNames) {
  const [place] = header.firstOf(recipe?.times ?? []);
  if (place === undefined) return null;
  return { name: name + TIMES, asked: askNumber(), mapped: undefined, place };
}

/** Columns in which every number with a factor is multiplied with it; a missing factor makes it missing. */
export function withProducts(columns: Readonly<Record<string, Column>>): Readonly<Record<string, Column>> {
  const factors = Object.keys(columns).filter((name) => name.endsWith(TIMES));
  if (factors.length === 0) return columns;
  const made = { ...columns };
  for (const name of factors) {
    const [factor, number] = [columns[name], columns[name.slice(0, -TIMES.length)]];
    if (factor?.kind === "number" && number?.kind === "number") {
      const { values } = number;
      for (let row = 0; row < values.length; row++) values[row] = decimalProduct(values[row]!, factor.values[row]!);
    }
    delete made[name];
  }
  return made;
}

const DIGITS = 15;

/** 14.95 × 3 is 44.85, not 44.849999999999994. */
function decimalProduct(a: number, b: number): number {
  return Number((a * b).toPrecision(DIGITS));
}
