/** What tables say of a person and a wave, as 0 or 1: `month1_invited` and so on. */
export const waveSteps = ["invited", "opened", "started", "finished", "late", "refused"] as const;
export type WaveStep = (typeof waveSteps)[number];

/** The column of a wave's step. */
export function waveStepColumn(wave: string, step: WaveStep): string {
  return `${wave.replaceAll("-", "_").toLowerCase()}_${step}`;
}
