export type DifferentLine = { readonly side: "both" | "left" | "right"; readonly text: string };

// Beyond this the table of the comparison would take too long; the texts are then told whole.
const MOST_LINES = 3000;

/** Two texts line by line: what both have, what only the left has, what only the right has. The longest common lines are
 *  matched. */
export function lineDifference(left: string, right: string): readonly DifferentLine[] {
  const [a, b] = [left.split("\n"), right.split("\n")];
  const lines = (side: DifferentLine["side"], texts: readonly string[]) => texts.map((text) => ({ side, text }));
  if (a.length > MOST_LINES || b.length > MOST_LINES) return [...lines("left", a), ...lines("right", b)];
  const common = commonLengths(a, b);
  const found: DifferentLine[] = [];
  let [i, j] = [0, 0];
  while (i < a.length && j < b.length) {
    if (a[i] === b[j]) {
      found.push({ side: "both", text: a[i] ?? "" });
      [i, j] = [i + 1, j + 1];
    } else if ((common[i + 1]?.[j] ?? 0) >= (common[i]?.[j + 1] ?? 0)) {
      found.push({ side: "left", text: a[i] ?? "" });
      i += 1;
    } else {
      found.push({ side: "right", text: b[j] ?? "" });
      j += 1;
    }
  }
  return [...found, ...lines("left", a.slice(i)), ...lines("right", b.slice(j))];
}

/** The number of lines that the rests of two texts have in common, from each pair of places on. */
function commonLengths(a: readonly string[], b: readonly string[]): readonly Uint16Array[] {
  const rows = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i -= 1) {
    const [row, next] = [rows[i], rows[i + 1]];
    if (!row || !next) continue;
    for (let j = b.length - 1; j >= 0; j -= 1) {
      row[j] = a[i] === b[j] ? (next[j + 1] ?? 0) + 1 : Math.max(next[j] ?? 0, row[j + 1] ?? 0);
    }
  }
  return rows;
}
