import type { SamplingUnits } from "../models/logistic/surveyVariance.ts";
import { normalHalfWidth, normalTwoSided } from "../numerics/distributions.ts";
import { inverseSymmetric, multiply, multiplyVector, type Rows } from "../numerics/matrix.ts";
import { maximise } from "../numerics/maximise.ts";
import type { Watched } from "./kaplanMeier.ts";

/** One hazard ratio on the log scale. */
export type CoxCoefficient = {
  readonly estimate: number;
  readonly se: number;
  readonly z: number;
  readonly p: number;
  readonly hazard_ratio: number;
  readonly ci95: readonly [number, number];
};

/** A fitted proportional-hazards model. */
export type CoxFit = {
  readonly coefficients: Readonly<Record<string, CoxCoefficient>>;
  readonly log_likelihood: number;
  readonly log_likelihood_null: number;
  readonly n: number;
  readonly events: number;
};

/** Who was watched how long, the predictors by name, and sampling units where rows belong to persons. */
export type CoxQuestion = Watched & {
  readonly columns: Readonly<Record<string, ArrayLike<number>>>;
  readonly units?: SamplingUnits | null;
};

/** Cox's (1972) proportional hazards by partial likelihood with Efron's (1977) ties, predictors centred; errors over sampling
 *  units (Lin & Wei 1989) where they are named. Null where there is no event or no finite maximum. */
export function coxRegression({ times, events, columns, units = null }: CoxQuestion): CoxFit | null {
  const names = Object.keys(columns);
  const rows = centred(Object.values(columns), times.length);
  const groups = groupsOf({ times, events });
  const count = Array.from(events).reduce((sum, event) => sum + event, 0);
  if (count === 0) return null;
  const at = (beta: readonly number[]) => partial(rows, groups, beta);
  const zero = names.map(() => 0);
  const found = maximise({ valueAt: (beta) => at(beta).value, curvatureAt: at }, zero);
  const vcov = inverseSymmetric(found.hessian.map((row) => row.map((value) => -value)));
  if (!found.isConverged || vcov === null) return null;
  const variance = units === null ? vcov : robust(rows, groups, { beta: found.parameters, vcov, units });
  return {
    coefficients: Object.fromEntries(
      names.map((name, j) => [name, coefficient(found.parameters[j]!, Math.sqrt(variance[j]![j]!))]),
    ),
    log_likelihood: found.value,
    log_likelihood_null: at(zero).value,
    n: times.length,
    events: count,
  };
}

function coefficient(estimate: number, se: number): CoxCoefficient {
  const half = normalHalfWidth() * se;
  const z = estimate / se;
  const ci95 = [estimate - half, estimate + half] as const;
  return { estimate, se, z, p: normalTwoSided(z), hazard_ratio: Math.exp(estimate), ci95 };
}

function centred(columns: readonly ArrayLike<number>[], rows: number): Rows {
  const means = columns.map((column) => Array.from(column).reduce((sum, value) => sum + value, 0) / rows);
  return Array.from({ length: rows }, (_, i) => columns.map((column, j) => column[i]! - means[j]!));
}

/** Rows that leave at one moment, latest first: those with the event, and those whose watching ended. */
type Group = { readonly deaths: readonly number[]; readonly others: readonly number[] };

function groupsOf({ times, events }: Watched): readonly Group[] {
  const byTime = new Map<number, { deaths: number[]; others: number[] }>();
  for (let i = 0; i < times.length; i += 1) {
    const group = byTime.get(times[i]!) ?? { deaths: [], others: [] };
    (events[i] === 1 ? group.deaths : group.others).push(i);
    byTime.set(times[i]!, group);
  }
  return [...byTime].sort(([a], [b]) => b - a).map(([, group]) => group);
}

type Sums = { weight: number; first: number[]; second: number[][] };

function emptySums(width: number): Sums {
  return {
    weight: 0,
    first: new Array<number>(width).fill(0),
    second: Array.from({ length: width }, () => new Array<number>(width).fill(0)),
  };
}

function addTo(sums: Sums, x: readonly number[], weight: number): void {
  sums.weight += weight;
  x.forEach((value, a) => {
    sums.first[a]! += weight * value;
    x.forEach((other, b) => {
      sums.second[a]![b]! += weight * value * other;
    });
  });
}

function partial(rows: Rows, groups: readonly Group[], beta: readonly number[]) {
  const width = beta.length;
  const risk = emptySums(width);
  const gradient = new Array<number>(width).fill(0);
  const hessian = Array.from({ length: width }, () => new Array<number>(width).fill(0));
  const etaOf = (row: number) => rows[row]!.reduce((sum, value, j) => sum + value * beta[j]!, 0);
  let value = 0;
  for (const { deaths, others } of groups) {
    for (const row of [...deaths, ...others]) addTo(risk, rows[row]!, Math.exp(etaOf(row)));
    const tied = emptySums(width);
    for (const row of deaths) {
      addTo(tied, rows[row]!, Math.exp(etaOf(row)));
      value += etaOf(row);
      rows[row]!.forEach((x, a) => {
        gradient[a]! += x;
      });
    }
    deaths.forEach((_, k) => {
      const share = k / deaths.length;
      const weight = risk.weight - share * tied.weight;
      value -= Math.log(weight);
      const mean = risk.first.map((sum, a) => (sum - share * tied.first[a]!) / weight);
      mean.forEach((m, a) => {
        gradient[a]! -= m;
        mean.forEach((other, b) => {
          hessian[a]![b]! -= (risk.second[a]![b]! - share * tied.second[a]![b]!) / weight - m * other;
        });
      });
    });
  }
  return { value, gradient, hessian };
}

type Fitted = { readonly beta: readonly number[]; readonly vcov: Rows; readonly units: SamplingUnits };

// Score residuals summed over each sampling unit (with Breslow's weights at ties, as close as the ties are few).
function robust(rows: Rows, groups: readonly Group[], { beta, vcov, units }: Fitted): Rows {
  const width = beta.length;
  const weights = rows.map((x) => Math.exp(x.reduce((sum, value, j) => sum + value * beta[j]!, 0)));
  const risk = emptySums(width);
  const moments: { readonly mean: readonly number[]; readonly hazard: number }[] = [];
  for (const { deaths, others } of groups) {
    for (const row of [...deaths, ...others]) addTo(risk, rows[row]!, weights[row]!);
    moments.push({ mean: risk.first.map((sum) => sum / risk.weight), hazard: deaths.length / risk.weight });
  }
  const residuals = rows.map(() => new Array<number>(width).fill(0));
  const passed = { hazard: 0, mean: new Array<number>(width).fill(0) };
  for (let at = groups.length - 1; at >= 0; at -= 1) {
    const { mean, hazard } = moments[at]!;
    passed.hazard += hazard;
    mean.forEach((m, a) => {
      passed.mean[a]! += hazard * m;
    });
    const { deaths, others } = groups[at]!;
    for (const row of [...deaths, ...others]) {
      const isEvent = deaths.includes(row);
      rows[row]!.forEach((x, a) => {
        residuals[row]![a] = (isEvent ? x - mean[a]! : 0) - weights[row]! * (x * passed.hazard - passed.mean[a]!);
      });
    }
  }
  const sums = units.map((unit) =>
    multiplyVector(
      vcov,
      Array.from({ length: width }, (_, a) => unit.reduce((sum, row) => sum + residuals[row]![a]!, 0)),
    ),
  );
  return multiply(
    sums[0]!.map((_, a) => sums.map((sum) => sum[a]!)),
    sums,
  );
}
