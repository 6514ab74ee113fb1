import type { SimulatedPerson } from "../../contract/simulatedPerson.ts";
import type { Scale } from "./scale.ts";

/** Two standard deviations of attitude reach from the middle of a scale to either end. */
const SD_TO_END = 2;

/** How a simulated person answers an item on a rating scale: the place of a fresh stated observation on it, rounded; a
 *  careless person answers anything, a bot always the middle. */
export function simulatedRating(person: SimulatedPerson, { lowest, highest }: Scale): number {
  const middle = (lowest + highest) / 2;
  if (person.manner === "bot") return Math.round(middle);
  if (person.manner === "careless") return lowest + Math.floor(person.random() * (highest - lowest + 1));
  const place = middle + (person.statedZ() * (highest - lowest)) / (2 * SD_TO_END);
  return Math.min(highest, Math.max(lowest, Math.round(place)));
}

/** The step a simulated person chooses of `count` steps that rise with the attitude, from 0. */
export function simulatedPosition(person: SimulatedPerson, count: number): number {
  return simulatedRating(person, { lowest: 0, highest: count - 1 });
}

/** How a simulated person places an amount around `typical`: by a log-normal factor that rises with the stated
 *  attitude, so that amounts stay positive. `spread` is the standard deviation of the factor's logarithm. */
export function simulatedAmount(person: SimulatedPerson, { typical, spread }: { typical: number; spread: number }) {
  if (person.manner === "bot") return typical;
  const z = person.manner === "careless" ? 4 * person.random() - 2 : person.statedZ();
  return typical * Math.exp(spread * z);
}

/** Median ms a careful person takes to read and answer an item, a careless one, and a bot (which does not vary). */
const READING_MS = { careful: 4000, careless: 900, bot: 120 };
const READING_SPREAD = 0.35;

/** How long a simulated person takes to the first choice and to submitting, both ms. */
export function simulatedPace(person: SimulatedPerson): {
  readonly firstLatencyMs: number;
  readonly latencyMs: number;
} {
  if (person.manner === "bot") return { firstLatencyMs: READING_MS.bot, latencyMs: 2 * READING_MS.bot };
  const firstLatencyMs = READING_MS[person.manner] * Math.exp(READING_SPREAD * person.normal());
  return { firstLatencyMs, latencyMs: firstLatencyMs + 250 + 700 * person.random() };
}
