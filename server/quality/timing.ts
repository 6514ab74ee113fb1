import type { StoredTrial } from "../store/store.ts";

type Latencies = readonly number[];

const FEWEST = 20;
const COMMONEST = 5;

/** Tasks whose stimuli wait for the press, so that nothing cuts the slow tail off. */
const unhurried: ReadonlySet<unknown> = new Set(["iat", "briefIat"]);
const FEWEST_FOR_SHAPE = 60;

/** Onset to the first press where that is recorded (a corrected answer takes two), else to the press that ended it, ms. */
export function firstLatency({ body }: StoredTrial): number | null {
  const { firstLatencyMs, latencyMs } = body;
  if (typeof firstLatencyMs === "number") return firstLatencyMs;
  return typeof latencyMs === "number" ? latencyMs : null;
}

/** Standard deviation over mean; infinite when there are too few to tell. */
export function variation(latencies: Latencies): number {
  if (latencies.length < FEWEST) return Number.POSITIVE_INFINITY;
  const mean = meanOf(latencies);
  const variance = latencies.reduce((sum, ms) => sum + (ms - mean) ** 2, 0) / (latencies.length - 1);
  return mean === 0 ? 0 : Math.sqrt(variance) / mean;
}

/** The share of the latencies that have one of the five commonest values; 0 when there are too few to tell. A coarse
 *  clock repeats values too, but spreads them: up to .27 in 574 sessions of real people. */
export function commonShare(latencies: Latencies): number {
  if (latencies.length < FEWEST) return 0;
  const counts = new Map<number, number>();
  for (const ms of latencies) counts.set(ms, (counts.get(ms) ?? 0) + 1);
  const commonest = [...counts.values()].sort((left, right) => right - left).slice(0, COMMONEST);
  return commonest.reduce((sum, count) => sum + count, 0) / latencies.length;
}

/** Skewness of the logarithms of the first latencies in tasks that wait for the press, and the limit under which it is
 *  not a person's: .55 less two standard errors, √(6/n) each. Null below 60 such trials. Latencies under 200 ms and over
 *  10 s are left out. People's have a slow tail longer than a log-normal's (Luce, 1986); the limit was set on 574
 *  sessions of real people, of which one fell below. */
export function tail(trials: readonly StoredTrial[]): { readonly skewness: number; readonly limit: number } | null {
  const own = trials.filter(({ body }) => unhurried.has(body["measure"])).map(firstLatency);
  const logs = own.flatMap((ms) => (ms !== null && ms >= 200 && ms <= 10_000 ? [Math.log(ms)] : []));
  if (logs.length < FEWEST_FOR_SHAPE) return null;
  const mean = meanOf(logs);
  const moment = (power: number) => meanOf(logs.map((value) => (value - mean) ** power));
  const variance = moment(2);
  // One value throughout has no shape; it is told by its evenness.
  if (variance < 1e-12) return null;
  return { skewness: moment(3) / variance ** 1.5, limit: 0.55 - 2 * Math.sqrt(6 / logs.length) };
}

/** How much more time the latencies claim than passed between the first trial shown and the last response, ms. */
export function excessMs(trials: readonly StoredTrial[]): number {
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

function meanOf(values: Latencies): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
