import type { JsPsych } from "jspsych";
import type { TimelineOptions } from "../../../contract/timeline.ts";
import { choiceTimeline, type TaskBlock, type TaskTrial } from "../../../plugins/tasks/choiceTask.ts";
import { isTapped, startPage } from "../../../plugins/tasks/pages.ts";
import { imagesOf, type SortedCategory, sortingGuide, sortingZone } from "../../../plugins/tasks/sortingTask.ts";
import type { Side } from "../sides.ts";
import { sortedFields } from "../sortedTrial.ts";
import { attributeCategories, focalCategory } from "../stimuli.ts";
import { speaker } from "../texts.ts";
import { type SingleCategoryIatBlock, singleCategoryIatBlocks } from "./blocks.ts";
import { outline } from "./outline.ts";
import type { SingleCategoryIatParameters } from "./parameters.ts";
import { singleCategoryIatTexts } from "./texts.ts";
import type { SingleCategoryIatCategory, SingleCategoryIatTrial } from "./trial.ts";

export { outline };

type Options = TimelineOptions<SingleCategoryIatParameters>;
type Task = ReturnType<typeof prepare>;

/** SDs of latency between the pairings for a person one z from the mean. */
const EFFECT_SDS_PER_Z = 0.4;

/** The SC-IAT as a jsPsych timeline; rows to keep carry `body`. */
export function createTimeline(_jsPsych: JsPsych, options: Options) {
  const task = prepare(options);
  const { errors, feedbackMs, windowMs, lateMs, interTrialMs } = options.parameters;
  const late = { text: task.say("late"), ms: lateMs };
  const marks = errors === "mark" ? "both" : "errors";
  return choiceTimeline({
    measure: outline,
    options,
    blocks: task.blocks.map((block, blockIndex) => blockOf(task, block, blockIndex)),
    rules: { errors, feedbackMs, marks, windowMs, late, nudge: null, interTrialMs },
    say: task.say,
  });
}

function prepare(options: Options) {
  const { parameters, language, assignment, seed } = options;
  const categories = {
    focal: focalCategory(parameters.focalCategory, options),
    ...attributeCategories(parameters, language),
  };
  const say = speaker(singleCategoryIatTexts, { own: parameters.texts, language });
  return { options, categories, say, blocks: singleCategoryIatBlocks({ parameters, categories }, assignment, seed) };
}

function blockOf(task: Task, block: SingleCategoryIatBlock, blockIndex: number): TaskBlock {
  const { say, categories, blocks, options } = task;
  const isFirst = blockIndex === (options.fromBlock ?? 0);
  const before = blocks[blockIndex - 1]?.pairing ?? null;
  const hasChanged = before !== null && before !== block.pairing;
  const sides = [on(task, "left", block.left), on(task, "right", block.right)];
  const title = hasChanged
    ? say("changed", { target: categories.focal.label })
    : say(block.pairing === null ? "attributes" : block.kind);
  const page = startPage(
    say,
    { n: blockIndex + 1, of: blocks.length },
    {
      title: isFirst ? say("title") : title,
      paragraphs: isFirst ? generalWords(task) : [say("keepFast")],
      sides: sides.map(sortingGuide),
      images: isFirst ? imagesOf(Object.values(categories)) : [],
    },
  );
  return { page, choices: sides.map(sortingZone), trials: block.trials.map((trial) => trialOf(task, block, trial)) };
}

function generalWords({ options, say, blocks }: Task): readonly string[] {
  const { keys, errors } = options.parameters;
  const minutes = Math.ceil(outline.effort(options.parameters).minutes);
  const caps = { leftKey: keys.left.toUpperCase(), rightKey: keys.right.toUpperCase() };
  return [
    say("intro", { of: blocks.length, minutes }),
    isTapped() ? say("howToTap") : say("howToSort", caps),
    say(errors === "correct" ? "correctErrors" : "markErrors"),
  ];
}

function on({ categories, options }: Task, side: Side, names: readonly SingleCategoryIatCategory[]) {
  const groups = names.map((name): SortedCategory => ({ category: categories[name], style: styleOf(name) }));
  return { choice: side, key: options.parameters.keys[side], place: side, groups };
}

function styleOf(name: SingleCategoryIatCategory): "target" | "attribute" {
  return name === "focal" ? "target" : "attribute";
}

function trialOf(
  { options }: Task,
  block: SingleCategoryIatBlock,
  trial: SingleCategoryIatBlock["trials"][number],
): TaskTrial {
  const towards = { compatible: -1, incompatible: 1, none: 0 }[block.pairing ?? "none"];
  return {
    stimulus: { ...trial.stimulus, style: styleOf(trial.category) },
    correct: trial.correctSide,
    simulated: { hardness: (EFFECT_SDS_PER_Z / 2) * (options.person?.implicitZ ?? 0) * towards },
    fields: ({ presses }) =>
      ({
        trialIndex: trial.trialIndex,
        blockKind: block.kind,
        pairing: block.pairing,
        category: trial.category,
        ...sortedFields(trial.stimulus.text, trial.correctSide, presses),
      }) satisfies SingleCategoryIatTrial,
  };
}
