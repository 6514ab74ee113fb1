import { normalHalfWidth } from "../numerics/distributions.ts";

/** How long each person was watched, and whether that ended with the event (1) or with the watching (0). */
export type Watched = { readonly times: ArrayLike<number>; readonly events: ArrayLike<number> };

/** What had happened by a moment, people whose window was still open censored, not dropped. */
export type BoughtBy = {
  readonly n: number;
  readonly events: number;
  /** Share who bought by then: 1 − Kaplan–Meier. */
  readonly bought: number;
  /** By the log of the cumulative hazard (Kalbfleisch & Prentice 2002), inside 0 to 1; null before the first event. */
  readonly ci95: readonly [number, number] | null;
  /** Mean time without a purchase up to the moment (restricted mean survival time), with its error. */
  readonly rmst: number;
  readonly rmst_se: number;
};

type Step = { readonly time: number; readonly atRisk: number; readonly deaths: number };

function stepsUntil({ times, events }: Watched, until: number): readonly Step[] {
  const order = Array.from({ length: times.length }, (_, i) => i).sort((a, b) => times[a]! - times[b]!);
  const steps: Step[] = [];
  for (let from = 0; from < order.length; ) {
    const time = times[order[from]!]!;
    let [to, deaths] = [from, 0];
    while (to < order.length && times[order[to]!] === time) {
      deaths += events[order[to]!]!;
      to += 1;
    }
    if (time > until) break;
    if (deaths > 0) steps.push({ time, atRisk: order.length - from, deaths });
    from = to;
  }
  return steps;
}

/** Kaplan & Meier's (1958) estimate of who had bought by `until`, with Greenwood's error. Throws RangeError without people. */
export function boughtBy(watched: Watched, until: number): BoughtBy {
  const n = watched.times.length;
  if (n === 0) throw new RangeError("nobody was watched");
  const steps = stepsUntil(watched, until);
  let [survival, greenwood] = [1, 0];
  const curve: { readonly time: number; readonly survival: number }[] = [{ time: 0, survival: 1 }];
  for (const { time, atRisk, deaths } of steps) {
    survival *= 1 - deaths / atRisk;
    greenwood += deaths / (atRisk * (atRisk - deaths));
    curve.push({ time, survival });
  }
  const areas = curve.map(({ time, survival: height }, at) => height * ((curve[at + 1]?.time ?? until) - time));
  const total = areas.reduce((sum, area) => sum + area, 0);
  let left = total - areas[0]!;
  let variance = 0;
  steps.forEach(({ atRisk, deaths }, at) => {
    if (atRisk > deaths) variance += (left ** 2 * deaths) / (atRisk * (atRisk - deaths));
    left -= areas[at + 1]!;
  });
  return {
    n,
    events: steps.reduce((sum, { deaths }) => sum + deaths, 0),
    bought: 1 - survival,
    ci95: intervalOf(survival, greenwood),
    rmst: total,
    rmst_se: Math.sqrt(variance),
  };
}

function intervalOf(survival: number, greenwood: number): readonly [number, number] | null {
  if (survival >= 1 || survival <= 0) return null;
  const hazard = Math.log(-Math.log(survival));
  const half = (normalHalfWidth() * Math.sqrt(greenwood)) / Math.abs(Math.log(survival));
  const at = (value: number) => 1 - Math.exp(-Math.exp(value));
  return [at(hazard - half), at(hazard + half)];
}
