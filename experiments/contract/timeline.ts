import type { Assignment } from "./session.ts";
import type { SimulatedPerson } from "./simulatedPerson.ts";

/** A product as shown: its name already in the participant's language. */
export type ShownProduct = { readonly id: string; readonly name: string; readonly image?: string };

/** What a measure's `createTimeline(jsPsych, options)` gets. Rows it wants stored carry `body`: the measure's trial
 *  fields plus TrialBody, complete; rows without `body` stay in the browser. */
export type TimelineOptions<Parameters> = {
  readonly parameters: Parameters;
  readonly instance: string;
  /** The judged product; in a timed task the focal one. Absent when the measure is not about a product. */
  readonly product?: ShownProduct;
  readonly products: readonly ShownProduct[];
  readonly language: string;
  /** Levels of this instance's own factors, without the instance's prefix. */
  readonly assignment: Assignment;
  /** Seeds every shuffle of this instance; reproducible from the session's seed. */
  readonly seed: number;
  /** Where this instance stands in the study, for "Part n of N". */
  readonly position: { readonly index: number; readonly of: number };
  /** Screen refresh rate as estimated before the first trial; null when it could not be. */
  readonly refreshRateHz: number | null;
  /** Set when nobody sits there: the timeline then gives every trial `simulation_options` from this person. */
  readonly person?: SimulatedPerson;
  /** First block to play; blocks before it are stored already (resume). */
  readonly fromBlock?: number;
};
