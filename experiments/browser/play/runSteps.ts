import { JsPsych } from "jspsych";
import type { TimelineDraw } from "../../contract/timeline.ts";
import type { SkippedTask, SkipReason, TrialEnvelope } from "../../contract/trial.ts";
import { askForRoom } from "../arrival/roomyScreen.ts";
import type { Outbox } from "../outbox/outbox.ts";
import { askForPart } from "../pages/partPage.ts";
import type { Shell } from "../pages/shell.ts";
import { afterScreen, afterStep, afterTrial } from "../session/place.ts";
import type { Place, SessionMemory } from "../session/sessionRecord.ts";
import type { ShownStudy } from "../session/shownStudy.ts";
import { minutesOf } from "./efforts.ts";
import { stepTimeline } from "./stepTimeline.ts";
import type { Step } from "./studySteps.ts";
import type { Effort } from "./timelines.ts";

/** A session while its participant is at work. */
export type Run = {
  readonly shell: Shell;
  readonly outbox: Outbox;
  readonly memory: SessionMemory;
  readonly study: ShownStudy;
  readonly language: string;
  readonly steps: readonly Step[];
  /** One a step, null where unknown. */
  readonly efforts: readonly (Effort | null)[];
  readonly refreshRateHz: number | null;
  /** The server's draw about an instance; undefined where nothing is drawn. */
  readonly drawOf: (instance: string) => TimelineDraw | undefined;
  /** The person's own link of an instance, from the server. */
  readonly linkOf: (instance: string) => () => Promise<string | null>;
  /** Whether the participant looked away into a dialog since this was last asked. */
  readonly takeInterruption: () => boolean;
};

/** Plays what is left of the study from `from` on; resolves when the last step is over. */
export async function runSteps(run: Run, from: Place): Promise<Place> {
  let place = from;
  let greetedPart: number | null = null;
  while (place.step < run.steps.length && place.ending === undefined) {
    const step = run.steps[place.step]!;
    if (greetedPart !== step.partIndex) {
      greetedPart = step.partIndex;
      const answer = await greet(run, place);
      if (answer !== "goOn") {
        place = await leaveOut(run, place, answer);
        continue;
      }
    }
    place = await playStep(run, place);
  }
  return place;
}

/** Every part but a first one of plain questions begins with a pause. */
async function greet(run: Run, place: Place): Promise<"goOn" | SkipReason> {
  const step = run.steps[place.step]!;
  showProgress(run, place, 0);
  if (step.part === "implicit") {
    const answer = await askForRoom(run.shell);
    if (answer !== "goOn") return answer;
  }
  if (place.step === 0 && place.blockIndex === undefined && step.part !== "implicit") return "goOn";
  const rest = run.steps.slice(place.step).filter(({ partIndex }) => partIndex === step.partIndex).length;
  const minutes = minutesOf(run.efforts.slice(place.step, place.step + rest));
  return askForPart(run.shell, { part: step.part, minutes });
}

/** Notes for every task of the part why it was left out, and moves behind the part. */
async function leaveOut(run: Run, from: Place, reason: SkipReason): Promise<Place> {
  let place = from;
  const part = run.steps[from.step]!.partIndex;
  while (run.steps[place.step]?.partIndex === part) {
    const step = run.steps[place.step]!;
    const skipped: SkippedTask = {
      measure: step.measure,
      instance: step.instance,
      ...(step.product === undefined ? {} : { product: step.product }),
      skipped: reason,
      shownAtMs: performance.now(),
      inputModality: "keyboard",
      refreshRateHz: run.refreshRateHz,
      visibilityLost: false,
    };
    place = await take(run, place, skipped);
    place = afterStep(place);
    run.memory.move(place);
  }
  return place;
}

async function playStep(run: Run, from: Place): Promise<Place> {
  const step = run.steps[from.step]!;
  let place = from;
  let saved: Promise<unknown> = Promise.resolve();
  let trials = 0;
  let isEligible = true;
  const display = run.shell.task(step.part === "implicit" ? "timed" : "untimed");
  // Not by initJsPsych, which only adds explanations of names from version 6.
  const jsPsych = new JsPsych({
    display_element: display,
    on_trial_start: (trial: { readonly record_data?: boolean; readonly window_ms?: number | null }) => {
      if (trial.record_data === false) place = afterScreen(place);
      else if (step.part === "behavioural") place = { ...place, isTimed: typeof trial.window_ms === "number" };
      run.memory.move(place);
    },
    on_data_update: (row: { readonly body?: TrialEnvelope["body"]; readonly eligible?: boolean }) => {
      if (!row.body) return;
      isEligible = row.eligible ?? isEligible;
      const { body } = row;
      const blockIndex = typeof body.blockIndex === "number" ? body.blockIndex : 0;
      place = afterTrial(place, { part: step.part, blockIndex });
      saved = keep(run, place, body);
      place = { ...place, nextSeq: run.outbox.trialCount };
      run.memory.move(place);
      trials += 1;
      showProgress(run, place, trials);
    },
  });
  const { timeline } = await stepTimeline(jsPsych, {
    step,
    study: run.study,
    language: run.language,
    position: { index: from.step, of: run.steps.length },
    refreshRateHz: run.refreshRateHz,
    draw: run.drawOf(step.instance),
    link: run.linkOf(step.instance),
    isBroken: from.isTimed === true,
    kept: from.kept,
    keep: (kept) => {
      place = { ...place, kept };
      run.memory.move(place);
    },
    ...(from.blockIndex === undefined ? {} : { fromBlock: from.blockIndex }),
  });
  showProgress(run, place, 0);
  // jsPsych's own type of a timeline is narrower than what it accepts; the measures' tests play every one.
  if (timeline.length > 0) await jsPsych.run(timeline as Parameters<typeof jsPsych.run>[0]);
  await saved;
  place = afterStep(place);
  // A screener only ends the study where it screens; elsewhere it is a question like others.
  if (!isEligible && step.part === "screening") place = { ...place, ending: "screenedOut" };
  run.memory.move(place);
  return place;
}

async function take(run: Run, place: Place, body: TrialEnvelope["body"]): Promise<Place> {
  await keep(run, place, body);
  return { ...place, nextSeq: run.outbox.trialCount };
}

/** A dialog over the task hides it as much as another tab would. */
function keep(run: Run, place: Place, body: TrialEnvelope["body"]): Promise<void> {
  const wasInterrupted = run.takeInterruption();
  const attempt = place.attempt + place.elsewhere;
  return run.outbox.add({
    ...body,
    ...(wasInterrupted ? { visibilityLost: true } : {}),
    ...(attempt > 0 ? { attempt } : {}),
    ...(run.shell.isTranslated ? { pageTranslated: true } : {}),
  });
}

function showProgress(run: Run, place: Place, trials: number): void {
  const minutes = run.efforts.map((effort) => effort?.minutes ?? 1);
  const all = minutes.reduce((sum, one) => sum + one, 0);
  const before = minutes.slice(0, place.step).reduce((sum, one) => sum + one, 0);
  const share = Math.min(1, trials / (run.efforts[place.step]?.trials ?? 1));
  const done = before + (minutes[place.step] ?? 0) * share;
  run.shell.progress({
    done: Math.min(run.steps.length, place.step + 1),
    of: run.steps.length,
    share: all === 0 ? 0 : done / all,
    minutesLeft: run.efforts.includes(null) ? null : Math.ceil(all - done),
  });
}
