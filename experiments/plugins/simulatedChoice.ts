import type { SimulatedPerson } from "../contract/simulatedPerson.ts";
import { simulatedObservation } from "./simulatedTiming.ts";
import type { TimedChoiceResult, TimedPress } from "./timedChoice.ts";

/** Shape of choice latencies as shares of the person's median: an ex-Gaussian (Luce, 1986), skewed as people's are. */
const NORMAL_SHARE = 0.72;
const NORMAL_SD_SHARE = 0.1;
const EXPONENTIAL_SHARE = 0.3;
/** SD of one latency as a share of the median: √(.1² + .3²). */
export const LATENCY_SD_SHARE = Math.hypot(NORMAL_SD_SHARE, EXPONENTIAL_SHARE);
const ERROR_SHARE = 0.06;
const BOT_LATENCY_MS = 150;

type Situation = {
  /** The right choice; null when withholding is right. */
  readonly correct: string | null;
  readonly choices: readonly string[];
  /** How much slower than easy, in SDs of one latency; negative = faster. */
  readonly hardness: number;
  /** Whether the trial goes on until the right press. */
  readonly mustCorrect: boolean;
  readonly windowMs: number | null;
  readonly interTrialMs: number;
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
  const { windowMs, interTrialMs } = situation;
  const presses = pressesOf(person, situation).filter(({ latencyMs }) => windowMs === null || latencyMs <= windowMs);
  const latencyMs = presses.at(-1)?.latencyMs ?? null;
  const trialMs = interTrialMs + (latencyMs ?? windowMs ?? 0);
  return { observed: simulatedObservation(person, { latencyMs, trialMs }), presses, before: [] };
}

function pressesOf(person: SimulatedPerson, situation: Situation): readonly TimedPress[] {
  const { correct, choices, hardness, mustCorrect } = situation;
  const latencyMs = simulatedLatency(person, hardness);
  const first = firstChoice(person, situation);
  if (first === null) return [];
  const press = { choice: first, latencyMs };
  if (!mustCorrect || correct === null || first === correct || !choices.includes(correct)) return [press];
  return [press, { choice: correct, latencyMs: latencyMs + simulatedLatency(person, 0) / 2 }];
}

function firstChoice(person: SimulatedPerson, { correct, choices, hardness }: Situation): string | null {
  const any = () => choices[Math.floor(person.random() * choices.length)] ?? null;
  if (person.manner === "bot") return choices[0] ?? null;
  if (person.manner === "careless") return any();
  const errs = person.random() < ERROR_SHARE * (1 + Math.max(0, hardness));
  if (!errs) return correct;
  return choices.find((choice) => choice !== correct) ?? null;
}
