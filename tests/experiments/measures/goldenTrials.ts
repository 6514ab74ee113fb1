import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { camelCase } from "../../../experiments/contract/columns.ts";
import { TrialBody } from "../../../experiments/contract/trial.ts";

const FLAGS = new Set(["isCorrect", "visibilityLost"]);
const TEXTS = new Set(["stimulus", "preset", "parametersHash"]);

/** The trials of a measure's golden participant as a browser would have sent them; R's score of them is beside the file. */
export function goldenTrials(measure: string): readonly TrialBody[] {
  const text = readFileSync(join(process.cwd(), "fixtures", "golden", `${measure}.csv`), "utf8");
  const rows: readonly Readonly<Record<string, string>>[] = parse(text, { columns: true });
  return rows.map(({ participant_id: _participant, ...row }) => {
    const members = Object.entries(row).map(([name, value]) => [camelCase(name), typed(camelCase(name), value)]);
    return TrialBody.parse(Object.fromEntries(members));
  });
}

/** What R found of them. */
export function goldenScore(measure: string): number {
  return JSON.parse(readFileSync(join(process.cwd(), "fixtures", "golden", `${measure}.json`), "utf8")).score;
}

function typed(name: string, value: string): unknown {
  if (value === "") return null;
  if (FLAGS.has(name)) return value === "1";
  if (TEXTS.has(name)) return value;
  return /^[[{"\d-]/.test(value) ? JSON.parse(value) : value;
}
