import { type JsPsych, type JsPsychPlugin, ParameterType, type TrialType } from "jspsych";
import { openShop, type ShopOpening } from "./openShop.ts";
import type { ShopObserved } from "./shopVisit.ts";

const info = {
  name: "saydo-shop",
  version: "1.0.0",
  parameters: {
    /** A `ShopOpening` without what the plugin itself adds. */
    opening: { type: ParameterType.OBJECT, default: undefined },
    /** Makes the row of an event. */
    record: { type: ParameterType.FUNCTION, default: undefined },
  },
  data: {},
} as const;

type Info = typeof info;
type Trial = TrialType<Info>;
type SimulateRest = [
  mode: string,
  options: { readonly data?: { readonly events: readonly ShopObserved[] } },
  onLoad?: () => void,
];

/** A shop with shelves, a basket and a checkout, open until a basket is confirmed. Each event is a row of its own, given to
 *  `on_data_update` as it happens, so that none is lost when the page is closed. */
export class ShopPlugin implements JsPsychPlugin<Info> {
  static readonly info = info;
  private readonly jsPsych: JsPsych;

  constructor(jsPsych: JsPsych) {
    this.jsPsych = jsPsych;
  }

  trial(display: HTMLElement, trial: Trial, onLoad?: () => void): Promise<void> {
    return this.play(display, trial, onLoad);
  }

  simulate(trial: Trial, ...[, options, onLoad]: SimulateRest): void {
    onLoad?.();
    for (const event of options.data?.events ?? []) this.write(trial, event);
    this.jsPsych.finishTrial({});
  }

  private async play(display: HTMLElement, trial: Trial, onLoad?: () => void): Promise<void> {
    // OBJECT parameters reach a plugin untyped.
    const opening = trial.opening as unknown as Omit<ShopOpening, "onEvent" | "onLoad">;
    await openShop(display, {
      ...opening,
      onEvent: (event) => this.write(trial, event),
      onLoad: () => onLoad?.(),
    });
    this.jsPsych.finishTrial({});
  }

  /** A row in the middle of a trial: kept with the others, and told as they are. */
  private write(trial: Trial, event: ShopObserved): void {
    // FUNCTION parameters reach a plugin untyped.
    const record = trial.record as unknown as (event: ShopObserved) => object;
    const row = record(event);
    this.jsPsych.data.get().push(row);
    this.jsPsych.getInitSettings().on_data_update(row);
  }
}
