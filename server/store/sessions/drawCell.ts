import type { Assignment } from "../../../experiments/contract/session.ts";

/** How far one cell of the design is filled. */
export type CellCount = {
  readonly starts: number;
  readonly completes: number;
  /** People at work in it now. */
  readonly active: number;
  /** In a study with a quota, how many places one more start would take beyond the cell's whole share of it; absent = 0. */
  readonly beyondShare?: number;
};

export type CellLedger = ReadonlyMap<string, CellCount>;

/** Draws the levels of a new session: from a cell that has its share of the quota not yet, and of those the least-filled
 *  by completes (people at work count as completes to be, or a class that starts together would all get the same cell),
 *  then by starts, then by chance. So cells are even while a study runs, and each gets its share by the end.
 *  The cells are the product of all factors' levels; those absent from the ledger are empty.
 *  @param random uniform in [0, 1) */
export function drawCell(
  factors: Readonly<Record<string, readonly string[]>>,
  ledger: CellLedger,
  random: () => number,
): Assignment {
  const levels = Object.entries(factors);
  const size = levels.reduce((product, [, names]) => product * names.length, 1);
  if (ledger.size < size) return unseenCell(levels, { ledger, size, random });
  const best = [...ledger].reduce<readonly [readonly string[], readonly number[]]>(
    ([cells, least], [cell, count]) => {
      const rank = [count.beyondShare ?? 0, count.completes + count.active, count.completes, count.starts];
      const order = compare(rank, least);
      if (order > 0) return [cells, least];
      return order < 0 ? [[cell], rank] : [[...cells, cell], least];
    },
    [[], [Number.POSITIVE_INFINITY]],
  );
  return assignmentOf(oneOf(best[0], random));
}

/** The ledger's name for a cell: its assignment in the study's order of factors. */
export function cellName(assignment: Assignment): string {
  return JSON.stringify(assignment);
}

export function assignmentOf(cell: string): Assignment {
  // Written by cellName only.
  return JSON.parse(cell) as Assignment;
}

type Levels = readonly (readonly [string, readonly string[]])[];

function unseenCell(
  levels: Levels,
  { ledger, size, random }: { readonly ledger: CellLedger; readonly size: number; readonly random: () => number },
): Assignment {
  // A walk from a random cell on meets an empty one within as many steps as the ledger has cells.
  const from = Math.floor(random() * size);
  for (let step = 0; step <= ledger.size; step += 1) {
    const assignment = cellAt(levels, (from + step) % size);
    if (!ledger.has(cellName(assignment))) return assignment;
  }
  throw new RangeError("the ledger holds cells that the design does not have");
}

function cellAt(levels: Levels, index: number): Assignment {
  let rest = index;
  const chosen = levels.map(([factor, names]) => {
    const level = names[rest % names.length];
    rest = Math.floor(rest / names.length);
    if (level === undefined) throw new RangeError(`factor ${factor} has no levels`);
    return [factor, level] as const;
  });
  return Object.fromEntries(chosen);
}

function compare(left: readonly number[], right: readonly number[]): number {
  for (const [place, value] of left.entries()) {
    const difference = value - (right[place] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function oneOf(cells: readonly string[], random: () => number): string {
  const cell = cells[Math.floor(random() * cells.length)];
  if (cell === undefined) throw new RangeError("there is no cell to draw");
  return cell;
}
