import type { ExclusionReason } from "../../contract/measure.ts";

/** What EZ-diffusion takes: the share of right responses, variance and mean of their latencies in SECONDS, and how many
 *  trials there were. */
export type EzSummary = {
  readonly correctShare: number;
  readonly latencyVariance: number;
  readonly meanLatency: number;
  readonly trials: number;
};

/** Drift rate, boundary separation, non-decision time in seconds. `isImplausible`: a negative non-decision time, which
 *  says that the model does not fit these latencies. */
export type EzParameters = {
  readonly drift: number;
  readonly boundary: number;
  readonly nonDecision: number;
  readonly isImplausible: boolean;
};

/** Scaling of the model; .1 by convention. */
const SCALE = 0.1;

/** Parameters of a diffusion process from three numbers. Shares of 0, one half and 1, for which the equations have no
 *  answer, are moved by half a trial. A reason when latencies do not vary or there are fewer than two trials. Throws
 *  RangeError for a share outside 0…1. Source: Wagenmakers, van der Maas & Grasman (2007). */
export function ezDiffusion(summary: EzSummary): EzParameters | { readonly reason: ExclusionReason } {
  const { latencyVariance, meanLatency, trials } = summary;
  if (trials < 2) return { reason: "too-few-trials" };
  if (!(latencyVariance > 0)) return { reason: "zero-variance" };
  const share = corrected(summary);
  const logit = Math.log(share / (1 - share));
  const x = (logit * (logit * share ** 2 - logit * share + share - 0.5)) / latencyVariance;
  const drift = Math.sign(share - 0.5) * SCALE * x ** 0.25;
  const boundary = (SCALE ** 2 * logit) / drift;
  const y = (-drift * boundary) / SCALE ** 2;
  const decision = ((boundary / (2 * drift)) * (1 - Math.exp(y))) / (1 + Math.exp(y));
  const nonDecision = meanLatency - decision;
  return { drift, boundary, nonDecision, isImplausible: nonDecision < 0 };
}

function corrected({ correctShare, trials }: EzSummary): number {
  if (!(correctShare >= 0 && correctShare <= 1)) throw new RangeError(`a share lies in 0…1, got ${correctShare}`);
  const half = 1 / (2 * trials);
  if (correctShare === 0) return half;
  if (correctShare === 1) return 1 - half;
  return correctShare === 0.5 ? 0.5 + half : correctShare;
}
