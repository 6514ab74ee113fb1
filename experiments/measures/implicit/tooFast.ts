import type { ExclusionReason } from "../../contract/measure.ts";

type Limits = { readonly tooFastMs: number; readonly tooFastShare: number };

/** Share of latencies below `tooFastMs`; 0 for none at all. */
export function fastShare(latenciesMs: readonly number[], tooFastMs: number): number {
  if (latenciesMs.length === 0) return 0;
  return latenciesMs.filter((latencyMs) => latencyMs < tooFastMs).length / latenciesMs.length;
}

/** `too-fast` when more than the allowed share of trials was answered below the limit; exactly the share is allowed.
 *  Counted before any trial is removed. Source: Greenwald, Nosek & Banaji (2003): more than 10 % below 300 ms. */
export function tooFast(latenciesMs: readonly number[], limits: Limits): ExclusionReason | undefined {
  return fastShare(latenciesMs, limits.tooFastMs) > limits.tooFastShare ? "too-fast" : undefined;
}
