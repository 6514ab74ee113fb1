import type { StoredTrial } from "../store/store.ts";

/** Reasons to look at a session again. Nothing is dropped for one: whoever analyses decides, by a rule made before. */
export const flagMeanings = {
  "too-fast": "more than 10 % of timed responses under 300 ms",
  "straight-lining": "eight or more ratings in a row, all the same",
  "focus-lost": "the page was hidden during more than 10 % of the trials",
  "even-timing": "latencies vary less than people's do (coefficient of variation under .08)",
  "repeated-timing": "the same latencies come again and again",
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
const SAME_RATINGS = 8;
const HIDDEN_SHARE = 0.1;
// People's latencies in choice tasks have coefficients of variation around .3; a fixed or nearly fixed delay has not.
const EVEN_VARIATION = 0.08;
const CLOCK_OFF_MS = 5 * 60 * 1000;
const FEWEST_LATENCIES = 20;
const REPEATED_SHARE = 0.5;

/** The flags that a session's trials raise. */
export function flagsOf(
  trials: readonly StoredTrial[],
  session: { readonly hasGaps: boolean; readonly refused: number; readonly clockOffsetMs: number | null },
): readonly Flagged[] {
  const latencies = trials.map(({ body }) => body["latencyMs"]).filter((value) => typeof value === "number");
  const timed = trials.filter(({ body }) => "isCorrect" in body || "pairing" in body || "pressed" in body);
  const timedLatencies = timed.map(({ body }) => body["latencyMs"]).filter((value) => typeof value === "number");
  const found: readonly (readonly [Flag, number, boolean])[] = [
    rule(
      "too-fast",
      share(timedLatencies, (ms) => ms < TOO_FAST_MS),
      (value) => value > TOO_FAST_SHARE,
    ),
    rule("straight-lining", longestRun(trials), (value) => value >= SAME_RATINGS),
    rule(
      "focus-lost",
      share(trials, ({ body }) => body["visibilityLost"] === true),
      (value) => value > HIDDEN_SHARE,
    ),
    // Timed answers beside slower ones would look varied together.
    rule("even-timing", Math.min(...[latencies, timedLatencies].map(variation)), (value) => value < EVEN_VARIATION),
    rule("repeated-timing", repeatedShare(latencies), (value) => value > REPEATED_SHARE),
    rule("impossible-timing", excessMs(trials), (value) => value > 1000),
    rule("clock-off", session.clockOffsetMs ?? 0, (value) => Math.abs(value) > CLOCK_OFF_MS),
    rule("gaps", session.hasGaps ? 1 : 0, (value) => value > 0),
    rule("refused", session.refused, (value) => value > 0),
  ];
  return found.filter(([, , isRaised]) => isRaised).map(([flag, value]) => ({ flag, value }));
}

function rule(flag: Flag, value: number, isRaised: (value: number) => boolean): readonly [Flag, number, boolean] {
  return [flag, value, isRaised(value)];
}

function share<T>(list: readonly T[], is: (one: T) => boolean): number {
  return list.length === 0 ? 0 : list.filter(is).length / list.length;
}

function longestRun(trials: readonly StoredTrial[]): number {
  const ratings = trials.filter(({ body }) => typeof body["lowest"] === "number" && typeof body["value"] === "number");
  let [longest, run] = [0, 0];
  for (const [place, { body }] of ratings.entries()) {
    run = body["value"] === ratings[place - 1]?.body["value"] ? run + 1 : 1;
    longest = Math.max(longest, run);
  }
  return longest;
}

/** Standard deviation over mean; infinite when there are too few to tell. */
function variation(latencies: readonly number[]): number {
  if (latencies.length < FEWEST_LATENCIES) return Number.POSITIVE_INFINITY;
  const mean = latencies.reduce((sum, ms) => sum + ms, 0) / latencies.length;
  const variance = latencies.reduce((sum, ms) => sum + (ms - mean) ** 2, 0) / (latencies.length - 1);
  return mean === 0 ? 0 : Math.sqrt(variance) / mean;
}

function repeatedShare(latencies: readonly number[]): number {
  if (latencies.length < FEWEST_LATENCIES) return 0;
  return 1 - new Set(latencies).size / latencies.length;
}

/** How much more time the latencies claim than passed between the first trial shown and the last response, ms. */
function excessMs(trials: readonly StoredTrial[]): number {
  const timed = trials.flatMap(({ body }) => {
    const { shownAtMs, latencyMs } = body;
    return typeof shownAtMs === "number" && typeof latencyMs === "number" ? [{ shownAtMs, latencyMs }] : [];
  });
  if (timed.length < 2) return 0;
  const from = Math.min(...timed.map(({ shownAtMs }) => shownAtMs));
  const until = Math.max(...timed.map(({ shownAtMs, latencyMs }) => shownAtMs + latencyMs));
  // A reload starts the page's clock again, so that later trials seem to be shown earlier.
  const isOneLoad = timed.every(({ shownAtMs }, place) => shownAtMs >= (timed[place - 1]?.shownAtMs ?? 0));
  const claimed = timed.reduce((sum, { latencyMs }) => sum + latencyMs, 0);
  return isOneLoad ? claimed - (until - from) : 0;
}
