import { cell } from "../../../experiments/contract/columns.ts";
import { csvText } from "./csvText.ts";
import type { Scored } from "./scoreEveryone.ts";

/** scores.csv (formats.md, section 2), some rows at a time: one row a participant, instance and product. */
export function scoresTable(scored: readonly Omit<Scored, "rows">[]): Iterable<string> {
  const parts = [...new Set(scored.flatMap(({ score }) => Object.keys(score.parts)))];
  return csvText(rowsOf(scored, parts), [
    ...["participant_id", "instance", "product", "score", "excluded", "trials_used"],
    ...parts,
  ]);
}

function* rowsOf(scored: readonly Omit<Scored, "rows">[], parts: readonly string[]): Generator<readonly string[]> {
  for (const { participantId, instance, product, score } of scored) {
    const { value, excluded = "", trialsUsed } = score;
    yield [
      ...[participantId, instance, product, cell(value), excluded, cell(trialsUsed)],
      ...parts.map((part) => cell(score.parts[part])),
    ];
  }
}
