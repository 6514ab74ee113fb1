import { type Onset, pauseFrames } from "../clock/presentation.ts";
import type { Press } from "../clock/responses.ts";
import type { TaskScreen } from "./taskScreen.ts";

/** What of a timed choice's parameters decides how a trial goes on after its onset. */
type TrialCourse = {
  readonly correct?: string | null;
  readonly errors?: string;
  readonly movement?: string;
  readonly correct_mark?: boolean;
  readonly feedback_ms?: number;
  readonly window_ms?: number | null;
  readonly late_text?: string | null;
  readonly late_ms?: number;
  readonly nudge_text?: string | null;
  readonly nudge_ms?: number | null;
};

/** Takes presses from the moment the stimulus is drawn until the trial's rule says it is over. */
export function collectPresses(screen: TaskScreen, trial: TrialCourse) {
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
function nudgeLater(screen: TaskScreen, trial: TrialCourse, presses: readonly Press[]) {
  const { nudge_text: text, nudge_ms: afterMs } = trial;
  if (typeof text !== "string" || typeof afterMs !== "number") return undefined;
  return setTimeout(() => {
    if (presses.length === 0) screen.say(text);
  }, afterMs);
}

const WITHHOLD = "none";

/** Feedback that needs no press: circle or cross for a moment, or the reminder that time ran out. */
export async function showOutcome(screen: TaskScreen, trial: TrialCourse, presses: readonly Press[]): Promise<void> {
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
