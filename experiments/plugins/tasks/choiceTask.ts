import type { TimelineOptions } from "../../contract/timeline.ts";
import type { StyledStimulus } from "../elements.ts";
import { recordedBody } from "../recordedBody.ts";
import { simulatedBy } from "../taskOptions.ts";
import { closingPage, type Page, pageNode, type SayTask } from "./pages.ts";
import { simulatedChoice } from "./simulatedChoice.ts";
import type { ChoiceZone } from "./taskScreen.ts";
import { type BriefDisplay, TimedChoicePlugin, type TimedChoiceResult } from "./timedChoice.ts";

/** How every trial of a task runs; ms. */
export type TrialRules = {
  readonly errors: "correct" | "mark" | "ignore";
  readonly feedbackMs: number;
  /** Whether right responses get a mark too. */
  readonly marks: "errors" | "both";
  /** Without a press for this long a trial ends; asked as each trial begins where it is a function. */
  readonly windowMs: number | null | (() => number);
  readonly late: { readonly text: string; readonly ms: number } | null;
  readonly nudge: { readonly text: string; readonly afterMs: number } | null;
  readonly interTrialMs: number;
};

/** One trial of a task. `fields` makes the measure's own record of it from what was observed. */
export type TaskTrial = {
  readonly stimulus: StyledStimulus;
  readonly before?: readonly BriefDisplay[];
  /** The right choice; `none` when withholding is right, null when nothing is. */
  readonly correct: string | null;
  readonly prompt?: string;
  /** The product judged in this trial where it is not the instance's; null for none. */
  readonly product?: string | null;
  /** What a simulated person does: how hard the trial is, and how likely the first choice is where nothing is right. */
  readonly simulated: { readonly hardness: number; readonly firstChoiceShare?: number };
  readonly fields: (result: TimedChoiceResult) => object;
};

/** A block: its page of instructions, the choices there are, its trials. */
export type TaskBlock = {
  readonly page: Page;
  readonly choices: readonly ChoiceZone[];
  readonly trials: readonly TaskTrial[];
  /** How responses are made: `press` unless said otherwise. */
  readonly movement?: "press" | "swipe";
  /** Rules that differ from the task's in this block. */
  readonly rules?: Partial<TrialRules>;
};

export type ChoiceTask = {
  readonly measure: { readonly name: string; readonly preset: string };
  readonly options: TimelineOptions<unknown>;
  readonly blocks: readonly TaskBlock[];
  readonly rules: TrialRules;
  /** Says the texts that every task has. */
  readonly say: SayTask;
};

/** A task of timed choices as a jsPsych timeline, from the first block that is not stored yet. */
export function choiceTimeline(task: ChoiceTask) {
  const from = task.options.fromBlock ?? 0;
  const blocks = task.blocks.flatMap((block, blockIndex) =>
    blockIndex < from ? [] : blockNodes(task, block, blockIndex),
  );
  return { timeline: [...blocks, pageNode(closingPage(task.say), task.say("or"))] };
}

function blockNodes(task: ChoiceTask, block: TaskBlock, blockIndex: number) {
  const nodes = block.trials.map((trial) => trialNode(task, { block, blockIndex, trial }));
  return [pageNode(block.page, task.say("or")), ...nodes];
}

type Place = { readonly block: TaskBlock; readonly blockIndex: number; readonly trial: TaskTrial };

function trialNode(task: ChoiceTask, { block, blockIndex, trial }: Place) {
  const rules = { ...task.rules, ...block.rules };
  const choices = block.choices.map(({ choice }) => choice);
  return {
    type: TimedChoicePlugin,
    stimulus: trial.stimulus,
    before: trial.before ?? [],
    choices: block.choices,
    movement: block.movement ?? "press",
    correct: trial.correct,
    errors: rules.errors,
    correct_mark: rules.marks === "both",
    feedback_ms: rules.feedbackMs,
    window_ms: rules.windowMs,
    late_text: rules.late?.text ?? null,
    late_ms: rules.late?.ms ?? 0,
    nudge_text: rules.nudge?.text ?? null,
    nudge_ms: rules.nudge?.afterMs ?? null,
    inter_trial_ms: rules.interTrialMs,
    prompt: trial.prompt ?? null,
    or: task.say("or"),
    wrong: task.say("wrong"),
    record: (result: TimedChoiceResult) => ({ body: bodyOf(task, { blockIndex, trial }, result) }),
    ...simulatedBy(task.options, (person) =>
      simulatedChoice(person, {
        ...rules,
        windowMs: typeof rules.windowMs === "function" ? rules.windowMs() : rules.windowMs,
        ...trial.simulated,
        choices,
        correct: trial.correct,
        before: trial.before ?? [],
      }),
    ),
  };
}

function bodyOf(task: ChoiceTask, { blockIndex, trial }: Omit<Place, "block">, result: TimedChoiceResult) {
  const row = { observed: result.observed, blockIndex, fields: trial.fields(result) };
  return recordedBody(task, trial.product === undefined ? row : { ...row, product: trial.product });
}
