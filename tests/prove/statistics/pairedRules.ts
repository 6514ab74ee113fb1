import { pairedPredictiveValues } from "../../../analysis/statistics/shares/pairedPredictiveValues.ts";
import { type Random, randomStream } from "../../../experiments/random/randomStream.ts";
import type { Proof } from "../proof.ts";
import { isWithin, rateOf, shareOf } from "./chance.ts";

/** Share of people whom two rules call alike or not, and the share of these who buy. */
type Cell = { readonly first: boolean; readonly second: boolean; readonly people: number; readonly buy: number };

const PEOPLE = 400;
/** Rules that select the same number: 30 % of those whom either selects buy. */
const alike: readonly Cell[] = [
  { first: true, second: true, people: 0.15, buy: 0.42 },
  { first: true, second: false, people: 0.2, buy: 0.21 },
  { first: false, second: true, people: 0.2, buy: 0.21 },
  { first: false, second: false, people: 0.45, buy: 0.12 },
];
/** A rule that selects 40 % of people against one that selects 25 %; again 30 % of each one's selection buy. */
const unlike: readonly Cell[] = [
  { first: true, second: true, people: 0.15, buy: 0.4 },
  { first: true, second: false, people: 0.25, buy: 0.24 },
  { first: false, second: true, people: 0.1, buy: 0.15 },
  { first: false, second: false, people: 0.5, buy: 0.2 },
];

/** The weighted generalised score test of two predictive values that are equal. */
export const pairedRules: Proof = {
  id: "S2",
  promise: "The test of two rules' hit rates claims a difference in 4–6 % of studies without any (n = 400).",
  run({ seed, scale }) {
    const studies = scale === "short" ? 1_000 : 40_000;
    const claimsOf = (cells: readonly Cell[], from: number) =>
      rateOf(studies, (run) => differs(randomStream(seed, from + run), cells));
    const [sameSize, otherSize] = [claimsOf(alike, 0), claimsOf(unlike, studies)];
    return Promise.resolve({
      isMet: [sameSize, otherSize].every((rate) => isWithin(rate, [0.04, 0.06], scale)),
      figures: {
        studies,
        people: PEOPLE,
        falseClaimsAtSameSize: shareOf(sameSize),
        falseClaimsAtOtherSize: shareOf(otherSize),
      },
    });
  },
};

function differs(random: Random, cells: readonly Cell[]): boolean {
  const people = Array.from({ length: PEOPLE }, () => {
    const { first, second, buy } = cellAt(cells, random.uniform());
    return { first, second, bought: random.uniform() < buy ? 1 : 0 };
  });
  const { wgs } = pairedPredictiveValues(
    people.map(({ first }) => first),
    people.map(({ second }) => second),
    people.map(({ bought }) => bought),
  );
  return wgs.p !== null && wgs.p < 0.05;
}

/** The cell in which a uniform number falls. */
function cellAt(cells: readonly Cell[], at: number): Cell {
  let upTo = 0;
  for (const cell of cells) {
    upTo += cell.people;
    if (at < upTo) return cell;
  }
  return cells[cells.length - 1]!;
}
