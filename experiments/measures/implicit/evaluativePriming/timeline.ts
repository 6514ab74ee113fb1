import type { JsPsych } from "jspsych";
import type { TimelineOptions } from "../../../contract/timeline.ts";
import { choiceTimeline, type TaskBlock, type TaskTrial } from "../../../plugins/tasks/choiceTask.ts";
import { isTapped, startPage } from "../../../plugins/tasks/pages.ts";
import { imagesOf, sortingGuide, sortingZone } from "../../../plugins/tasks/sortingTask.ts";
import { opposite, type Side, sideOf } from "../sides.ts";
import { sortedFields } from "../sortedTrial.ts";
import { attributeCategories, comparedCategories } from "../stimuli.ts";
import { speaker } from "../texts.ts";
import { outline } from "./outline.ts";
import type { EptParameters } from "./parameters.ts";
import { eptTexts } from "./texts.ts";
import type { EptTrial } from "./trial.ts";
import { type EptPlannedTrial, eptBlocks } from "./trials.ts";

export { outline };

type Options = TimelineOptions<EptParameters>;
type Task = ReturnType<typeof prepare>;

/** SDs of latency that a product takes from matching words, for a person one z from the mean. */
const EFFECT_SDS_PER_Z = 0.2;

/** Evaluative priming as a jsPsych timeline; rows to keep carry `body`. */
export function createTimeline(_jsPsych: JsPsych, options: Options) {
  const task = prepare(options);
  const { deadlineMs, feedbackMs, lateMs, interTrialMs } = options.parameters;
  const late = { text: task.say("late"), ms: lateMs };
  return choiceTimeline({
    measure: outline,
    options,
    blocks: task.blocks.map((trials, blockIndex) => blockOf(task, trials, blockIndex)),
    rules: { errors: "mark", feedbackMs, marks: "errors", windowMs: deadlineMs, late, nudge: null, interTrialMs },
    say: task.say,
  });
}

function prepare(options: Options) {
  const { parameters, language, assignment, seed } = options;
  const categories = {
    ...comparedCategories(options),
    ...attributeCategories(parameters, language),
  };
  const say = speaker(eptTexts, { own: parameters.texts, language });
  const positiveSide = sideOf(assignment.positiveSide);
  return { options, categories, say, positiveSide, blocks: eptBlocks(parameters, categories, seed) };
}

function blockOf(task: Task, trials: readonly EptPlannedTrial[], blockIndex: number): TaskBlock {
  const { say, categories, blocks, options } = task;
  const isFirst = blockIndex === (options.fromBlock ?? 0);
  const isFirstTest = trials[0]?.blockKind === "test" && blocks[blockIndex - 1]?.[0]?.blockKind !== "test";
  const sides = [on(task, "left"), on(task, "right")];
  const page = startPage(
    say,
    { n: blockIndex + 1, of: blocks.length },
    {
      title: say(isFirst ? "title" : isFirstTest ? "test" : "pause"),
      paragraphs: isFirst ? generalWords(task) : [say("keepFast")],
      sides: sides.map(sortingGuide),
      images: isFirst ? imagesOf(Object.values(categories)) : [],
    },
  );
  return { page, choices: sides.map(sortingZone), trials: trials.map((trial) => trialOf(task, trial)) };
}

function generalWords({ options, say }: Task): readonly string[] {
  const { keys } = options.parameters;
  const minutes = Math.ceil(outline.effort(options.parameters).minutes);
  const caps = { leftKey: keys.left.toUpperCase(), rightKey: keys.right.toUpperCase() };
  return [say("intro", { minutes }), isTapped() ? say("howToTap") : say("howToSort", caps), say("markErrors")];
}

function on({ categories, options, positiveSide }: Task, side: Side) {
  const category = categories[side === positiveSide ? "positive" : "negative"];
  const groups = [{ category, style: "attribute" as const }];
  return { choice: side, key: options.parameters.keys[side], place: side, groups };
}

function trialOf({ options, positiveSide }: Task, trial: EptPlannedTrial): TaskTrial {
  const { primeMs, blankMs } = options.parameters;
  const correctSide = trial.valence === "positive" ? positiveSide : opposite(positiveSide);
  const isMatch = (trial.prime === "focal") === (trial.valence === "positive");
  return {
    before: [
      { stimulus: { ...trial.primeStimulus, style: "target" }, durationMs: primeMs },
      { stimulus: null, durationMs: blankMs },
    ],
    stimulus: { ...trial.stimulus, style: "attribute" },
    correct: correctSide,
    simulated: { hardness: EFFECT_SDS_PER_Z * (options.person?.implicitZ ?? 0) * (isMatch ? -1 : 1) },
    fields: ({ presses, before }) => {
      const [primeMs = 0, blankMs = 0] = before.map(({ shownAtMs, hiddenAtMs }) => hiddenAtMs - shownAtMs);
      return {
        trialIndex: trial.trialIndex,
        blockKind: trial.blockKind,
        prime: trial.prime,
        primeStimulus: trial.primeStimulus.text,
        targetValence: trial.valence,
        ...sortedFields(trial.stimulus.text, correctSide, presses),
        primeMs,
        blankMs,
      } satisfies EptTrial;
    },
  };
}
