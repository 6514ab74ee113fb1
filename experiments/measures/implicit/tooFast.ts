import type { ExclusionReason } from "../../contract/measure.ts";

/** Share of latencies below `tooFastMs`; 0 for none at all. */
export function fastShare(latenciesMs: readonly number[], tooFastMs: number): number {
  if (latenciesMs.length === 0) return 0;
  return latenciesMs.filter((latencyMs) => latencyMs < tooFastMs).length / latenciesMs.length;
}

/** `too-fast` when a greater share of trials was fast than allowed; exactly the share is allowed. The share is counted
 *  before any trial is removed. Source: Greenwald, Nosek & Banaji (2003): more than 10 % below 300 ms. */
export function tooFast(
  share: number,
  { tooFastShare }: { readonly tooFastShare: number },
): ExclusionReason | undefined {
  return share > tooFastShare ? "too-fast" : undefined;
}
