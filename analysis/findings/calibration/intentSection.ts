import { columnOf } from "../../data/cohort.ts";
import { type ComparedMeasure, measureOfKind } from "../../plan/measure.ts";
import {
  type IntentCalibration,
  type IntentStudy,
  intentCalibration,
} from "../../statistics/intent/intentCalibration.ts";
import type { Context } from "../context.ts";
import { labelIn } from "../words.ts";

const CHANCE_STEPS = 10;
const INTENT_POINTS = 5;

/** `intent_calibration`: how far what people said lies from what they did, for the first purchase probability (0 to 10)
 *  and the first purchase intent (1 to 5) whose answers are whole steps of these scales. Empty without either. */
export function intentSection(context: Context): { readonly intent_calibration?: IntentCalibration } {
  const { cohort, measures, warn } = context;
  const answersOf = (
    kind: string,
    low: number,
    high: number,
  ): { name: string; answers: readonly number[] } | undefined => {
    const measure: ComparedMeasure | null = measureOfKind(measures, kind);
    if (measure === null) return undefined;
    const answers = columnOf(cohort, measure.column);
    const isOnScale = answers.every((answer) => Number.isInteger(answer) && answer >= low && answer <= high);
    if (isOnScale) return { name: measure.column, answers };
    warn(`Stated chances leave out ${measure.label}: its answers are not the whole steps ${low} to ${high}.`);
    return undefined;
  };
  const chance = answersOf("purchaseProbability", 0, CHANCE_STEPS);
  const intent = answersOf("purchaseIntent", 1, INTENT_POINTS);
  if (chance === undefined && intent === undefined) return {};
  const study: IntentStudy = {
    outcome: cohort.outcome,
    chance: chance === undefined ? undefined : { ...chance, steps: CHANCE_STEPS },
    intent,
  };
  const { sections, warnings } = intentCalibration(study);
  for (const sentence of warnings) {
    const [column = "", ...rest] = sentence.split(": ");
    warn(`Stated chances: ${[labelIn(context, column), ...rest].join(": ")}.`);
  }
  if (cohort.persons !== null) {
    warn(
      "Intent calibration describes rows: its standard errors and tests take rows of one person for several people.",
    );
  }
  return { intent_calibration: sections };
}
