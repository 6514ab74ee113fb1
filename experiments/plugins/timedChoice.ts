import { type JsPsych, type JsPsychPlugin, ParameterType, type TrialType } from "jspsych";
import type { StyledStimulus } from "./elements.ts";
import { type Onset, pauseFrames, showSequence } from "./presentation.ts";
import type { Observed } from "./recordedBody.ts";
import { watchRenderTimes } from "./renderTimes.ts";
import { likelyModality, type Press } from "./responses.ts";
import { type ChoiceZone, type TaskScreen, taskScreen } from "./taskScreen.ts";
import { watchVisibility } from "./visibility.ts";

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
type SimulateArguments = [mode: string, options: { readonly data?: unknown }, onLoad?: () => void];

/** Shows a stimulus and takes a speeded choice by key, mouse or touch, with every press timed from the paint. */
export class TimedChoicePlugin implements JsPsychPlugin<Info> {
  static readonly info = info;
  private readonly jsPsych: JsPsych;

  constructor(jsPsych: JsPsych) {
    this.jsPsych = jsPsych;
  }

  trial(display: HTMLElement, trial: Trial, onLoad?: () => void): Promise<void> {
    return this.play(display, trial, onLoad);
  }

  simulate(trial: Trial, ...[, options, onLoad]: SimulateArguments): void {
    onLoad?.();
    // jsPsych types simulated data loosely; the timeline that set them made a whole result.
    this.finish(trial, options.data as TimedChoiceResult);
  }

  private async play(display: HTMLElement, trial: Trial, onLoad?: () => void): Promise<void> {
    // OBJECT parameters reach a plugin untyped.
    const settings = trial as unknown as Settings;
    const words = { prompt: trial.prompt ?? null, or: trial.or ?? "", wrong: trial.wrong ?? "" };
    const movement = trial.movement === "swipe" ? "swipe" : "press";
    const screen = taskScreen(display, { choices: settings.choices, movement, ...words });
    const visibility = watchVisibility();
    const renders = watchRenderTimes();
    onLoad?.();
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
    const observed = observedOf(presses, { onset, renderedAtMs: renders.of(timingId), isLost: visibility.wasLost() });
    visibility.stop();
    renders.stop();
    await showOutcome(screen, trial, presses);
    this.finish(trial, { observed, presses: presses.map((press) => timed(press, onset)), before });
  }

  private finish(trial: Trial, result: TimedChoiceResult): void {
    // The FUNCTION parameter is untyped; what it returns becomes the row.
    const record = trial.record as (result: TimedChoiceResult) => object;
    this.jsPsych.finishTrial({ rt: result.observed.rt, ...record(result) });
  }
}

function timed({ choice, atMs }: Press, onset: Onset): TimedPress {
  return { choice, latencyMs: Math.max(0, atMs - onset.shownAtMs) };
}

type Circumstances = { readonly onset: Onset; readonly renderedAtMs: number | null; readonly isLost: boolean };

function observedOf(presses: readonly Press[], { onset, renderedAtMs, isLost }: Circumstances): Observed {
  const last = presses.at(-1);
  return {
    shownAtMs: onset.shownAtMs,
    renderedAtMs,
    inputModality: last?.inputModality ?? likelyModality(),
    visibilityLost: isLost,
    rt: last ? Math.round(last.handledAtMs - onset.drawnAtMs) : null,
  };
}

/** Takes presses from the moment the stimulus is drawn until the trial's rule says it is over. */
function collectPresses(screen: TaskScreen, trial: Trial) {
  const presses: Press[] = [];
  let end: () => void = () => undefined;
  let stop: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => {
    end = () => {
      stop();
      resolve();
    };
  });
  const onPress = (press: Press) => {
    presses.push(press);
    const mustCorrect = trial.errors === "correct" && press.choice !== trial.correct;
    if (mustCorrect) screen.mark("wrong");
    else end();
  };
  const open = () => {
    stop = screen.listen(onPress);
  };
  const done = async (onset: Onset): Promise<readonly Press[]> => {
    const leftMs = (trial.window_ms ?? 0) - (performance.now() - onset.shownAtMs);
    const timer = typeof trial.window_ms === "number" ? setTimeout(end, leftMs) : undefined;
    const nudge = nudgeLater(screen, trial, presses);
    await ended;
    clearTimeout(timer);
    clearTimeout(nudge);
    return presses;
  };
  return { open, done };
}

/** A reminder for who has not pressed yet; it changes nothing but the screen. */
function nudgeLater(screen: TaskScreen, trial: Trial, presses: readonly Press[]) {
  const { nudge_text: text, nudge_ms: afterMs } = trial;
  if (typeof text !== "string" || typeof afterMs !== "number") return undefined;
  return setTimeout(() => {
    if (presses.length === 0) screen.say(text);
  }, afterMs);
}

const WITHHOLD = "none";

/** Feedback that needs no press: circle or cross for a moment, or the reminder that time ran out. */
async function showOutcome(screen: TaskScreen, trial: Trial, presses: readonly Press[]): Promise<void> {
  const correct = trial.correct ?? null;
  if (correct === null) return;
  const chosen = presses.at(-1)?.choice ?? WITHHOLD;
  if (trial.movement === "swipe") await moveFor(screen, chosen);
  if (chosen === correct) {
    if (trial.correct_mark) await markFor(screen, "right", trial.feedback_ms);
    return;
  }
  if (presses.length === 0 && typeof trial.late_text === "string") {
    screen.say(trial.late_text);
    await pauseFrames(trial.late_ms ?? 0);
  } else if (trial.errors === "mark") await markFor(screen, "wrong", trial.feedback_ms);
}

/** Long enough to see the card come nearer or go away. */
const MOVE_MS = 250;

async function moveFor(screen: TaskScreen, choice: string): Promise<void> {
  screen.move(choice);
  await pauseFrames(MOVE_MS);
}

async function markFor(screen: TaskScreen, mark: "right" | "wrong", durationMs = 0): Promise<void> {
  screen.mark(mark);
  await pauseFrames(durationMs);
}
