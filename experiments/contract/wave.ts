import type { FlowMeasure, FlowPart, Study, Wave } from "./study.ts";

/** What tables call a person's first session; a wave cannot be called so. */
export const FIRST_SESSION = "first";

type WithWaves = Pick<Study, "flow" | "waves">;

/** The instance of a measure in a wave: `purchaseReport` of the wave month1 is `purchaseReport-month1`, so that its columns are
 *  `purchase_report_month1` and its trials are no other session's. One that has its wave's name already stays. */
export function waveInstance(instance: string, wave: string): string {
  const end = `-${wave}`;
  return instance.endsWith(end) ? instance : `${instance}${end}`;
}

/** A wave's flow with the instance of every measure written out. */
export function flowOfWave({ id, flow }: Wave): readonly FlowPart[] {
  const named = (entry: FlowMeasure): FlowMeasure => ({
    ...entry,
    instance: waveInstance(entry.instance ?? entry.measure, id),
  });
  return flow.map((part) => ({ ...part, measures: part.measures.map(named) }));
}

/** Every part of a study's sessions, those of its waves last. */
export function allParts({ flow, waves = [] }: WithWaves): readonly FlowPart[] {
  return [...flow, ...waves.flatMap(flowOfWave)];
}

const madeBefore = new WeakMap<Study, Map<string, Study>>();

/** The study as one of its sessions is: a wave has its own flow, asks everyone the same, and draws nothing. `wave` is "" for
 *  the first session. The same study and wave give the same object. Throws RangeError for a wave that the study has not. */
export function studyOfWave(study: Study, wave: string): Study {
  if (wave === "") return study;
  const made = madeBefore.get(study) ?? new Map<string, Study>();
  madeBefore.set(study, made);
  const known = made.get(wave);
  if (known !== undefined) return known;
  const found = study.waves?.find(({ id }) => id === wave);
  if (found === undefined) throw new RangeError(`the study has no wave "${wave}"`);
  const { arms: _arms, ...randomise } = study.randomise;
  const { waves: _waves, quota: _quota, ...rest } = study;
  const ofWave: Study = { ...rest, flow: [...flowOfWave(found)], randomise: { ...randomise, partOrder: false } };
  made.set(wave, ofWave);
  return ofWave;
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** From when until when a wave is open for somebody whose first session ended at `ended`. */
export function spanOfWave({ opens, closes }: Pick<Wave, "opens" | "closes">, ended: Date) {
  const after = (days: number) => new Date(ended.getTime() + days * DAY_MS);
  return { opens: after(opens), closes: after(closes) };
}
