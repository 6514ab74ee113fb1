import type { JsPsych } from "jspsych";
import type { ShownProduct, TimelineOptions } from "../../../contract/timeline.ts";
import { choiceTimeline, type TaskBlock, type TaskTrial } from "../../../plugins/tasks/choiceTask.ts";
import { isTapped, startPage } from "../../../plugins/tasks/pages.ts";
import { sortingZone } from "../../../plugins/tasks/sortingTask.ts";
import type { TimedChoiceResult } from "../../../plugins/tasks/timedChoice.ts";
import { firstPress } from "../firstPress.ts";
import { opposite, type Side, sideOf } from "../sides.ts";
import { shownStimulus } from "../stimuli.ts";
import { speaker } from "../texts.ts";
import { outline } from "./outline.ts";
import type { SpeededFitParameters } from "./parameters.ts";
import { speededFitTexts } from "./texts.ts";
import type { FitResponse, SpeededFitTrial } from "./trial.ts";
import { type BaselineTrial, type JudgedTrial, speededFitTrials } from "./trials.ts";

export { outline };

type Options = TimelineOptions<SpeededFitParameters>;
type Task = ReturnType<typeof prepare>;

/** How much likelier "fits" is for the focal brand of a person one z from the mean. */
const EFFECT_SHARE_PER_Z = 0.12;

/** The fit task as a jsPsych timeline; rows to keep carry `body`. */
export function createTimeline(_jsPsych: JsPsych, options: Options) {
  const task = prepare(options);
  const { interTrialMs, nudgeMs } = options.parameters;
  const { baseline, judged } = task.trials;
  const of = baseline.length > 0 ? 2 : 1;
  const first =
    baseline.length > 0
      ? [
          blockOf(
            task,
            { n: 1, of },
            baseline.map((trial) => baselineTrial(task, trial)),
          ),
        ]
      : [];
  const nudge = { text: task.say("nudge"), afterMs: nudgeMs };
  return choiceTimeline({
    measure: outline,
    options,
    blocks: [
      ...first,
      blockOf(
        task,
        { n: of, of },
        judged.map((trial) => judgedTrial(task, trial)),
      ),
    ],
    rules: { errors: "ignore", feedbackMs: 0, marks: "errors", windowMs: null, late: null, nudge, interTrialMs },
    say: task.say,
  });
}

function prepare(options: Options) {
  const { parameters, language, assignment, seed } = options;
  const named = parameters.brands.map((id) => options.products.find((product) => product.id === id));
  const others = options.products.filter(({ id }) => id !== options.product?.id);
  const all = named.length > 0 ? named : [options.product, ...others];
  const brands = all.filter((brand) => brand !== undefined);
  if (brands.length === 0) throw new RangeError(`${options.instance} needs at least one brand of the study`);
  const attributes = parameters.attributes.map((stimulus) => shownStimulus(stimulus, language));
  const say = speaker(speededFitTexts, { own: parameters.texts, language });
  const fitSide = sideOf(assignment.fitSide);
  return { options, say, fitSide, trials: speededFitTrials(parameters, { brands, attributes }, seed) };
}

function blockOf(
  task: Task,
  part: { readonly n: number; readonly of: number },
  trials: readonly TaskTrial[],
): TaskBlock {
  const { say, options, fitSide } = task;
  const { keys } = options.parameters;
  const [left, right] = fitSide === "left" ? [say("fit"), say("notFit")] : [say("notFit"), say("fit")];
  const how = say(isTapped() ? "howToTap" : "howTo", {
    leftKey: keys.left.toUpperCase(),
    rightKey: keys.right.toUpperCase(),
    left,
    right,
  });
  const minutes = Math.ceil(outline.effort(options.parameters).minutes);
  const isBaseline = part.n < part.of;
  const page = startPage(say, part, {
    title: say(part.n === 1 ? "title" : "judging"),
    paragraphs: [say(isBaseline ? "baseline" : "intro", { minutes }), how],
    images: options.products.flatMap(({ image }) => image ?? []),
  });
  // The order of choices tells a simulated person which one means that it fits.
  return { page, choices: [zone(task, fitSide), zone(task, opposite(fitSide))], trials };
}

function zone({ say, options, fitSide }: Task, side: Side) {
  const choice: FitResponse = side === fitSide ? "fit" : "notFit";
  const groups = [{ category: { label: say(choice), stimuli: [] }, style: "plain" as const }];
  return sortingZone({ choice, key: options.parameters.keys[side], place: side, groups });
}

function baselineTrial({ say, options }: Task, { trialIndex, side }: BaselineTrial): TaskTrial {
  const text = say(side);
  return {
    stimulus: { text, image: null, style: "plain" },
    correct: side,
    product: null,
    simulated: { hardness: -1 },
    fields: ({ presses }) =>
      ({
        trialIndex,
        isBaseline: true,
        attribute: text,
        ...judgement(presses, options.parameters.nudgeMs),
        cueMs: 0,
      }) satisfies SpeededFitTrial,
  };
}

function judgedTrial({ options }: Task, { trialIndex, brand, attribute }: JudgedTrial): TaskTrial {
  const { cueMs } = options.parameters;
  const towards = brand.id === options.product?.id ? 1 : -1;
  const share = 0.5 + EFFECT_SHARE_PER_Z * (options.person?.implicitZ ?? 0) * towards;
  return {
    before: cueMs > 0 ? [{ stimulus: cueOf(brand), durationMs: cueMs }] : [],
    stimulus: { ...attribute, style: "attribute" },
    prompt: brand.name,
    correct: null,
    product: brand.id,
    simulated: { hardness: 0, firstChoiceShare: Math.min(0.95, Math.max(0.05, share)) },
    fields: ({ presses, before: [cue] }) =>
      ({
        trialIndex,
        isBaseline: false,
        attribute: attribute.text,
        ...judgement(presses, options.parameters.nudgeMs),
        cueMs: cue ? cue.hiddenAtMs - cue.shownAtMs : 0,
      }) satisfies SpeededFitTrial,
  };
}

function cueOf(brand: ShownProduct) {
  return { text: brand.name, image: brand.image ?? null, style: "target" as const };
}

function judgement(presses: TimedChoiceResult["presses"], nudgeMs: number) {
  const { choice, latencyMs } = firstPress(presses);
  const response: FitResponse = choice === "notFit" ? "notFit" : "fit";
  return { response, latencyMs, wasReminded: latencyMs >= nudgeMs };
}
