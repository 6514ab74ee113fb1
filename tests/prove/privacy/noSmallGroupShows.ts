import {
  FEWEST_PEOPLE,
  isFew,
  safeCuts,
  withholdColumns,
  withholdGroups,
  withholdTogether,
} from "../../../analysis/findings/disclosure.ts";
import { randomStream } from "../../../experiments/random/randomStream.ts";
import type { Proof } from "../proof.ts";
import { type Sum, solvedCells } from "../support/solve.ts";

type Draw = ReturnType<typeof randomStream>;
/** Counts of people at each level, who bought and who did not. */
type Level = readonly [bought: number, not: number];

/** Somebody with two tables of the same people under two filters, who knows all sums, solves for every cell. What two
 *  reports give away that are made without each other is counted, not promised. */
export const noSmallGroupShows: Proof = {
  id: "F8",
  promise: "No shown table, nor two under different filters, gives away a group of fewer than five people.",
  run({ seed, scale }) {
    const pairs = scale === "short" ? 400 : 10_000;
    const found = { together: 0, suppressedAlone: 0, separateReports: 0, twoWay: 0, cuts: 0 };
    let [shown, withheld, refused] = [0, 0, 0];
    for (let pair = 0; pair < pairs; pair += 1) {
      const draw = randomStream(seed, pair);
      const parts = drawParts(draw);
      const flags = withholdTogether(parts, FEWEST_PEOPLE);
      if (flags === null) refused += 1;
      withheld += (flags ?? []).filter(Boolean).length;
      shown += (flags ?? []).filter((isWithheld) => !isWithheld).length;
      const [first, second] = tablesOf(parts);
      const own = (table: readonly Level[]) => withholdGroups(table, FEWEST_PEOPLE);
      found.together += leaks(parts, flags === null ? [own(first), null] : [flags, flags]);
      found.suppressedAlone += leaks(parts, [primary(first), primary(second)]);
      found.separateReports += leaks(parts, [own(first), own(second)]);
      found.twoWay += twoWayLeaks(draw);
      found.cuts += cutLeaks(draw);
    }
    return Promise.resolve({
      isMet:
        found.together === 0 &&
        found.twoWay === 0 &&
        found.cuts === 0 &&
        found.suppressedAlone > 0 &&
        shown > withheld / 10,
      figures: {
        pairs,
        levelsShown: shown,
        levelsWithheld: withheld,
        secondTableRefused: refused,
        leaksOfPairs: found.together,
        leaksOfTwoWayTables: found.twoWay,
        leaksOfCuts: found.cuts,
        controlWithoutComplement: found.suppressedAlone,
        notPromisedSeparateReports: found.separateReports,
      },
    });
  },
};

/** People at each level in both filters, in the first only and in the second only. The filters differ in one person, in
 *  a group, or run across each other. */
function drawParts({ uniform }: Draw): readonly (readonly Level[])[] {
  const levels = 2 + Math.floor(uniform() * 10);
  const people = 20 + Math.floor(uniform() * 380);
  const kind = uniform();
  const parts = Array.from({ length: 3 }, () => Array.from({ length: levels }, () => [0, 0]));
  const leaver = Math.floor(uniform() * people);
  const share = uniform();
  for (let person = 0; person < people; person += 1) {
    const level = Math.floor(uniform() * levels);
    const kindOfPerson = uniform() < (level + 0.5) / levels ? 0 : 1;
    const at =
      kind < 0.3 ? (person === leaver ? 1 : 0) : partOf(uniform(), kind < 0.65 ? share : share / 2, kind < 0.65);
    parts[at]![level]![kindOfPerson]! += 1;
  }
  return parts.map((part) => part.map(([bought = 0, not = 0]): Level => [bought, not]));
}

function partOf(chance: number, share: number, isNested: boolean): number {
  if (chance < share) return 1;
  return !isNested && chance < 2 * share ? 2 : 0;
}

/** The two tables as a report would show them: everybody whom each filter lets through. */
function tablesOf([both = [], first = [], second = []]: readonly (readonly Level[])[]) {
  const sum = (a: readonly Level[], b: readonly Level[]) =>
    a.map(([x, y], at): Level => [x + b[at]![0], y + b[at]![1]]);
  return [sum(both, first), sum(both, second)] as const;
}

function primary(table: readonly Level[]): readonly boolean[] {
  return table.map((counts) => counts.some((people) => isFew(people, FEWEST_PEOPLE)));
}

type Flags = readonly boolean[];

/** Cells of one to four people that follow from what is shown of the two tables and from their sums; a null table is not
 *  shown at all. */
function leaks(parts: readonly (readonly Level[])[], flags: readonly [Flags, Flags | null]): number {
  const levels = parts[0]!.length;
  const cell = (part: number, level: number) => part * levels + level;
  const tables = tablesOf(parts);
  return [0, 1].reduce((count, kind) => {
    const sums = flags.flatMap((isWithheld, table): readonly Sum[] => {
      if (isWithheld === null) return [];
      const cellsOf = (level: number) => [cell(0, level), cell(table + 1, level)];
      const all = tables[table]!.map((_, level) => level);
      const total = all.reduce((sum, level) => sum + tables[table]![level]![kind]!, 0);
      const shown = all.filter((level) => !isWithheld[level]);
      return [
        { cells: all.flatMap(cellsOf), people: total },
        ...shown.map((level) => ({ cells: cellsOf(level), people: tables[table]![level]![kind]! })),
      ];
    });
    const solved = solvedCells(3 * levels, [...sums, ...emptyParts(parts, flags[1] !== null)]);
    const truth = parts.flatMap((part) => part.map((counts) => counts[kind]!));
    // A table by itself is its filter's people: what matters there is the sum of its two parts.
    const single = flags[1] === null ? solvedSums(solved, levels) : [];
    checkSolution(solved, truth);
    return count + countFew([...solved, ...single]);
  }, 0);
}

/** The reader knows the filters, and so which people can be in one of them only. */
function emptyParts(parts: readonly (readonly Level[])[], areBoth: boolean): readonly Sum[] {
  const levels = parts[0]!.length;
  return parts.flatMap((part, at) => {
    const isEmpty = part.every(([bought, not]) => bought + not === 0);
    return areBoth && isEmpty ? [{ cells: part.map((_, level) => at * levels + level), people: 0 }] : [];
  });
}

function solvedSums(solved: readonly (number | null)[], levels: number): readonly (number | null)[] {
  return Array.from({ length: levels }, (_, level) => {
    const [both, first] = [solved[level]!, solved[levels + level]!];
    return both === null || first === null ? null : both + first;
  });
}

/** The solver itself is held to the truth: a wrong solution is an error of the proof. */
function checkSolution(solved: readonly (number | null)[], truth: readonly number[]): void {
  if (solved.some((people, at) => people !== null && people !== truth[at]))
    throw new Error("the attacker solved wrongly");
}

function countFew(solved: readonly (number | null)[]): number {
  return solved.filter((people) => people !== null && isFew(people, FEWEST_PEOPLE)).length;
}

/** Said yes or no by three to six thirds of a score: row and column sums are known. */
function twoWayLeaks({ uniform }: Draw): number {
  const columns = 2 + Math.floor(uniform() * 5);
  const most = 2 + uniform() * 40;
  const drawRow = () =>
    Array.from({ length: columns }, (): Level => [Math.floor(uniform() * most), Math.floor(uniform() * most)]);
  const rows = [drawRow(), drawRow()] as const;
  const areTold = [rows[0], rows[1], ...rows[0].map((_, column) => rows.map((row) => row[column]!))].every((line) =>
    [0, 1].every(
      (kind) =>
        !isFew(
          line.reduce((sum, counts) => sum + counts[kind]!, 0),
          FEWEST_PEOPLE,
        ),
    ),
  );
  // Sums of few people are not shown in the first place.
  if (!areTold) return 0;
  const flags = withholdColumns(rows, FEWEST_PEOPLE);
  return [0, 1].reduce((count, kind) => {
    const cell = (row: number, column: number) => row * columns + column;
    const value = (row: number, column: number) => rows[row]![column]![kind]!;
    const line = (cells: readonly (readonly [number, number])[]): Sum => ({
      cells: cells.map(([row, column]) => cell(row, column)),
      people: cells.reduce((sum, [row, column]) => sum + value(row, column), 0),
    });
    const all = [0, 1].flatMap((row) => rows[0].map((_, column) => [row, column] as const));
    const solved = solvedCells(2 * columns, [
      ...[0, 1].map((row) => line(all.filter(([at]) => at === row))),
      ...rows[0].map((_, column) => line(all.filter(([, at]) => at === column))),
      ...all.filter(([, column]) => !flags[column]).map((one) => line([one])),
    ]);
    checkSolution(
      solved,
      all.map(([row, column]) => value(row, column)),
    );
    return count + countFew(solved);
  }, 0);
}

/** Points of curves, yes-rules and thirds of one score: no two may have one to four people between them. */
function cutLeaks({ uniform }: Draw): number {
  const people = 20 + Math.floor(uniform() * 200);
  const cuts = [[0, 0]];
  for (let person = 0; person < people; person += 1) {
    const [bought = 0, not = 0] = cuts.at(-1)!;
    cuts.push(uniform() < 0.4 ? [bought + 1, not] : [bought, not + 1]);
  }
  const total = cuts.at(-1)!;
  const candidates = Array.from({ length: 30 }, () => cuts[Math.floor(uniform() * cuts.length)]!);
  const kept = safeCuts(candidates, { total, fewest: FEWEST_PEOPLE });
  const shown = kept.length === 0 ? [] : [[0, 0], ...kept, total].toSorted((a, b) => a[0]! + a[1]! - b[0]! - b[1]!);
  return shown.slice(1).filter((cut, at) => cut.some((count, kind) => isFew(count - shown[at]![kind]!, FEWEST_PEOPLE)))
    .length;
}
