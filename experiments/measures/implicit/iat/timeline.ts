import type { JsPsych } from "jspsych";
import type { TimelineOptions } from "../../../contract/timeline.ts";
import type { Label } from "../../../plugins/elements.ts";
import { type InstructionSide, InstructionsPlugin } from "../../../plugins/instructions.ts";
import { recordedBody } from "../../../plugins/recordedBody.ts";
import { simulatedChoice } from "../../../plugins/simulatedChoice.ts";
import { simulatedBy } from "../../../plugins/taskOptions.ts";
import type { ChoiceZone } from "../../../plugins/taskScreen.ts";
import { TimedChoicePlugin, type TimedChoiceResult } from "../../../plugins/timedChoice.ts";
import { comparisonProduct, focalProduct, shownCategory, shownProductCategory } from "../stimuli.ts";
import { speaker } from "../texts.ts";
import { type IatBlock, iatBlocks, type PlannedTrial } from "./blocks.ts";
import { iat } from "./measure.ts";
import type { IatParameters } from "./parameters.ts";
import { iatTexts } from "./texts.ts";
import { type IatCategory, IatTrial, Side } from "./trial.ts";

type Options = TimelineOptions<IatParameters>;
type Task = ReturnType<typeof prepare>;

/** SDs of latency between the pairings for a person one z from the mean: a D of about .4. */
const EFFECT_SDS_PER_Z = 0.4;

/** The IAT as a jsPsych timeline; rows to keep carry `body`. */
export function createTimeline(_jsPsych: JsPsych, options: Options) {
  const task = prepare(options);
  const from = options.fromBlock ?? 0;
  const blocks = task.blocks.map((block, index) => ({ block, index })).slice(from);
  const after = {
    type: InstructionsPlugin,
    title: task.say("afterTitle"),
    paragraphs: [task.say("after")],
    button: task.say("next"),
    hint: task.say("nextHint"),
    record_data: false,
  };
  return { timeline: [...blocks.flatMap(({ block, index }) => blockTimeline(task, block, index)), after] };
}

function prepare(options: Options) {
  const { parameters, language } = options;
  const focal = focalProduct(options);
  const comparison = comparisonProduct(options, parameters.comparison);
  const categories = {
    focal: shownProductCategory(parameters.focalCategory, focal, language),
    comparison: shownProductCategory(parameters.comparisonCategory, comparison, language),
    positive: shownCategory(parameters.positive, language),
    negative: shownCategory(parameters.negative, language),
  };
  const say = speaker(iatTexts, { own: parameters.texts, language });
  return { options, categories, say, blocks: iatBlocks({ parameters, categories }, options.assignment, options.seed) };
}

function blockTimeline(task: Task, block: IatBlock, blockIndex: number) {
  return [
    instructions(task, block, blockIndex),
    ...block.trials.map((trial) => trialNode(task, { block, blockIndex, trial })),
  ];
}

function instructions(task: Task, block: IatBlock, blockIndex: number) {
  const { options, categories, say, blocks } = task;
  const isFirst = blockIndex === (options.fromBlock ?? 0);
  const images = Object.values(categories).flatMap(({ stimuli }) => stimuli.flatMap(({ image }) => image ?? []));
  return {
    type: InstructionsPlugin,
    part: say("part", { n: blockIndex + 1, of: blocks.length }),
    title: say(isFirst ? "title" : block.role),
    paragraphs: isFirst
      ? generalWords(task)
      : [say(block.role === "combinedPractice" ? "combinedPracticeMore" : "keepFast")],
    sides: [guideSide(task, "left", block.left), guideSide(task, "right", block.right)],
    button: say("start"),
    hint: say("startHint"),
    images: isFirst ? images : [],
    or: say("or"),
    record_data: false,
  };
}

function generalWords({ options, say, blocks }: Task): readonly string[] {
  const { keys, errors } = options.parameters;
  const minutes = Math.ceil(iat.effort(options.parameters).minutes);
  return [
    say("intro", { of: blocks.length, minutes }),
    say("howToSort", { leftKey: keys.left.toUpperCase(), rightKey: keys.right.toUpperCase() }),
    say(errors === "correct" ? "correctErrors" : "markErrors"),
  ];
}

function labelOf(task: Task, category: IatCategory): Label {
  const isTarget = category === "focal" || category === "comparison";
  return { text: task.categories[category].label, style: isTarget ? "target" : "attribute" };
}

function guideSide(task: Task, side: Side, on: readonly IatCategory[]): InstructionSide {
  const groups = on.map((category) => ({
    label: labelOf(task, category),
    members: task.categories[category].stimuli,
  }));
  return { key: task.options.parameters.keys[side], place: side, groups };
}

function zone(task: Task, side: Side, on: readonly IatCategory[]): ChoiceZone {
  const labels = on.map((category) => labelOf(task, category));
  return { choice: side, key: task.options.parameters.keys[side], place: side, labels };
}

type Place = { readonly block: IatBlock; readonly blockIndex: number; readonly trial: PlannedTrial };

function trialNode(task: Task, place: Place) {
  const { options, say } = task;
  const { errors, errorMs, interTrialMs } = options.parameters;
  const { block, trial } = place;
  return {
    type: TimedChoicePlugin,
    stimulus: { ...trial.stimulus, style: labelOf(task, trial.category).style },
    choices: [zone(task, "left", block.left), zone(task, "right", block.right)],
    correct: trial.correctSide,
    errors,
    feedback_ms: errorMs,
    inter_trial_ms: interTrialMs,
    or: say("or"),
    wrong: say("wrong"),
    record: (result: TimedChoiceResult) => ({ body: bodyOf(task, place, result) }),
    ...simulatedBy(options, (person) =>
      simulatedChoice(person, {
        correct: trial.correctSide,
        choices: ["left", "right"],
        hardness: hardness(person.implicitZ, block),
        mustCorrect: errors === "correct",
        windowMs: null,
        interTrialMs,
      }),
    ),
  };
}

function hardness(implicitZ: number, block: IatBlock): number {
  if (block.pairing === null) return 0;
  return (EFFECT_SDS_PER_Z / 2) * implicitZ * (block.pairing === "incompatible" ? 1 : -1);
}

function bodyOf(task: Task, { block, blockIndex, trial }: Place, { observed, presses }: TimedChoiceResult) {
  const [first] = presses;
  const fields = IatTrial.parse({
    trialIndex: trial.trialIndex,
    blockRole: block.role,
    blockKind: block.kind,
    pairing: block.pairing,
    stimulus: trial.stimulus.text,
    category: trial.category,
    correctSide: trial.correctSide,
    firstSide: first?.choice,
    isCorrect: first?.choice === trial.correctSide,
    firstLatencyMs: first?.latencyMs,
    latencyMs: presses.at(-1)?.latencyMs,
    presses: presses.map(({ choice, latencyMs }) => ({ side: Side.parse(choice), latencyMs })),
  });
  return recordedBody({ measure: iat, options: task.options }, { observed, blockIndex, fields });
}
