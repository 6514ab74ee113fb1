import type { JsPsych } from "jspsych";

/** What jsPsych hands to a simulation: how, and the data that the timeline set for it. */
type Simulated = [mode: string, options: { readonly data?: unknown }, onLoad?: () => void];

/** What jsPsych calls: shows a screen, to a person or in a simulation, and ends the trial with a row made of what was seen
 *  there, an object. Each plugin adds its `info`, its screen and its row. */
export abstract class ScreenPlugin<Trial, Seen> {
  protected readonly jsPsych: JsPsych;

  constructor(jsPsych: JsPsych) {
    this.jsPsych = jsPsych;
  }

  /** Draws the screen, calls `onLoad` once it is there, and resolves when the participant has left it. */
  protected abstract show(display: HTMLElement, trial: Trial, onLoad: () => void): Promise<Seen>;

  protected abstract rowOf(trial: Trial, seen: Seen): object;

  async trial(display: HTMLElement, trial: Trial, onLoad: () => void = () => undefined): Promise<void> {
    this.jsPsych.finishTrial(this.rowOf(trial, await this.show(display, trial, onLoad)));
  }

  /** Ends at once with what the timeline set. */
  async simulate(trial: Trial, ...[, options, onLoad]: Simulated): Promise<void> {
    onLoad?.();
    // jsPsych types simulated data loosely; the timeline that set them made them whole.
    this.jsPsych.finishTrial(this.rowOf(trial, options.data as Seen));
  }
}

type Observed = { readonly observed: { readonly rt: number | null } };

/** A screen whose row is what the parameter `record` makes, beside jsPsych's own `rt` in whole ms. */
export abstract class RecordedScreenPlugin<
  Trial extends { readonly record?: unknown },
  Seen extends Observed,
> extends ScreenPlugin<Trial, Seen> {
  protected override rowOf(trial: Trial, seen: Seen): object {
    // FUNCTION parameters reach a plugin untyped.
    const record = trial.record as (seen: Seen) => object;
    return { rt: seen.observed.rt, ...record(seen) };
  }
}
