/** Where one list of people ends and the next begins: how many of each kind lie above it. */
export type Cut = readonly number[];

/** The fewest people a shown cell may be about when the plan says nothing (reliability of small cells: ICC/ESOMAR Code,
 *  article 6 d); employees are never shown in groups under ten. */
export const FEWEST_PEOPLE = 5;
const FEWEST_EMPLOYEES = 10;

/** The fewest people a cell about employees may be about: a plan may ask for more than ten, never for less. */
export function smallestCellOfEmployees(asked: number | undefined): number {
  return Math.max(FEWEST_EMPLOYEES, asked ?? FEWEST_EMPLOYEES);
}

// Tied people are shared in proportion at a cut, so counts can be fractions.
const ROUNDING = 1e-6;

/** Whether a count is of somebody, but of too few to be shown. Nobody at all is not few. */
export function isFew(people: number, fewest: number): boolean {
  return people > ROUNDING && people < fewest - ROUNDING;
}

/** Which groups of one table must be withheld, where the sums over all groups are known. `groups[i]` holds the counts of
 *  one group (those who bought, those who did not): a group with a count under `fewest` is withheld, and with it so many
 *  others, the smallest first, that at least two are and that what they sum to is nobody or enough people. Nothing tells
 *  the first from the others: each withheld count can then be anything from 0 to that sum. True where withheld. */
export function withholdGroups(groups: readonly (readonly number[])[], fewest: number): readonly boolean[] {
  const isWithheld = groups.map((counts) => counts.some((people) => isFew(people, fewest)));
  while (isWithheld.some(Boolean) && !hides(groups, isWithheld, fewest)) {
    const next = smallest(groups, (_, at) => !isWithheld[at]);
    if (next === null) break;
    isWithheld[next] = true;
  }
  return isWithheld;
}

/** The same for a table of two rows whose row and column sums are all known: which columns to withhold. A withheld count
 *  can then move by one with three others. `rows[r][c]` holds the counts of one cell. All columns where the sum of one is
 *  few itself. */
export function withholdColumns(
  [first, second]: readonly [readonly Counts[], readonly Counts[]],
  fewest: number,
): readonly boolean[] {
  const sums = first.map((counts, column) => counts.map((people, kind) => people + second[column]![kind]!));
  const isFewInSum = sums.some((counts) => counts.some((people) => isFew(people, fewest)));
  const columns = first.map((counts, column) => [...counts, ...second[column]!]);
  return isFewInSum ? columns.map(() => true) : withholdGroups(columns, fewest);
}

/** Those of the cuts, the first the most important, between which nobody or enough people of every kind lie, with those
 *  above the first and below the last. `total` is everybody; cuts count from the top. */
export function safeCuts(
  candidates: readonly Cut[],
  { total, fewest }: { readonly total: Cut; readonly fewest: number },
): readonly Cut[] {
  if (total.some((people) => isFew(people, fewest))) return [];
  const kept: Cut[] = [];
  const ends = [total.map(() => 0), total];
  for (const cut of candidates) {
    if (standsApart(cut, [...ends, ...kept], fewest)) kept.push(cut);
  }
  return kept;
}

/** Whether two cuts are the same one. */
export function isSameCut(a: Cut, b: Cut): boolean {
  return a.every((people, at) => Math.abs(people - b[at]!) < ROUNDING);
}

/** Which of several counts may stand beside each other when each may be a part of another: true where a count is the same
 *  as, or far enough from, every one shown before it. */
export function farApart(counts: readonly Cut[], fewest: number): readonly boolean[] {
  const shown: Cut[] = [];
  return counts.map((count) => {
    const isFar = shown.every((other) => count.every((people, at) => !isFew(Math.abs(people - other[at]!), fewest)));
    if (isFar) shown.push(count);
    return isFar;
  });
}

/** Which groups to withhold in tables of the same groups under several filters at once, so that no table taken from
 *  another leaves few people. `parts[p][i]` are the counts of group i among the people whom the same filters let through,
 *  one part for every combination of filters. Null where a part as a whole is too few: then only one table can be shown. */
export function withholdTogether(parts: readonly (readonly Counts[])[], fewest: number): readonly boolean[] | null {
  const groups = (parts[0] ?? []).map((_, at) => parts.flatMap((part) => part[at]!));
  const sums = groups[0]?.map((_, kind) => groups.reduce((sum, counts) => sum + counts[kind]!, 0)) ?? [];
  return sums.some((people) => isFew(people, fewest)) ? null : withholdGroups(groups, fewest);
}

type Counts = readonly number[];
function hides(groups: readonly Counts[], isWithheld: readonly boolean[], fewest: number): boolean {
  const withheld = groups.filter((_, at) => isWithheld[at]);
  const sums = withheld[0]?.map((_, kind) => withheld.reduce((sum, counts) => sum + counts[kind]!, 0)) ?? [];
  return withheld.length >= 2 && sums.every((people) => !isFew(people, fewest));
}

function smallest(groups: readonly Counts[], isOpen: (counts: Counts, at: number) => boolean): number | null {
  const sizes = groups.map((counts, at) => (isOpen(counts, at) ? counts.reduce((a, b) => a + b, 0) : Infinity));
  const least = Math.min(...sizes);
  return Number.isFinite(least) ? sizes.indexOf(least) : null;
}

function standsApart(cut: Cut, shown: readonly Cut[], fewest: number): boolean {
  const size = (one: Cut) => one.reduce((a, b) => a + b, 0);
  return shown.every((other) => {
    const [above, below] = size(other) <= size(cut) ? [other, cut] : [cut, other];
    return below.every((people, at) => people - above[at]! > -ROUNDING && !isFew(people - above[at]!, fewest));
  });
}
