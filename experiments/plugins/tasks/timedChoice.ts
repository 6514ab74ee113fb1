import { type JsPsychPlugin, ParameterType, type TrialType } from "jspsych";
import { type Onset, pauseFrames, showSequence } from "../clock/presentation.ts";
import { watchRenderTimes } from "../clock/renderTimes.ts";
import { likelyModality, type Press } from "../clock/responses.ts";
import { watchVisibility } from "../clock/visibility.ts";
import type { StyledStimulus } from "../elements.ts";
import type { Observed } from "../recordedBody.ts";
import { RecordedScreenPlugin } from "../screenPlugin.ts";
import { type ChoiceZone, taskScreen } from "./taskScreen.ts";
import { collectPresses, showOutcome } from "./trialCourse.ts";

const info = {
  name: "saydo-timed-choice",
  version: "1.0.0",
  parameters: {
    /** What is judged: `{text, image, style}`. */
    stimulus: { type: ParameterType.OBJECT, default: undefined },
    /** Brief displays before it, on whole frames: `{stimulus, durationMs}`, `stimulus: null` for a blank. */
    before: { type: ParameterType.OBJECT, array: true, default: [] },
    /** The possible responses: `{choice, key, place, labels}`. */
    choices: { type: ParameterType.OBJECT, array: true, default: undefined },
    /** `press`: keys and zones; `swipe`: keys and drags, the first choice up, the second down. */
    movement: { type: ParameterType.STRING, default: "press" },
    /** The right choice; null when withholding is right or nothing is. */
    correct: { type: ParameterType.STRING, default: null },
    /** `correct`: a cross until the right press; `mark`: a cross for `feedback_ms`; `ignore`: no feedback on errors. */
    errors: { type: ParameterType.STRING, default: "correct" },
    /** Whether a right response gets a circle for `feedback_ms`. */
    correct_mark: { type: ParameterType.BOOL, default: false },
    /** How long feedback that does not wait for a press stays. */
    feedback_ms: { type: ParameterType.INT, default: 300 },
    /** Without a press for this long the trial ends; null to wait. */
    window_ms: { type: ParameterType.INT, default: null },
    /** Shown when the window ran out, for `late_ms`; null for nothing. */
    late_text: { type: ParameterType.STRING, default: null },
    late_ms: { type: ParameterType.INT, default: 500 },
    /** Shown while the trial goes on without a press for `nudge_ms`; null for nothing. */
    nudge_text: { type: ParameterType.STRING, default: null },
    nudge_ms: { type: ParameterType.INT, default: null },
    /** Blank time before the stimulus; the labels are there already. */
    inter_trial_ms: { type: ParameterType.INT, default: 250 },
    /** A line above the stimulus, such as the question. */
    prompt: { type: ParameterType.STRING, default: null },
    /** The word between two labels, and what a cross is called. */
    or: { type: ParameterType.STRING, default: "or" },
    wrong: { type: ParameterType.STRING, default: "Wrong side" },
    /** Makes the jsPsych row from the result; the result itself when absent. */
    record: { type: ParameterType.FUNCTION, default: (result: unknown) => result },
  },
  data: {
    /** Latency as jsPsych counts it, whole ms. */
    rt: { type: ParameterType.INT },
  },
} as const;

/** One response of a trial: what was chosen and how long after the measured onset. */
export type TimedPress = { readonly choice: string; readonly latencyMs: number };

/** What one timed choice yields. */
export type TimedChoiceResult = {
  readonly observed: Observed;
  readonly presses: readonly TimedPress[];
  /** When each brief display was really on and off the screen, ms since the page's time origin. */
  readonly before: readonly { readonly shownAtMs: number; readonly hiddenAtMs: number }[];
};

export type BriefDisplay = { readonly stimulus: StyledStimulus | null; readonly durationMs: number };

type Info = typeof info;
type Settings = {
  readonly stimulus: StyledStimulus;
  readonly before: readonly BriefDisplay[];
  readonly choices: readonly ChoiceZone[];
};
type Trial = TrialType<Info>;

/** Shows a stimulus and takes a speeded choice by key, mouse or touch, with every press timed from the paint. */
export class TimedChoicePlugin extends RecordedScreenPlugin<Trial, TimedChoiceResult> implements JsPsychPlugin<Info> {
  static readonly info = info;

  protected async show(display: HTMLElement, trial: Trial, onLoad: () => void): Promise<TimedChoiceResult> {
    // OBJECT parameters reach a plugin untyped.
    const settings = trial as unknown as Settings;
    const words = { prompt: trial.prompt ?? null, or: trial.or ?? "", wrong: trial.wrong ?? "" };
    const movement = trial.movement === "swipe" ? "swipe" : "press";
    const screen = taskScreen(display, { choices: settings.choices, movement, ...words });
    const visibility = watchVisibility();
    const renders = watchRenderTimes();
    onLoad();
    await pauseFrames(trial.inter_trial_ms ?? 0);
    const pictures = settings.before.map(({ stimulus, durationMs }) => ({
      draw: () => void screen.show(stimulus),
      durationMs,
    }));
    let timingId = "";
    const responses = collectPresses(screen, trial);
    const { pictures: before, onset } = await showSequence(pictures, () => {
      timingId = screen.show(settings.stimulus);
      responses.open();
    });
    const presses = await responses.done(onset);
    const observed = observedOf(presses, {
      onset,
      renderedAtMs: renders.of(timingId),
      isLost: visibility.wasLost(),
      ground: screen.ground,
    });
    visibility.stop();
    renders.stop();
    await showOutcome(screen, trial, presses);
    return { observed, presses: presses.map((press) => timed(press, onset)), before };
  }
}

function timed({ choice, atMs }: Press, onset: Onset): TimedPress {
  return { choice, latencyMs: Math.max(0, atMs - onset.shownAtMs) };
}

type Circumstances = {
  readonly onset: Onset;
  readonly renderedAtMs: number | null;
  readonly isLost: boolean;
  readonly ground: string;
};

function observedOf(presses: readonly Press[], { onset, renderedAtMs, isLost, ground }: Circumstances): Observed {
  const last = presses.at(-1);
  return {
    shownAtMs: onset.shownAtMs,
    renderedAtMs,
    inputModality: last?.inputModality ?? likelyModality(),
    visibilityLost: isLost,
    ground,
    rt: last ? Math.round(last.handledAtMs - onset.drawnAtMs) : null,
  };
}
