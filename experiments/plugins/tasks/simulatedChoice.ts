import type { SimulatedPerson } from "../../contract/simulatedPerson.ts";
import { passTime, simulatedObservation } from "../clock/simulatedTiming.ts";
import type { BriefDisplay, TimedChoiceResult, TimedPress } from "./timedChoice.ts";

/** Shape of choice latencies as shares of the person's median: an ex-Gaussian (Luce, 1986), skewed as people's are. */
const NORMAL_SHARE = 0.72;
const NORMAL_SD_SHARE = 0.1;
const EXPONENTIAL_SHARE = 0.3;
/** SD of one latency as a share of the median: √(.1² + .3²). */
export const LATENCY_SD_SHARE = Math.hypot(NORMAL_SD_SHARE, EXPONENTIAL_SHARE);
const ERROR_SHARE = 0.06;
const BOT_LATENCY_MS = 150;

type Situation = {
  /** The right choice; `none` when withholding is right, null when nothing is right or wrong. */
  readonly correct: string | null;
  readonly choices: readonly string[];
  /** How much slower than easy, in SDs of one latency; negative = faster. */
  readonly hardness: number;
  /** How likely the first choice is where nothing is right or wrong. */
  readonly firstChoiceShare?: number;
  readonly errors: "correct" | "mark" | "ignore";
  readonly windowMs: number | null;
  readonly interTrialMs: number;
  readonly before: readonly BriefDisplay[];
};

/** One latency of this person, ms. */
export function simulatedLatency(person: SimulatedPerson, hardness: number): number {
  if (person.manner === "bot") return BOT_LATENCY_MS;
  const scale = person.manner === "careless" ? person.medianLatencyMs * 0.5 : person.medianLatencyMs;
  const tail = -Math.log(1 - person.random()) * EXPONENTIAL_SHARE;
  const share = NORMAL_SHARE + NORMAL_SD_SHARE * person.normal() + tail + hardness * LATENCY_SD_SHARE;
  return Math.max(0.2, share) * scale;
}

/** How this person gets through one timed choice. */
export function simulatedChoice(person: SimulatedPerson, situation: Situation): TimedChoiceResult {
  const { windowMs, interTrialMs, before } = situation;
  passTime(person, interTrialMs);
  const shown = before.map(({ durationMs }) => {
    const shownAtMs = passTime(person, durationMs);
    return { shownAtMs, hiddenAtMs: shownAtMs + durationMs };
  });
  const presses = pressesOf(person, situation).filter(({ latencyMs }) => windowMs === null || latencyMs <= windowMs);
  const latencyMs = presses.at(-1)?.latencyMs ?? null;
  const observed = simulatedObservation(person, { latencyMs, trialMs: latencyMs ?? windowMs ?? 0 });
  return { observed, presses, before: shown };
}

function pressesOf(person: SimulatedPerson, situation: Situation): readonly TimedPress[] {
  const { correct, choices, hardness, errors } = situation;
  const latencyMs = simulatedLatency(person, hardness);
  const first = firstChoice(person, situation);
  if (first === null) return [];
  const press = { choice: first, latencyMs };
  if (errors !== "correct" || correct === null || first === correct || !choices.includes(correct)) return [press];
  return [press, { choice: correct, latencyMs: latencyMs + simulatedLatency(person, 0) / 2 }];
}

/** Null: this person withholds. */
function firstChoice(person: SimulatedPerson, situation: Situation): string | null {
  const { correct, choices, hardness, firstChoiceShare = 0.5 } = situation;
  if (person.manner === "bot") return choices[0] ?? null;
  if (person.manner === "careless") return choices[Math.floor(person.random() * choices.length)] ?? null;
  const [first = null, second = null] = choices;
  if (correct === null) return person.random() < firstChoiceShare ? first : second;
  const errs = person.random() < ERROR_SHARE * Math.max(0.2, 1 + hardness);
  if (choices.includes(correct)) return errs ? (choices.find((choice) => choice !== correct) ?? null) : correct;
  return errs ? first : null;
}
