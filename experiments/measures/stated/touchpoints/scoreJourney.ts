import type { ExclusionReason, Score } from "../../../contract/measure.ts";
import { type AnswerRow, type AnswerValue, lastAnswers, rowsBelow } from "../answers.ts";
import { mean } from "../battery.ts";
import { isOnScale } from "../scale.ts";

const FIVE_POINTS = { lowest: 1, highest: 5 } as const;
const AS_EXPECTED = 3;
const MOMENTS = "touchpoints.moments";

/** Scores a journey: the mean rating of the touchpoints gone through; the shares of them that missed, met and exceeded
 *  the expectation; the mean rating of the moments of truth, and the share of those that exceeded it. */
export function scoreJourney(rows: readonly AnswerRow[]): Score {
  const answers = [...lastAnswers(rowsBelow(rows, "touchpoints"))];
  const experience = byTouchpoint(answers, "experience");
  const expectation = byTouchpoint(answers, "expectation");
  const moments = momentsOf(answers);
  const of = (values: ReadonlyMap<string, number>) => moments.flatMap((id) => values.get(id) ?? []);
  const parts = {
    touchpoints_used: experience.size,
    missed_share: shareOf([...expectation.values()], (value) => value < AS_EXPECTED),
    met_share: shareOf([...expectation.values()], (value) => value === AS_EXPECTED),
    exceeded_share: shareOf([...expectation.values()], (value) => value > AS_EXPECTED),
    moments_chosen: moments.length,
    moments_mean: mean(of(experience)),
    moments_exceeded_share: shareOf(of(expectation), (value) => value > AS_EXPECTED),
  };
  const excluded = exclusion(answers, experience.size);
  const scored = { value: mean([...experience.values()]), trialsUsed: experience.size, parts };
  return excluded === null ? scored : { ...scored, excluded };
}

type Answers = readonly (readonly [item: string, value: AnswerValue])[];

function exclusion(answers: Answers, used: number): ExclusionReason | null {
  if (answers.length === 0) return "no-trials";
  const ratings = answers.filter(([item, value]) => item !== MOMENTS && value !== null);
  if (ratings.some(([, value]) => !isOnScale(value, FIVE_POINTS))) return "off-scale";
  return used === 0 ? "not-answered" : null;
}

function byTouchpoint(answers: Answers, question: "experience" | "expectation"): ReadonlyMap<string, number> {
  const ending = `.${question}`;
  return new Map(
    answers.flatMap(([item, value]) => {
      if (!item.endsWith(ending) || !isOnScale(value, FIVE_POINTS)) return [];
      return [[item.slice("touchpoints.".length, -ending.length), value] as const];
    }),
  );
}

function momentsOf(answers: Answers): readonly string[] {
  const chosen = answers.find(([item]) => item === MOMENTS)?.[1] ?? null;
  if (typeof chosen === "string") return [chosen];
  return typeof chosen === "number" || chosen === null ? [] : chosen;
}

function shareOf(values: readonly number[], counts: (value: number) => boolean): number | null {
  return values.length === 0 ? null : values.filter(counts).length / values.length;
}
