import { mean } from "simple-statistics";
import { type WaveStep, waveStepColumn, waveSteps } from "../../../experiments/contract/waveSteps.ts";
import { cellsOf, numbersOf } from "../../data/dataTable.ts";
import { type Contrast, contrastOf } from "../../statistics/experiment/contrast.ts";
import { type SampleRatio, sampleRatio } from "../../statistics/experiment/sampleRatio.ts";
import type { Context } from "../context.ts";
import { rowsByPerson, treatedPeople } from "../treatments/treatedPeople.ts";

/** How far people came in a wave; `people` finished the first session. */
export type Progress = { readonly people: number } & Readonly<Record<WaveStep, number>>;

/** Whether a treatment's levels stayed even up to a step of a wave. */
export type Evenness = SampleRatio & { readonly step: "invited" | "started" | "finished"; readonly is_even: boolean };

/** What people said, felt and did the first time: those who came back less those who did not. */
export type StayersAndLeavers = {
  readonly role: "say" | "feel" | "do";
  readonly response: string;
  /** Stayers, leavers. */
  readonly n: readonly [number, number];
} & Contrast;

export type WaveAttrition = {
  /** Null where a step is of too few people to be shown. */
  readonly all: Progress | null;
  /** By treatment column and level. */
  readonly by_treatment: Readonly<Record<string, Readonly<Record<string, Progress>>>>;
  readonly sample_ratio: Readonly<Record<string, readonly Evenness[]>>;
  readonly stayers_and_leavers: readonly StayersAndLeavers[];
};

export type AttritionSections = { readonly attrition?: Readonly<Record<string, WaveAttrition>> };

// Below this a split is taken for lost people, not for chance (Fabijan et al. 2019; behaviour.md, §6).
const ALARM = 0.001;

/** `attrition`, where the plan names waves: how far people came, by treatment, and whether those who came back were others at
 *  the first session. The same share lost under each treatment proves no validity (Ghanem et al. 2023), so what was measured
 *  before is compared too. Unweighted. */
export function attritionSections(context: Context): AttritionSections {
  const { plan, warn } = context;
  if (plan.waves === undefined) return {};
  const found = Object.fromEntries(plan.waves.map((wave) => [wave, attritionOf(context, wave)]));
  for (const [wave, { sample_ratio }] of Object.entries(found)) {
    for (const [column, points] of Object.entries(sample_ratio)) {
      const uneven = points.find(({ is_even }) => !is_even);
      if (uneven) warn(`${wave}: the levels of ${column} lost different shares of people by the step ${uneven.step}.`);
    }
  }
  return { attrition: found };
}

function attritionOf(context: Context, wave: string): WaveAttrition {
  const steps = stepsOf(context, wave);
  const treated = treatedPeople(context);
  const everyone = steps.people.flatMap((is, at) => (is ? [at] : []));
  const by = treated.treatments.map(({ column, levels }) => {
    const ofLevel = (level: string) => everyone.filter((at) => treated.levels[column]?.[at] === level);
    return { column, levels: levels.map((level) => [level, progressOf(steps, ofLevel(level))] as const) };
  });
  return {
    all: progressOf(steps, everyone),
    by_treatment: Object.fromEntries(by.map(({ column, levels }) => [column, Object.fromEntries(levels)])),
    sample_ratio: Object.fromEntries(by.map(({ column, levels }) => [column, evenness(levels)])),
    stayers_and_leavers: treated.responses.flatMap(({ role, column, values }): readonly StayersAndLeavers[] => {
      const known = everyone.flatMap((at) => {
        const value = values[at] ?? null;
        return value === null ? [] : [{ value, stayed: steps.reached.finished[at] === true }];
      });
      const stayers = known.filter(({ stayed }) => stayed).map(({ value }) => value);
      const leavers = known.filter(({ stayed }) => !stayed).map(({ value }) => value);
      const contrast = contrastOf([
        { values: stayers, weight: 1 },
        { values: leavers, weight: -1 },
      ]);
      return contrast === null ? [] : [{ role, response: column, n: [stayers.length, leavers.length], ...contrast }];
    }),
  };
}

type Steps = {
  /** Whether each person finished the first session, so that the wave was open to them at all. */
  readonly people: readonly boolean[];
  readonly reached: Readonly<Record<WaveStep, readonly boolean[]>>;
};

function stepsOf({ table, plan }: Context, wave: string): Steps {
  const persons = rowsByPerson(table.rows, plan.participant === undefined ? null : cellsOf(table, plan.participant));
  const columns = waveSteps.map((step) => {
    const values = numbersOf(table, waveStepColumn(wave, step));
    return [step, persons.map((rows) => averageKnown(rows.map((row) => values[row] ?? null)))] as const;
  });
  const reached = columns.map(([step, values]) => [step, values.map((value) => value === 1)] as const);
  const [, first = []] = columns[0] ?? [];
  return { people: first.map((value) => value !== null), reached: recordOf(reached) };
}

function averageKnown(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : mean(known);
}

function recordOf<Value>(entries: readonly (readonly [WaveStep, Value])[]): Readonly<Record<WaveStep, Value>> {
  const of = (wanted: WaveStep): Value => {
    const found = entries.find(([step]) => step === wanted);
    if (found === undefined) throw new RangeError(`there is no step ${wanted}`);
    return found[1];
  };
  const [invited, opened, started] = [of("invited"), of("opened"), of("started")];
  return { invited, opened, started, finished: of("finished"), late: of("late"), refused: of("refused") };
}

function progressOf({ reached }: Steps, people: readonly number[]): Progress {
  const counts = waveSteps.map((step) => [step, people.filter((at) => reached[step][at] === true).length] as const);
  return { people: people.length, ...recordOf(counts) };
}

function evenness(levels: readonly (readonly [string, Progress])[]): readonly Evenness[] {
  return (["invited", "started", "finished"] as const).flatMap((step) => {
    const found = sampleRatio(new Map(levels.map(([level, progress]) => [level, progress[step]])));
    return found === null ? [] : [{ step, is_even: found.p >= ALARM, ...found }];
  });
}
