import { waveStepColumn, waveSteps } from "../../../experiments/contract/waveSteps.ts";
import type { TextRow } from "./wideTable.ts";

/** The columns of waves.csv that a person's progress is made of. */
export const waveCells: readonly string[] = ["participant_id", "wave", ...waveSteps.map((step) => `${step}_at`)];

/** A person's columns, from the rows of waves.csv; empty for people who did not finish the first session. */
export function waveProgress(rows: readonly TextRow[]): (participantId: string) => TextRow {
  const waves = [...new Set(rows.map(({ wave = "" }) => wave))];
  const found = new Map(rows.map((row) => [`${row["participant_id"]}/${row["wave"]}`, row]));
  return (participantId) =>
    Object.fromEntries(
      waves.flatMap((wave) => {
        const row = found.get(`${participantId}/${wave}`);
        return waveSteps.map((step) => [
          waveStepColumn(wave, step),
          row === undefined ? "" : row[`${step}_at`] ? "1" : "0",
        ]);
      }),
    );
}
