import type { Shared } from "./columns/columnReader.ts";

/** Refuses a table whose decimal marks could mean two things: points and commas both, or marks that are always followed
 *  by three digits, as between thousands. */
export function judgeMarks({ numbers, mistakes }: Pick<Shared, "numbers" | "mistakes">): void {
  const { points, commas } = numbers;
  if (!numbers.isOpen) return;
  if (points.count > 0 && commas.count > 0) {
    mistakes.add({
      line: Math.max(points.line, commas.line),
      detail: `Some numbers have a decimal point (line ${points.line}), others a comma (line ${commas.line}).`,
      expected: "one decimal mark in the whole file",
      found: "both",
      todo: "Say which it is with --decimal . or --decimal , and correct the others.",
    });
    return;
  }
  for (const [mark, { count, proofs, line }] of [["point", points] as const, ["comma", commas] as const]) {
    if (count === 0 || proofs > 0) continue;
    const sign = mark === "point" ? "." : ",";
    mistakes.add({
      line,
      detail: `Every ${mark} in a number is followed by three digits: decimals, or thousands?`,
      expected: "a decimal mark that can be told from one between thousands",
      found: `a ${mark} before three digits each time`,
      todo: `Say --decimal ${sign} if they are decimals; else remove the ${mark}s.`,
    });
  }
}
