import { type JsPsychPlugin, ParameterType, type TrialType } from "jspsych";
import { ScreenPlugin } from "../screenPlugin.ts";
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
type Visit = { readonly events: readonly ShopObserved[] };

/** A shop with shelves, a basket and a checkout, open until a basket is confirmed. Each event is a row of its own, given to
 *  `on_data_update` as it happens, so that none is lost when the page is closed. */
export class ShopPlugin extends ScreenPlugin<Trial, Visit> implements JsPsychPlugin<Info> {
  static readonly info = info;

  protected async show(display: HTMLElement, trial: Trial, onLoad: () => void): Promise<Visit> {
    // OBJECT parameters reach a plugin untyped.
    const opening = trial.opening as unknown as Omit<ShopOpening, "onEvent" | "onLoad">;
    await openShop(display, {
      ...opening,
      onEvent: (event) => this.write(trial, event),
      onLoad,
    });
    return { events: [] };
  }

  /** Events that nobody watched, as in a simulation, are written at the end. */
  protected override rowOf(trial: Trial, { events }: Visit): object {
    for (const event of events) this.write(trial, event);
    return {};
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
