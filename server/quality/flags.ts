import type { StoredTrial } from "../store/store.ts";
import { errorShare, longestRun, mostRepeats, ratingPace, ratingsOf } from "./answering.ts";
import { commonShare, excessMs, tail, variation } from "./timing.ts";

/** Reasons to look at a session again. Nothing is dropped for one: whoever analyses decides, by a rule made before. */
export const flagMeanings = {
  "too-fast": "more than 10 % of timed responses under 300 ms",
  "rushed-ratings": "half of the ratings took less than a second each",
  "straight-lining": "eight or more ratings in a row, all the same",
  "patterned-ratings": "the ratings repeat a pattern, such as 2 8 2 8, eight times or more in a row",
  "random-answers": "40 % or more of the stimuli sorted wrongly; guessing gives half",
  "focus-lost": "the page was hidden during more than 10 % of the trials",
  "even-timing": "latencies vary less than people's do (coefficient of variation under .08)",
  "repeated-timing": "half or more of the latencies are of the same five values",
  "no-slow-tail": "latencies lack the long slow tail that people's have (skewness of their logarithms)",
  translated: "the browser had translated the page in some of the trials, so the words were not the study's",
  "same-timing": "the latencies rise and fall as those of another session of the study (correlation over .85)",
  "impossible-timing": "the latencies add up to more time than passed",
  "clock-off": "the device's clock is more than five minutes off the server's",
  gaps: "trials are missing between those stored",
  refused: "trials did not fit their measure or contradicted stored ones",
} as const;

export type Flag = keyof typeof flagMeanings;
/** `value` is what was found, in the unit of the flag's rule. */
export type Flagged = { readonly flag: Flag; readonly value: number };

const TOO_FAST_MS = 300; // Greenwald, Nosek & Banaji 2003
const TOO_FAST_SHARE = 0.1;
const RUSHED_RATING_MS = 1000; // Wood, Harms, Lowman & DeSimone 2017
const SAME_RATINGS = 8;
const REPEATS = 8;
// Guessing at 200 stimuli stays under this once in 400 times; of 574 sessions of real people the worst had .36.
const GUESSING_SHARE = 0.4;
const HIDDEN_SHARE = 0.1;
// People's latencies in choice tasks have coefficients of variation around .4, of 574 sessions the least .17.
const EVEN_VARIATION = 0.08;
const CLOCK_OFF_MS = 5 * 60 * 1000;
const COMMON_SHARE = 0.5;
const EXCESS_MS = 1000;

/** The flags that a session's trials raise by themselves; `same-timing` needs the other sessions (clones.ts). */
export function flagsOf(
  trials: readonly StoredTrial[],
  session: { readonly hasGaps: boolean; readonly refused: number; readonly clockOffsetMs: number | null },
): readonly Flagged[] {
  return [
    ...timingFlags(trials),
    ...answeringFlags(trials),
    ...raised(
      "focus-lost",
      share(trials, ({ body }) => body["visibilityLost"] === true),
      (value) => value > HIDDEN_SHARE,
    ),
    ...raised(
      "translated",
      share(trials, ({ body }) => body["pageTranslated"] === true),
      (value) => value > 0,
    ),
    ...raised("clock-off", session.clockOffsetMs, (value) => Math.abs(value) > CLOCK_OFF_MS),
    ...raised("gaps", session.hasGaps ? 1 : 0, (value) => value > 0),
    ...raised("refused", session.refused, (value) => value > 0),
  ];
}

function timingFlags(trials: readonly StoredTrial[]): readonly Flagged[] {
  const latencies = latenciesOf(trials);
  const timed = latenciesOf(trials.filter(({ body }) => "isCorrect" in body || "pairing" in body || "pressed" in body));
  const shape = tail(trials);
  return [
    ...raised(
      "too-fast",
      share(timed, (ms) => ms < TOO_FAST_MS),
      (value) => value > TOO_FAST_SHARE,
    ),
    // Timed answers beside slower ones would look varied together.
    ...raised("even-timing", Math.min(...[latencies, timed].map(variation)), (value) => value < EVEN_VARIATION),
    ...raised("repeated-timing", commonShare(latencies), (value) => value >= COMMON_SHARE),
    ...raised("no-slow-tail", shape?.skewness, (value) => shape !== null && value < shape.limit),
    ...raised("impossible-timing", excessMs(trials), (value) => value > EXCESS_MS),
  ];
}

function answeringFlags(trials: readonly StoredTrial[]): readonly Flagged[] {
  const ratings = ratingsOf(trials);
  return [
    ...raised("rushed-ratings", ratingPace(ratings), (value) => value < RUSHED_RATING_MS),
    ...raised("straight-lining", longestRun(ratings), (value) => value >= SAME_RATINGS),
    ...raised("patterned-ratings", mostRepeats(ratings), (value) => value >= REPEATS),
    ...raised("random-answers", errorShare(trials), (value) => value >= GUESSING_SHARE),
  ];
}

/** The flag with its value when its rule says so; nothing where there is too little to judge. */
function raised(flag: Flag, value: number | null | undefined, is: (value: number) => boolean): readonly Flagged[] {
  return typeof value === "number" && is(value) ? [{ flag, value }] : [];
}

function latenciesOf(trials: readonly StoredTrial[]): readonly number[] {
  return trials.map(({ body }) => body["latencyMs"]).filter((value) => typeof value === "number");
}

function share<T>(list: readonly T[], is: (one: T) => boolean): number {
  return list.length === 0 ? 0 : list.filter(is).length / list.length;
}
