import type { TrialEnvelope } from "../../contract/trial.ts";

/** How much one request may carry. */
export type Limit = { readonly trials: number; readonly bytes: number };

// The request's own braces and name around the list.
const WRAPPING = '{"trials":[]}'.length;

/** The first trials of `pending` that fit one request; always at least one, so that nothing ever blocks the rest. */
export function nextBatch(pending: readonly TrialEnvelope[], limit: Limit): readonly TrialEnvelope[] {
  const batch: TrialEnvelope[] = [];
  let bytes = WRAPPING;
  for (const trial of pending.slice(0, limit.trials)) {
    bytes += sizeOf(trial) + 1;
    if (batch.length > 0 && bytes > limit.bytes) break;
    batch.push(trial);
  }
  return batch;
}

/** Bytes of the trial's JSON in UTF-8. */
export function sizeOf(trial: TrialEnvelope): number {
  return new TextEncoder().encode(JSON.stringify(trial)).length;
}
