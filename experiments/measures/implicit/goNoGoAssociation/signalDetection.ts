import { normalQuantile } from "../normalQuantile.ts";

/** Responses to signals and noise. */
export type GoCounts = {
  readonly signals: number;
  readonly hits: number;
  readonly noise: number;
  readonly falseAlarms: number;
};

/** Sensitivity d′ = z(H) − z(F) and criterion c = −(z(H) + z(F)) / 2 with the log-linear correction always applied:
 *  H = (hits + .5) / (signals + 1), F = (falseAlarms + .5) / (noise + 1). Throws RangeError without signals or noise.
 *  Source: Hautus (1995); Stanislaw & Todorov (1999). */
export function signalDetection({ signals, hits, noise, falseAlarms }: GoCounts) {
  if (signals < 1 || noise < 1) throw new RangeError(`d′ needs signals and noise, got ${signals} and ${noise}`);
  const zHit = normalQuantile((hits + 0.5) / (signals + 1));
  const zFalseAlarm = normalQuantile((falseAlarms + 0.5) / (noise + 1));
  return { dPrime: zHit - zFalseAlarm, criterion: -(zHit + zFalseAlarm) / 2 };
}
