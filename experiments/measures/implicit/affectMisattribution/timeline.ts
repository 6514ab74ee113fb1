import type { JsPsych } from "jspsych";
import type { TimelineOptions } from "../../../contract/timeline.ts";
import { choiceTimeline, type TaskBlock, type TaskTrial } from "../../../plugins/tasks/choiceTask.ts";
import { isTapped, startPage } from "../../../plugins/tasks/pages.ts";
import { imagesOf, sortingZone } from "../../../plugins/tasks/sortingTask.ts";
import { firstPress } from "../firstPress.ts";
import { opposite, type Side, sideOf } from "../sides.ts";
import { comparedCategories, shownStimulus } from "../stimuli.ts";
import { speaker } from "../texts.ts";
import { glyph, maskGlyph } from "./glyph.ts";
import { outline } from "./outline.ts";
import type { AmpParameters } from "./parameters.ts";
import { ampTexts } from "./texts.ts";
import type { AmpTrial } from "./trial.ts";
import { type AmpPlannedTrial, ampTrials } from "./trials.ts";

export { outline };

type Options = TimelineOptions<AmpParameters>;
type Task = ReturnType<typeof prepare>;

/** How much likelier "pleasant" is after the focal product for a person one z from the mean. */
const EFFECT_SHARE_PER_Z = 0.12;

/** The AMP as a jsPsych timeline; rows to keep carry `body`. */
export function createTimeline(_jsPsych: JsPsych, options: Options) {
  const task = prepare(options);
  const { interTrialMs } = options.parameters;
  const kinds = (["practice", "test"] as const).filter((kind) => task.trials[kind].length > 0);
  return choiceTimeline({
    measure: outline,
    options,
    blocks: kinds.map((kind, index) => blockOf(task, kind, { n: index + 1, of: kinds.length })),
    rules: { errors: "ignore", feedbackMs: 0, marks: "errors", windowMs: null, late: null, nudge: null, interTrialMs },
    say: task.say,
  });
}

function prepare(options: Options) {
  const { parameters, language, assignment, seed } = options;
  const categories = {
    ...comparedCategories(options),
    neutral: { label: "", stimuli: parameters.neutral.map((stimulus) => shownStimulus(stimulus, language)) },
  };
  const primes = {
    focal: categories.focal.stimuli,
    comparison: categories.comparison.stimuli,
    neutral: categories.neutral.stimuli,
  };
  const pleasantSide = sideOf(assignment.pleasantSide);
  const say = speaker(ampTexts, { own: parameters.texts, language });
  return { options, categories, say, pleasantSide, trials: ampTrials(parameters, primes, seed) };
}

function blockOf(task: Task, kind: "practice" | "test", part: { readonly n: number; readonly of: number }): TaskBlock {
  const { say, categories } = task;
  const page = startPage(say, part, {
    title: say(part.n === 1 ? "title" : "test"),
    paragraphs: part.n === 1 ? generalWords(task) : [say("testMore")],
    images: imagesOf(Object.values(categories)),
  });
  // The order of choices tells a simulated person which is the pleasant one.
  const choices = [task.pleasantSide, opposite(task.pleasantSide)].map((side) => zone(task, side));
  return { page, choices, trials: task.trials[kind].map((trial) => trialOf(task, kind, trial)) };
}

function generalWords({ say, options, pleasantSide, trials }: Task): readonly string[] {
  const { keys } = options.parameters;
  const minutes = Math.ceil(outline.effort(options.parameters).minutes);
  const [left, right] =
    pleasantSide === "left" ? [say("pleasant"), say("unpleasant")] : [say("unpleasant"), say("pleasant")];
  const fill = { leftKey: keys.left.toUpperCase(), rightKey: keys.right.toUpperCase(), left, right };
  const practice = trials.practice.length > 0 ? [say("practice")] : [];
  return [say("intro", { minutes }), say("warning"), say(isTapped() ? "howToTap" : "howTo", fill), ...practice];
}

function zone({ say, options, pleasantSide }: Task, side: Side) {
  const label = say(side === pleasantSide ? "pleasant" : "unpleasant");
  const groups = [{ category: { label, stimuli: [] }, style: "plain" as const }];
  return sortingZone({ choice: side, key: options.parameters.keys[side], place: side, groups });
}

function trialOf({ options, pleasantSide }: Task, blockKind: "practice" | "test", trial: AmpPlannedTrial): TaskTrial {
  const { primeMs, blankMs, glyphMs } = options.parameters;
  const towards = { focal: 1, comparison: -1, neutral: 0 }[trial.prime];
  const share = 0.5 + EFFECT_SHARE_PER_Z * (options.person?.implicitZ ?? 0) * towards;
  return {
    before: [
      { stimulus: { ...trial.stimulus, style: "plain" }, durationMs: primeMs },
      { stimulus: null, durationMs: blankMs },
      { stimulus: { text: "", image: null, style: "plain", path: glyph(trial.glyph) }, durationMs: glyphMs },
    ],
    stimulus: { text: "", image: null, style: "plain", path: maskGlyph() },
    correct: null,
    simulated: { hardness: 0, firstChoiceShare: Math.min(0.95, Math.max(0.05, share)) },
    fields: ({ presses, before }) => {
      const { choice, latencyMs } = firstPress(presses);
      const side = sideOf(choice);
      const [primeMs = 0, blankMs = 0, glyphMs = 0] = before.map(({ shownAtMs, hiddenAtMs }) => hiddenAtMs - shownAtMs);
      return {
        trialIndex: trial.trialIndex,
        blockKind,
        prime: trial.prime,
        stimulus: trial.stimulus.text,
        glyph: trial.glyph,
        isPleasant: side === pleasantSide,
        side,
        latencyMs,
        primeMs,
        blankMs,
        glyphMs,
      } satisfies AmpTrial;
    },
  };
}
