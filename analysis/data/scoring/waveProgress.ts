import type { TextRow } from "./wideTable.ts";

/** What participants.csv says of each wave, as 0 or 1: `month1_invited` and so on. */
export const waveSteps = ["invited", "opened", "started", "finished", "late", "refused"] as const;
export type WaveStep = (typeof waveSteps)[number];

/** The columns of waves.csv that it is made of. */
export const waveCells: readonly string[] = ["participant_id", "wave", ...waveSteps.map((step) => `${step}_at`)];

/** The column of a wave's step. */
export function waveStepColumn(wave: string, step: WaveStep): string {
  return `${wave.replaceAll("-", "_").toLowerCase()}_${step}`;
}

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
