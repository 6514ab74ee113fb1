import type { JsPsych } from "jspsych";
import type { TimelineOptions } from "../../../contract/timeline.ts";
import { choiceTimeline, type TaskBlock, type TaskTrial } from "../../../plugins/tasks/choiceTask.ts";
import { isTapped, startPage } from "../../../plugins/tasks/pages.ts";
import { imagesOf, type SortedCategory, sortingGuide, sortingZone } from "../../../plugins/tasks/sortingTask.ts";
import { attributeCategories, comparedCategories } from "../stimuli.ts";
import { speaker } from "../texts.ts";
import { type GnatBlock, gnatBlocks } from "./blocks.ts";
import { deadlineOf } from "./deadline.ts";
import { outline } from "./outline.ts";
import type { GnatParameters } from "./parameters.ts";
import { gnatTexts } from "./texts.ts";
import type { GnatCategory, GnatTrial } from "./trial.ts";

export { outline };

type Options = TimelineOptions<GnatParameters>;
type Task = ReturnType<typeof prepare>;

/** SDs of latency between the pairings for a person one z from the mean. */
const EFFECT_SDS_PER_Z = 0.5;

/** The GNAT as a jsPsych timeline; rows to keep carry `body`. */
export function createTimeline(_jsPsych: JsPsych, options: Options) {
  const task = prepare(options);
  const { feedbackMs, interTrialMs } = options.parameters;
  return choiceTimeline({
    measure: outline,
    options,
    blocks: task.blocks.map((block, blockIndex) => blockOf(task, block, blockIndex)),
    rules: {
      errors: "mark",
      feedbackMs,
      marks: "both",
      windowMs: task.deadline.nowMs,
      late: null,
      nudge: null,
      interTrialMs,
    },
    say: task.say,
  });
}

function prepare(options: Options) {
  const { parameters, language, assignment, seed } = options;
  const categories = {
    ...comparedCategories(options),
    ...attributeCategories(parameters, language),
  };
  const say = speaker(gnatTexts, { own: parameters.texts, language });
  const blocks = gnatBlocks({ parameters, categories }, assignment, seed);
  return { options, categories, say, blocks, deadline: deadlineOf(parameters) };
}

function blockOf(task: Task, block: GnatBlock, blockIndex: number): TaskBlock {
  const { say, categories, blocks, options } = task;
  const isFirst = blockIndex === (options.fromBlock ?? 0);
  const groups = [block.target, block.attribute].map(
    (name): SortedCategory => ({ category: categories[name], style: styleOf(name) }),
  );
  const go = { choice: "go", key: " ", place: "center" as const, groups };
  const labels = { target: categories[block.target].label, attribute: categories[block.attribute].label };
  const minutes = Math.ceil(outline.effort(options.parameters).minutes);
  const page = startPage(
    say,
    { n: blockIndex + 1, of: blocks.length },
    {
      title: isFirst ? say("title") : say(block.kind, labels),
      paragraphs: isFirst
        ? [say("intro", { of: blocks.length, minutes }), say(isTapped() ? "howToTap" : "howToGo"), say("feedback")]
        : [say("keepFast")],
      sides: [sortingGuide(go)],
      images: isFirst ? imagesOf(Object.values(categories)) : [],
    },
  );
  return { page, choices: [sortingZone(go)], trials: block.trials.map((trial) => trialOf(task, block, trial)) };
}

function styleOf(name: GnatCategory): "target" | "attribute" {
  return name === "focal" || name === "comparison" ? "target" : "attribute";
}

function trialOf({ options, blocks, deadline }: Task, block: GnatBlock, trial: GnatBlock["trials"][number]): TaskTrial {
  const isPilot = block === blocks[0] && block.kind === "practice";
  const towards = block.pairing === "compatible" ? -1 : 1;
  return {
    stimulus: { ...trial.stimulus, style: styleOf(trial.category) },
    correct: trial.isSignal ? "go" : "none",
    simulated: { hardness: (EFFECT_SDS_PER_Z / 2) * (options.person?.implicitZ ?? 0) * towards - 1 },
    fields: ({ presses }) => {
      const deadlineMs = deadline.nowMs();
      if (isPilot && trial.isSignal) deadline.afterSignal(presses.length > 0);
      return {
        trialIndex: trial.trialIndex,
        blockKind: block.kind,
        pairing: block.pairing,
        target: block.target,
        attribute: block.attribute,
        stimulus: trial.stimulus.text,
        category: trial.category,
        isSignal: trial.isSignal,
        isGo: presses.length > 0,
        isCorrect: presses.length > 0 === trial.isSignal,
        latencyMs: presses[0]?.latencyMs ?? null,
        deadlineMs,
      } satisfies GnatTrial;
    },
  };
}
