import { type JsPsych, type JsPsychPlugin, ParameterType, type TrialType } from "jspsych";
import { estimateRefreshRate } from "../plugins/clock/refreshRate.ts";

const info = {
  name: "saydo-refresh-rate",
  version: "1.0.0",
  parameters: {
    /** Gets the rate in Hz; null where it cannot be had. */
    measured: { type: ParameterType.FUNCTION, default: undefined },
  },
  data: {},
} as const;
type Info = typeof info;

/** Two thirds of a second without a picture in which the screen's refresh rate is estimated. */
export class RefreshRatePlugin implements JsPsychPlugin<Info> {
  static readonly info = info;
  private readonly jsPsych: JsPsych;

  constructor(jsPsych: JsPsych) {
    this.jsPsych = jsPsych;
  }

  async trial(display: HTMLElement, trial: TrialType<Info>): Promise<void> {
    display.replaceChildren();
    // The FUNCTION parameter is untyped.
    (trial.measured as (refreshRateHz: number | null) => void)(await estimateRefreshRate());
    this.jsPsych.finishTrial({});
  }

  simulate(): void {
    this.jsPsych.finishTrial({});
  }
}
