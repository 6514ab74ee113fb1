import type { JsPsych } from "jspsych";
import type { TimelineOptions } from "../../../contract/timeline.ts";
import { choiceTimeline, type TaskBlock } from "../../../plugins/tasks/choiceTask.ts";
import { isTapped, startPage } from "../../../plugins/tasks/pages.ts";
import { imagesOf, type SortedCategory, sortingGuide, sortingZone } from "../../../plugins/tasks/sortingTask.ts";
import { answeredFields } from "../sortedTrial.ts";
import { attributeCategories, comparedCategories, shownCategory } from "../stimuli.ts";
import { speaker } from "../texts.ts";
import { type BriefIatBlock, briefIatBlocks } from "./blocks.ts";
import { outline } from "./outline.ts";
import type { BriefIatParameters } from "./parameters.ts";
import { briefIatTexts } from "./texts.ts";
import type { BriefIatCategory, BriefIatTrial } from "./trial.ts";

export { outline };

type Options = TimelineOptions<BriefIatParameters>;
type Task = ReturnType<typeof prepare>;

/** SDs of latency between the pairings for a person one z from the mean. */
const EFFECT_SDS_PER_Z = 0.4;

/** The BIAT as a jsPsych timeline; rows to keep carry `body`. */
export function createTimeline(_jsPsych: JsPsych, options: Options) {
  const task = prepare(options);
  const { interTrialMs } = options.parameters;
  return choiceTimeline({
    measure: outline,
    options,
    blocks: task.blocks.map((block, blockIndex) => blockOf(task, block, blockIndex)),
    rules: { errors: "correct", feedbackMs: 0, marks: "errors", windowMs: null, late: null, nudge: null, interTrialMs },
    say: task.say,
  });
}

function prepare(options: Options) {
  const { parameters, language } = options;
  const categories = {
    ...comparedCategories(options),
    ...attributeCategories(parameters, language),
    warmUpFocal: shownCategory(parameters.warmUpFocal, language),
    warmUpOther: shownCategory(parameters.warmUpOther, language),
  };
  const say = speaker(briefIatTexts, { own: parameters.texts, language });
  return {
    options,
    categories,
    say,
    blocks: briefIatBlocks({ parameters, categories }, options.assignment, options.seed),
  };
}

function blockOf(task: Task, block: BriefIatBlock, blockIndex: number): TaskBlock {
  const { say, categories, blocks, options } = task;
  const { keys } = options.parameters;
  const [target, attribute] = block.belongs;
  const isFirst = blockIndex === (options.fromBlock ?? 0);
  const right = {
    choice: "right",
    key: keys.right,
    place: "right" as const,
    groups: block.belongs.map((name) => sorted(task, name)),
  };
  const left = { choice: "left", key: keys.left, place: "left" as const, groups: [anythingElse(task)] };
  const named = say("block", { target: categories[target].label, attribute: categories[attribute].label });
  const page = startPage(
    say,
    { n: blockIndex + 1, of: blocks.length },
    {
      title: block.pairing === null ? say("warmUp") : named,
      paragraphs: isFirst ? generalWords(task) : [say("keepFast")],
      sides: [left, right].map(sortingGuide),
      images: isFirst ? imagesOf(Object.values(categories)) : [],
    },
  );
  return {
    page,
    choices: [left, right].map(sortingZone),
    trials: block.trials.map((trial) => trialOf(task, block, trial)),
  };
}

function generalWords({ options, say, blocks }: Task): readonly string[] {
  const { keys } = options.parameters;
  const minutes = Math.ceil(outline.effort(options.parameters).minutes);
  const caps = { leftKey: keys.left.toUpperCase(), rightKey: keys.right.toUpperCase() };
  return [
    say("intro", { of: blocks.length, minutes }),
    isTapped() ? say("howToTap") : say("howToSort", caps),
    say("correctErrors"),
  ];
}

function sorted({ categories }: Task, name: BriefIatCategory): SortedCategory {
  return { category: categories[name], style: styleOf(name) };
}

function anythingElse({ say }: Task): SortedCategory {
  return { category: { label: say("anythingElse"), stimuli: [] }, style: "plain" };
}

function styleOf(name: BriefIatCategory): "target" | "attribute" {
  return name === "positive" || name === "negative" ? "attribute" : "target";
}

function trialOf({ options }: Task, block: BriefIatBlock, trial: BriefIatBlock["trials"][number]) {
  const towards = { compatible: -1, incompatible: 1, none: 0 }[block.pairing ?? "none"];
  return {
    stimulus: { ...trial.stimulus, style: styleOf(trial.category) },
    correct: trial.correctSide,
    simulated: { hardness: (EFFECT_SDS_PER_Z / 2) * (options.person?.implicitZ ?? 0) * towards },
    fields: ({ presses }: Parameters<TaskBlock["trials"][number]["fields"]>[0]) =>
      ({
        trialIndex: trial.trialIndex,
        blockKind: block.pairing === null ? "practice" : "test",
        pairing: block.pairing,
        category: trial.category,
        ...answeredFields(trial.stimulus.text, trial.correctSide, presses),
      }) satisfies BriefIatTrial,
  };
}
