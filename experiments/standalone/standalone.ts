import type { JsPsych } from "jspsych";
import type { z } from "zod";
import type { Measure } from "../contract/measure.ts";
import type { TimelineOptions } from "../contract/timeline.ts";
import { recordedTrials, type ScoreWish, scoreRecorded, trialsCsv } from "./recorded.ts";
import { RefreshRatePlugin } from "./refreshRatePlugin.ts";
import { completeOptions, type StandaloneOptions } from "./standaloneOptions.ts";

type Make<M extends Measure> = (
  jsPsych: JsPsych,
  options: TimelineOptions<z.output<M["parameters"]>>,
) => { readonly timeline: readonly object[] };

/** A measure as a jsPsych timeline of one's own experiment, in the manner of the jsPsych timelines: `createTimeline`,
 *  `timelineUnits`, `utils`. Nothing leaves the page; rows to keep carry `body`, and each row's `task`, `seed` and
 *  `assignment` say how it came about. */
export function standalone<M extends Measure>(measure: M, make: Make<M>) {
  type Options = StandaloneOptions<z.input<M["parameters"]>>;
  const createTimeline = (jsPsych: JsPsych, options: Options = {}) => {
    const complete = completeOptions({ measure, jsPsych }, options);
    const screen: { refreshRateHz: number | null } = { refreshRateHz: null };
    const measured = {
      ...complete,
      get refreshRateHz(): number | null {
        return screen.refreshRateHz;
      },
    };
    const first = {
      type: RefreshRatePlugin,
      measured: (refreshRateHz: number | null) => {
        screen.refreshRateHz = refreshRateHz;
      },
      record_data: false,
    };
    const { instance, seed, assignment } = complete;
    const timeline: object[] = [first, ...make(jsPsych, measured).timeline];
    return { timeline, data: { task: measure.name, instance, seed, assignment } };
  };
  return {
    /** The measure's name, titles, sources, preset, parameters and profiles. */
    measure,
    /** The whole measure, instructions included. Throws RangeError for options the measure does not have. */
    createTimeline,
    timelineUnits: {
      /** The same screen by screen, to put others in between. */
      screens: (jsPsych: JsPsych, options: Options = {}): readonly object[] => {
        const { timeline, data } = createTimeline(jsPsych, options);
        return timeline.map((screen) => ({ timeline: [screen], data }));
      },
    },
    utils: {
      trials: (jsPsych: JsPsych) => recordedTrials(measure, jsPsych),
      csv: (jsPsych: JsPsych, participantId: string) => trialsCsv(measure, jsPsych, participantId),
      score: (jsPsych: JsPsych, wish: ScoreWish = {}) => scoreRecorded(measure, jsPsych, wish),
    },
  };
}
