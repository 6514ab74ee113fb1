import { z } from "zod";
import type { ExclusionReason, Score } from "../../../contract/measure.ts";
import { meanOf } from "../meanOf.ts";
import type { Pairing } from "../sides.ts";
import { type GoCounts, signalDetection } from "./signalDetection.ts";
import type { GnatRow } from "./trial.ts";

/** The scoring knobs of the GNAT: the latencies of right go responses that count for the second score. */
export const GnatSettings = z.object({
  dropBelowMs: z.coerce.number().min(0).default(0),
  dropAboveMs: z.coerce.number().positive().default(10_000),
});
export type GnatSettings = z.infer<typeof GnatSettings>;

const noParts = {
  d_prime_compatible: null,
  d_prime_incompatible: null,
  criterion_compatible: null,
  criterion_incompatible: null,
  latency_difference: null,
};

/** d′ with the compatible pairing minus d′ with the incompatible one: positive when the focal product goes more easily
 *  with good things. Practice is left out. Excluded: no trials, a pairing without signals or noise; with their value:
 *  one response throughout, d′ of 0 or less with a pairing. `latency_difference` is the mean latency of right go
 *  responses, incompatible minus compatible, ms. Source: Nosek & Banaji (2001). */
export function scoreGoNoGo(rows: readonly GnatRow[], settings: GnatSettings): Score {
  const scored = rows.filter(({ pairing, blockKind }) => pairing !== null && blockKind !== "practice");
  if (scored.length === 0) return { value: null, excluded: "no-trials", trialsUsed: 0, parts: noParts };
  const [easy, hard] = [countsOf(scored, "compatible"), countsOf(scored, "incompatible")];
  if ([easy.signals, easy.noise, hard.signals, hard.noise].includes(0)) {
    return { value: null, excluded: "missing-block", trialsUsed: scored.length, parts: noParts };
  }
  const [compatible, incompatible] = [signalDetection(easy), signalDetection(hard)];
  const excluded = behaviour(scored, [compatible.dPrime, incompatible.dPrime]);
  const [fast, slow] = [goLatency(scored, "compatible", settings), goLatency(scored, "incompatible", settings)];
  return {
    value: compatible.dPrime - incompatible.dPrime,
    ...(excluded === undefined ? {} : { excluded }),
    trialsUsed: scored.length,
    parts: {
      d_prime_compatible: compatible.dPrime,
      d_prime_incompatible: incompatible.dPrime,
      criterion_compatible: compatible.criterion,
      criterion_incompatible: incompatible.criterion,
      latency_difference: fast === null || slow === null ? null : slow - fast,
    },
  };
}

function countsOf(scored: readonly GnatRow[], pairing: Pairing): GoCounts {
  const of = scored.filter((row) => row.pairing === pairing);
  const signals = of.filter(({ isSignal }) => isSignal);
  const noise = of.filter(({ isSignal }) => !isSignal);
  const goes = (some: readonly GnatRow[]) => some.filter(({ isGo }) => isGo).length;
  return { signals: signals.length, hits: goes(signals), noise: noise.length, falseAlarms: goes(noise) };
}

function behaviour(scored: readonly GnatRow[], dPrimes: readonly number[]): ExclusionReason | undefined {
  if (new Set(scored.map(({ isGo }) => isGo)).size === 1) return "constant-response";
  return dPrimes.some((dPrime) => dPrime <= 0) ? "no-discrimination" : undefined;
}

function goLatency(scored: readonly GnatRow[], pairing: Pairing, limits: GnatSettings): number | null {
  const latencies = scored.flatMap((row) =>
    row.pairing === pairing && row.isSignal && row.isGo && row.latencyMs !== undefined ? [row.latencyMs] : [],
  );
  return meanOf(latencies.filter((latencyMs) => latencyMs >= limits.dropBelowMs && latencyMs <= limits.dropAboveMs));
}
