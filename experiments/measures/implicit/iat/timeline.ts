import type { JsPsych } from "jspsych";
import type { TimelineOptions } from "../../../contract/timeline.ts";
import { choiceTimeline, type TaskBlock, type TaskTrial } from "../../../plugins/tasks/choiceTask.ts";
import { isTapped, startPage } from "../../../plugins/tasks/pages.ts";
import { imagesOf, type SortedCategory, sortingGuide, sortingZone } from "../../../plugins/tasks/sortingTask.ts";
import type { Side } from "../sides.ts";
import { answeredFields } from "../sortedTrial.ts";
import { attributeCategories, comparedCategories } from "../stimuli.ts";
import { speaker } from "../texts.ts";
import { type IatBlock, iatBlocks, type PlannedTrial } from "./blocks.ts";
import { outline } from "./outline.ts";
import type { IatParameters } from "./parameters.ts";
import { iatTexts } from "./texts.ts";
import type { IatCategory, IatTrial } from "./trial.ts";

export { outline };

type Options = TimelineOptions<IatParameters>;
type Task = ReturnType<typeof prepare>;

/** SDs of latency between the pairings for a person one z from the mean: a D of about .4. */
const EFFECT_SDS_PER_Z = 0.4;

/** The IAT as a jsPsych timeline; rows to keep carry `body`. */
export function createTimeline(_jsPsych: JsPsych, options: Options) {
  const task = prepare(options);
  const { errors, errorMs, interTrialMs } = options.parameters;
  return choiceTimeline({
    measure: outline,
    options,
    blocks: task.blocks.map((block, blockIndex) => blockOf(task, block, blockIndex)),
    rules: { errors, feedbackMs: errorMs, marks: "errors", windowMs: null, late: null, nudge: null, interTrialMs },
    say: task.say,
  });
}

function prepare(options: Options) {
  const { parameters, language } = options;
  const categories = {
    ...comparedCategories(options),
    ...attributeCategories(parameters, language),
  };
  const say = speaker(iatTexts, { own: parameters.texts, language });
  return { options, categories, say, blocks: iatBlocks({ parameters, categories }, options.assignment, options.seed) };
}

function blockOf(task: Task, block: IatBlock, blockIndex: number): TaskBlock {
  const { say, options, categories, blocks } = task;
  const isFirst = blockIndex === (options.fromBlock ?? 0);
  const sides = [on(task, "left", block.left), on(task, "right", block.right)];
  const page = startPage(
    say,
    { n: blockIndex + 1, of: blocks.length },
    {
      title: say(isFirst ? "title" : block.role),
      paragraphs: isFirst
        ? generalWords(task)
        : [say(block.role === "combinedPractice" ? "combinedPracticeMore" : "keepFast")],
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

function on({ categories, options }: Task, side: Side, names: readonly IatCategory[]) {
  const groups = names.map((name): SortedCategory => ({ category: categories[name], style: styleOf(name) }));
  return { choice: side, key: options.parameters.keys[side], place: side, groups };
}

function styleOf(category: IatCategory): "target" | "attribute" {
  return category === "focal" || category === "comparison" ? "target" : "attribute";
}

function trialOf({ options }: Task, block: IatBlock, trial: PlannedTrial): TaskTrial {
  return {
    stimulus: { ...trial.stimulus, style: styleOf(trial.category) },
    correct: trial.correctSide,
    simulated: { hardness: hardness(options.person?.implicitZ ?? 0, block) },
    fields: ({ presses }) =>
      ({
        trialIndex: trial.trialIndex,
        blockRole: block.role,
        blockKind: block.kind,
        pairing: block.pairing,
        category: trial.category,
        ...answeredFields(trial.stimulus.text, trial.correctSide, presses),
      }) satisfies IatTrial,
  };
}

function hardness(implicitZ: number, block: IatBlock): number {
  if (block.pairing === null) return 0;
  return (EFFECT_SDS_PER_Z / 2) * implicitZ * (block.pairing === "incompatible" ? 1 : -1);
}
