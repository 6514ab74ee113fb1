import { stringify } from "csv-stringify/sync";
import { cell } from "../../../experiments/contract/columns.ts";
import type { Scored } from "./scoreEveryone.ts";

/** scores.csv (formats.md, section 2): one row a participant, instance and product. */
export function scoresTable(scored: readonly Omit<Scored, "rows">[]): string {
  const parts = [...new Set(scored.flatMap(({ score }) => Object.keys(score.parts)))];
  const header = ["participant_id", "instance", "product", "score", "excluded", "trials_used", ...parts];
  const rows = scored.map(({ participantId, instance, product, score }) => [
    participantId,
    instance,
    product,
    cell(score.value),
    score.excluded ?? "",
    cell(score.trialsUsed),
    ...parts.map((part) => cell(score.parts[part])),
  ]);
  return stringify([header, ...rows]);
}
