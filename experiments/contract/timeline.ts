import type { Drawn } from "./draw.ts";
import type { Assignment } from "./session.ts";
import type { SimulatedPerson } from "./simulatedPerson.ts";

/** A product as shown: its name already in the participant's language. */
export type ShownProduct = { readonly id: string; readonly name: string; readonly image?: string };

/** A draw as a timeline meets it. */
export type TimelineDraw = {
  /** What the server has sealed. */
  readonly commitment: string;
  /** 16 random bytes of this browser's own, hex: stored with the first trial that this page records. */
  readonly nonce: string;
  /** Sends what is stored here, then has the server decide; null when it cannot, because a choice is missing. Waits for
   *  as long as the server is away. */
  readonly close: () => Promise<Drawn | null>;
};

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
  /** The server's draw about this instance's choices; absent where nothing is drawn. */
  readonly draw?: TimelineDraw;
  /** Asks the server for the person's own link of this instance; null where it gives none. Absent without a server. */
  readonly link?: (() => Promise<string | null>) | undefined;
  /** Set when `fromBlock` was shown before, and its time ran, when the page was closed. */
  readonly isBroken?: boolean;
  /** What the timeline noted in this step before the page was closed; undefined at first. */
  readonly kept?: unknown;
  /** Notes something (JSON) that is there again after the page was closed; absent where nothing is kept. */
  readonly keep?: ((kept: unknown) => void) | undefined;
  /** First block to play; blocks before it are stored already (resume). */
  readonly fromBlock?: number;
};
