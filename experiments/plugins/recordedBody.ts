import type { TimelineOptions } from "../contract/timeline.ts";
import type { InputModality } from "./clock/responses.ts";
import { parametersHash } from "./parametersHash.ts";

/** What a plugin observed of a trial beside the response itself. */
export type Observed = {
  /** Measured onset of the stimulus or item, ms since the page's time origin. */
  readonly shownAtMs: number;
  /** Render time of the stimulus as the browser reports it; null where it does not. */
  readonly renderedAtMs: number | null;
  readonly inputModality: InputModality;
  readonly visibilityLost: boolean;
  /** The latency as jsPsych counts: whole ms from drawing to the handler; null without a response. */
  readonly rt: number | null;
  /** The colour behind a timed stimulus. */
  readonly ground?: string;
};

/** The measure a timeline belongs to, as far as its rows name it. */
type Recorder = {
  readonly measure: { readonly name: string; readonly preset: string };
  readonly options: TimelineOptions<unknown>;
};

/** Completes a measure's own trial fields to the body that is stored (contract/trial.ts): who asked, about what, with
 *  which parameters, on which screen. `options.parameters` are hashed whole, as the measure parsed them. */
export function recordedBody<Fields extends object>(
  recorder: Recorder,
  row: {
    readonly observed: Observed;
    readonly blockIndex?: number;
    /** The product this trial is about where it is not the instance's; null for none. */
    readonly product?: string | null;
    readonly fields: Fields;
  },
) {
  const { measure, options } = recorder;
  const product = row.product === undefined ? options.product?.id : row.product;
  const { shownAtMs, renderedAtMs, inputModality, visibilityLost, rt, ground } = row.observed;
  return {
    measure: measure.name,
    instance: options.instance,
    ...(typeof product === "string" ? { product } : {}),
    ...(row.blockIndex === undefined ? {} : { blockIndex: row.blockIndex }),
    shownAtMs,
    renderedAtMs,
    inputModality,
    refreshRateHz: options.refreshRateHz,
    visibilityLost,
    preset: measure.preset,
    parametersHash: parametersHash(options.parameters),
    rt,
    ...(ground === undefined ? {} : { ground }),
    ...row.fields,
  };
}
