import type { JsPsych } from "jspsych";
import type { TimelineOptions } from "../contract/timeline.ts";
import type { MeasureName } from "../measures/registry.ts";

/** A measure's browser file. `options.parameters` must have been parsed by the measure's own schema. */
type TimelineModule = {
  createTimeline(jsPsych: JsPsych, options: TimelineOptions<unknown>): { readonly timeline: readonly object[] };
};
export type LoadTimeline = () => Promise<TimelineModule>;

/** How to load each measure's timeline: one chunk a measure, so that a participant downloads only what the study uses. */
export const timelines = {
  iat: () => import("../measures/implicit/iat/timeline.ts"),
  likelihoodToRecommend: () => import("../measures/stated/likelihoodToRecommend/timeline.ts"),
  purchaseIntent: () => import("../measures/stated/purchaseIntent/timeline.ts"),
  purchaseProbability: () => import("../measures/stated/purchaseProbability/timeline.ts"),
} satisfies Record<MeasureName, LoadTimeline>;
