import type { Choices } from "../../data/choices.ts";

/** One thing that could be taken of a set; `product` null is "none". */
export type Alternative = {
  readonly person: string;
  /** Names the screen: person, measure and set. */
  readonly screen: string;
  readonly product: string | null;
  /** NaN for "none" and where it is not known. */
  readonly price: number;
  readonly isTaken: boolean;
  readonly isReal: boolean;
  readonly isFast: boolean;
};

/** Every alternative of every choice that was made, "none" among them where anybody took none. A choice that came too late is
 *  no choice. */
export function alternativesOf(choices: Choices): readonly Alternative[] {
  const rows = Array.from({ length: choices.rows }, (_, row) => row).filter((row) => !choices.isLate(row));
  const canBeNone = rows.some((row) => choices.isNone(row));
  const seen = new Set<string>();
  return rows.flatMap((row): readonly Alternative[] => {
    const person = choices.person(row);
    const screen = screenOf(choices, row);
    const shared = {
      person,
      screen,
      isReal: choices.stakes(row) === "real",
      isFast: choices.pressure(row) === "fast" || choices.pressure(row) === "leftOut",
    };
    const price = choices.price[row] ?? Number.NaN;
    const offered = { ...shared, product: choices.product(row), price, isTaken: choices.isChosen(row) };
    if (!canBeNone || seen.has(screen)) return [offered];
    seen.add(screen);
    return [offered, { ...shared, product: null, price: Number.NaN, isTaken: choices.isNone(row) }];
  });
}

function screenOf(choices: Choices, row: number): string {
  return JSON.stringify([choices.person(row), choices.instance(row), choices.set(row)]);
}
