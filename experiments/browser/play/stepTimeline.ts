import type { JsPsych } from "jspsych";
import type { SimulatedPerson } from "../../contract/simulatedPerson.ts";
import type { Study } from "../../contract/study.ts";
import { textIn } from "../../contract/text.ts";
import type { ShownProduct, TimelineDraw, TimelineOptions } from "../../contract/timeline.ts";
import type { Step } from "./studySteps.ts";
import { type LoadTimeline, timelines } from "./timelines.ts";

/** A step and what surrounds it: whose screen, which language, where in the study. */
export type StepContext = {
  readonly step: Step;
  readonly study: Pick<Study, "products">;
  readonly language: string;
  readonly position: TimelineOptions<unknown>["position"];
  readonly refreshRateHz: number | null;
  readonly person?: SimulatedPerson;
  readonly draw?: TimelineDraw | undefined;
  readonly link?: TimelineOptions<unknown>["link"];
  readonly isBroken?: boolean;
  readonly fromBlock?: number;
  readonly kept?: unknown;
  readonly keep?: TimelineOptions<unknown>["keep"];
};

/** The timeline of one step, loaded with its measure's chunk. Throws RangeError on a study that was never checked. */
export async function stepTimeline(jsPsych: JsPsych, context: StepContext): Promise<{ readonly timeline: object[] }> {
  const module = await loadTimeline(context.step.measure)();
  const { timeline } = module.createTimeline(jsPsych, timelineOptions(context));
  return { timeline: [...timeline] };
}

/** Loads a measure's browser code ahead of its first trial. */
export function loadTimeline(measure: string): LoadTimeline {
  const load = new Map<string, LoadTimeline>(Object.entries(timelines)).get(measure);
  if (!load) throw new RangeError(`"${measure}" has no timeline; check the study before playing it`);
  return load;
}

function timelineOptions({
  step,
  study,
  language,
  kept,
  keep,
  link,
  ...context
}: StepContext): TimelineOptions<unknown> {
  const products = study.products.map(
    ({ id, name, image }): ShownProduct => ({
      id,
      name: textIn(name, language),
      ...(image === undefined ? {} : { image }),
    }),
  );
  const product = products.find(({ id }) => id === step.product);
  return {
    parameters: step.parameters,
    instance: step.instance,
    ...(product ? { product } : {}),
    products,
    language,
    assignment: step.assignment,
    seed: step.seed,
    kept,
    keep,
    link,
    position: context.position,
    refreshRateHz: context.refreshRateHz,
    ...(context.person ? { person: context.person } : {}),
    ...(context.draw ? { draw: context.draw } : {}),
    ...(context.isBroken ? { isBroken: true } : {}),
    ...(context.fromBlock === undefined ? {} : { fromBlock: context.fromBlock }),
  };
}
