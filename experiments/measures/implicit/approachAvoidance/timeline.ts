import type { JsPsych } from "jspsych";
import type { TimelineOptions } from "../../../contract/timeline.ts";
import { choiceTimeline, type TaskBlock, type TaskTrial } from "../../../plugins/tasks/choiceTask.ts";
import { isTapped, startPage } from "../../../plugins/tasks/pages.ts";
import { imagesOf } from "../../../plugins/tasks/sortingTask.ts";
import { firstPress } from "../firstPress.ts";
import { comparedCategories } from "../stimuli.ts";
import { speaker } from "../texts.ts";
import { outline } from "./outline.ts";
import type { AatParameters } from "./parameters.ts";
import { aatTexts } from "./texts.ts";
import type { AatTrial, Action } from "./trial.ts";
import { type AatPlannedTrial, aatTrials } from "./trials.ts";

export { outline };

type Options = TimelineOptions<AatParameters>;
type Task = ReturnType<typeof prepare>;

/** SDs of latency between the movements for a person one z from the mean. */
const EFFECT_SDS_PER_Z = 0.25;

/** The AAT as a jsPsych timeline; rows to keep carry `body`. */
export function createTimeline(_jsPsych: JsPsych, options: Options) {
  const task = prepare(options);
  const { interTrialMs } = options.parameters;
  const kinds = (["practice", "test"] as const).filter((kind) => task.trials[kind].length > 0);
  return choiceTimeline({
    measure: outline,
    options,
    blocks: kinds.map((kind, index) => blockOf(task, kind, { n: index + 1, of: kinds.length })),
    rules: { errors: "correct", feedbackMs: 0, marks: "errors", windowMs: null, late: null, nudge: null, interTrialMs },
    say: task.say,
  });
}

function prepare(options: Options) {
  const { parameters, language, assignment, seed } = options;
  const categories = {
    ...comparedCategories(options),
  };
  const say = speaker(aatTexts, { own: parameters.texts, language });
  const { approachFormat } = assignment;
  return {
    options,
    categories,
    say,
    approachFormat,
    trials: aatTrials(parameters, { categories, approachFormat }, seed),
  };
}

function blockOf(task: Task, kind: "practice" | "test", part: { readonly n: number; readonly of: number }): TaskBlock {
  const { say, categories, trials } = task;
  const rule = say(task.approachFormat === "landscape" ? "landscapePull" : "portraitPull");
  const minutes = Math.ceil(outline.effort(task.options.parameters).minutes);
  const practice = trials.practice.length > 0 ? [say("practice")] : [];
  const general = [
    say("intro", { minutes }),
    rule,
    say(isTapped() ? "howToSwipe" : "howTo"),
    say("correctErrors"),
    ...practice,
  ];
  const page = startPage(say, part, {
    title: say(part.n === 1 ? "title" : "test"),
    paragraphs: part.n === 1 ? general : [rule, say("keepFast")],
    images: imagesOf(Object.values(categories)),
  });
  const choices = [
    {
      choice: "avoid",
      key: "arrowup",
      place: "left" as const,
      labels: [{ text: say("push"), style: "plain" as const }],
    },
    {
      choice: "approach",
      key: "arrowdown",
      place: "right" as const,
      labels: [{ text: say("pull"), style: "plain" as const }],
    },
  ];
  return { page, choices, movement: "swipe", trials: trials[kind].map((trial) => trialOf(task, trial)) };
}

function trialOf({ options }: Task, trial: AatPlannedTrial): TaskTrial {
  const isFitting = (trial.target === "focal") === (trial.action === "approach");
  const effect = trial.target === null ? 0 : (EFFECT_SDS_PER_Z * (options.person?.implicitZ ?? 0)) / 2;
  return {
    stimulus: { ...trial.stimulus, style: "target", frame: trial.format },
    correct: trial.action,
    simulated: { hardness: isFitting ? -effect : effect },
    fields: ({ presses }) =>
      ({
        trialIndex: trial.trialIndex,
        blockKind: trial.target === null ? "practice" : "test",
        target: trial.target,
        stimulus: trial.stimulus.text,
        format: trial.format,
        action: trial.action,
        firstAction: actionOf(firstPress(presses).choice),
        isCorrect: presses[0]?.choice === trial.action,
        firstLatencyMs: firstPress(presses).latencyMs,
        latencyMs: (presses.at(-1) ?? firstPress(presses)).latencyMs,
        presses: presses.map(({ choice, latencyMs }) => ({ action: actionOf(choice), latencyMs })),
      }) satisfies AatTrial,
  };
}

function actionOf(choice: string): Action {
  return choice === "avoid" ? "avoid" : "approach";
}
