import { normalQuantile } from "../numerics/distributions.ts";

/** What one person said and did. */
export type SaidAndDone = { readonly say: number; readonly does: number };

/** How much of a change in what people say came with a change in what they do. */
export type PassThrough = {
  readonly delta_do: number;
  readonly delta_say: number;
  /** Covariance matrix of (Δdo, Δsay). */
  readonly covariance: readonly [readonly [number, number], readonly [number, number]];
  readonly z_say: number;
  /** Δdo / Δsay; null unless what people say moved enough to divide by. */
  readonly ratio: number | null;
  /** The ratios that the data do not contradict: those between the limits, those outside them, or every one. */
  readonly kind: "interval" | "outside" | "everything";
  readonly limits: readonly [number, number] | null;
};

const LEVEL = 0.95;

/** Δdo/Δsay between two arms with the set of ratios r that {(Δdo − rΔsay)² ≤ z²(V₁₁ − 2rV₁₂ + r²V₂₂)} holds for (Fieller 1954;
 *  Anderson & Rubin 1949): V is the sum over the arms of the covariance of the same people's do and say, divided by n. Its
 *  coverage holds however little people's answers moved, where that of a delta-method interval does not (behaviour.md, §6). Null
 *  where an arm has fewer than two people or nobody's answer differs. */
export function passThrough(treated: readonly SaidAndDone[], control: readonly SaidAndDone[]): PassThrough | null {
  if (treated.length < 2 || control.length < 2) return null;
  const [one, other] = [momentsOf(treated), momentsOf(control)];
  const [v11, v12, v22] = [one.does + other.does, one.both + other.both, one.say + other.say];
  if (!(v22 > 0)) return null;
  const [a, b] = [one.meanDo - other.meanDo, one.meanSay - other.meanSay];
  const z2 = normalQuantile(1 - (1 - LEVEL) / 2) ** 2;
  const [A, B, C] = [b ** 2 - z2 * v22, a * b - z2 * v12, a ** 2 - z2 * v11];
  const discriminant = B ** 2 - A * C;
  const kind = A > 0 ? "interval" : discriminant > 0 ? "outside" : "everything";
  const ends = [(B - Math.sqrt(discriminant)) / A, (B + Math.sqrt(discriminant)) / A].sort((x, y) => x - y);
  return {
    delta_do: a,
    delta_say: b,
    covariance: [
      [v11, v12],
      [v12, v22],
    ],
    z_say: b / Math.sqrt(v22),
    ratio: kind === "interval" ? a / b : null,
    kind,
    limits: kind === "everything" ? null : [ends[0]!, ends[1]!],
  };
}

function momentsOf(people: readonly SaidAndDone[]) {
  const n = people.length;
  const meanDo = people.reduce((sum, { does }) => sum + does, 0) / n;
  const meanSay = people.reduce((sum, { say }) => sum + say, 0) / n;
  let [does, both, say] = [0, 0, 0];
  for (const one of people) {
    does += (one.does - meanDo) ** 2;
    both += (one.does - meanDo) * (one.say - meanSay);
    say += (one.say - meanSay) ** 2;
  }
  const divisor = (n - 1) * n;
  return { meanDo, meanSay, does: does / divisor, both: both / divisor, say: say / divisor };
}
