/** What is known of some cells: which of them sum to how many people. */
export type Sum = { readonly cells: readonly number[]; readonly people: number };

/** Every cell whose number of people follows from the known sums: by elimination over the equations, and by the bounds
 *  that nobody is less than nobody. Null where a cell is left open. */
export function solvedCells(cells: number, sums: readonly Sum[]): readonly (number | null)[] {
  const known = sums.map(({ cells: summed, people }) => {
    const row = new Float64Array(cells + 1);
    for (const cell of summed) row[cell] = 1;
    row[cells] = people;
    return row;
  });
  const equations = [
    ...known,
    ...reduced(
      known.map((row) => row.slice()),
      cells,
    ),
  ];
  const [low, high] = [new Float64Array(cells), new Float64Array(cells).fill(Number.POSITIVE_INFINITY)];
  for (let isTighter = true; isTighter; ) {
    isTighter = false;
    for (const row of equations) isTighter = tighten(row, { low, high, cells }) || isTighter;
  }
  return [...low].map((least, cell) => (high[cell]! - least < TOLERANCE ? least : null));
}

const TOLERANCE = 1e-6;

/** Gauss and Jordan: rows with a leading one, zero above and below. */
function reduced(rows: Float64Array[], cells: number): readonly Float64Array[] {
  let rank = 0;
  for (let cell = 0; cell < cells && rank < rows.length; cell += 1) {
    const pivot = rows.findIndex((row, at) => at >= rank && Math.abs(row[cell]!) > TOLERANCE);
    if (pivot < 0) continue;
    [rows[rank], rows[pivot]] = [rows[pivot]!, rows[rank]!];
    const lead = rows[rank]!;
    const scale = lead[cell]!;
    for (let at = cell; at <= cells; at += 1) lead[at] = lead[at]! / scale;
    for (const row of rows) {
      const times = row === lead ? 0 : row[cell]!;
      if (times !== 0) for (let at = cell; at <= cells; at += 1) row[at] = row[at]! - times * lead[at]!;
    }
    rank += 1;
  }
  return rows.slice(0, rank);
}

type Bounds = { readonly low: Float64Array; readonly high: Float64Array; readonly cells: number };

/** Narrows each cell of an equation by what the others can be at least and at most; cells are whole people. */
function tighten(row: Float64Array, { low, high, cells }: Bounds): boolean {
  const members = [...row.keys()].filter((cell) => cell < cells && Math.abs(row[cell]!) > TOLERANCE);
  let isTighter = false;
  for (const cell of members) {
    const others = members.filter((other) => other !== cell);
    const ends = [low, high].map((_, side) =>
      others.reduce((sum, other) => {
        const isRising = row[other]! > 0 === (side === 0);
        return sum + row[other]! * (isRising ? low : high)[other]!;
      }, 0),
    );
    const [a, b] = [(row[cells]! - ends[1]!) / row[cell]!, (row[cells]! - ends[0]!) / row[cell]!];
    const least = Math.ceil(Math.min(a, b) - TOLERANCE);
    const most = Math.floor(Math.max(a, b) + TOLERANCE);
    if (least > low[cell]! + TOLERANCE) [low[cell], isTighter] = [least, true];
    if (most < high[cell]! - TOLERANCE) [high[cell], isTighter] = [most, true];
  }
  return isTighter;
}
