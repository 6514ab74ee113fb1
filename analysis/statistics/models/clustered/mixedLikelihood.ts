import { gaussHermite } from "../../numerics/gaussHermite.ts";
import type { Curvature } from "../../numerics/maximise.ts";
import { log1pExp, logistic } from "../../numerics/specialFunctions.ts";
import type { Clusters } from "./clusters.ts";

/** Rows of a random-intercept logistic model: `values` row-major with the intercept in it. */
export type MixedData = {
  readonly width: number;
  readonly values: Float64Array;
  readonly outcome: ArrayLike<number>;
  readonly clusters: Clusters;
};

/** The marginal log-likelihood of a random-intercept logistic model at (coefficients, log person SD). */
export type MixedLikelihood = {
  readonly valueAt: (parameters: readonly number[]) => number;
  /** First and second derivatives by the identities of Fisher and Louis (1982), exact up to the quadrature. */
  readonly curvatureAt: (parameters: readonly number[]) => Curvature;
};

type Rule = { readonly nodes: readonly number[]; readonly logWeights: readonly number[] };

const MODE_STEPS = 100;
// Nodes that hold less than a rounding error of a person's likelihood.
const NEGLIGIBLE_SHARE = 1e-18;

/** Integrates the person's intercept out by adaptive Gauss-Hermite quadrature (Pinheiro & Bates 1995) with `nodes`
 *  nodes centred at each person's mode; one node is the Laplace approximation, whose derivatives here are not exact. */
export function mixedLikelihood(data: MixedData, nodes: number): MixedLikelihood {
  const rule = gaussHermite(nodes);
  const scaled: Rule = { nodes: rule.nodes, logWeights: rule.weights.map((w, q) => Math.log(w) + rule.nodes[q]! ** 2) };
  return {
    valueAt: (parameters) => {
      const eta = linear(data, parameters);
      const sd = Math.exp(parameters[data.width]!);
      return data.clusters.reduce((sum, rows) => sum + personAt(data, { rows, eta, sd, rule: scaled }).value, 0);
    },
    curvatureAt: (parameters) => curvature(data, parameters, scaled),
  };
}

function linear({ width, values, outcome }: MixedData, parameters: readonly number[]): Float64Array {
  const eta = new Float64Array(outcome.length);
  for (let row = 0; row < eta.length; row++) {
    for (let j = 0; j < width; j++) eta[row]! += values[row * width + j]! * parameters[j]!;
  }
  return eta;
}

type Person = {
  readonly rows: readonly number[];
  readonly eta: Float64Array;
  readonly sd: number;
  readonly rule: Rule;
};
type Integrated = { readonly value: number; readonly points: Float64Array; readonly shares: Float64Array };

// The likelihood of one person, where its nodes lie and what share of it each node holds.
function personAt(data: MixedData, person: Person): Integrated {
  const { rows, eta, sd, rule } = person;
  const { mode, spread } = modeOf(data, person);
  const points = Float64Array.from(rule.nodes, (node) => mode + Math.SQRT2 * spread * node);
  const terms = points.map((point, q) => {
    let log = rule.logWeights[q]! - (point * point) / 2;
    for (const row of rows) {
      const at = eta[row]! + sd * point;
      log += data.outcome[row]! * at - log1pExp(at);
    }
    return log;
  });
  const largest = terms.reduce((most, term) => Math.max(most, term), Number.NEGATIVE_INFINITY);
  const shares = terms.map((term) => Math.exp(term - largest));
  const sum = shares.reduce((all, share) => all + share, 0);
  const value = largest + Math.log(sum) + Math.log(spread) - 0.5 * Math.log(Math.PI);
  return { value, points, shares: shares.map((share) => share / sum) };
}

// The integrand is log-concave, so Newton's steps, cut to one unit, always arrive.
function modeOf({ outcome }: MixedData, { rows, eta, sd }: Person): { readonly mode: number; readonly spread: number } {
  let mode = 0;
  let information = 1;
  for (let step = 0; step < MODE_STEPS; step++) {
    let gradient = -mode;
    information = 1;
    for (const row of rows) {
      const p = logistic(eta[row]! + sd * mode);
      gradient += sd * (outcome[row]! - p);
      information += sd * sd * p * (1 - p);
    }
    const move = Math.max(-1, Math.min(1, gradient / information));
    if (Math.abs(move) < 1e-13) break;
    mode += move;
  }
  return { mode, spread: 1 / Math.sqrt(information) };
}

function curvature(data: MixedData, parameters: readonly number[], rule: Rule): Curvature {
  const size = data.width + 1;
  const eta = linear(data, parameters);
  const sd = Math.exp(parameters[data.width]!);
  const sums = { gradient: new Float64Array(size), hessian: new Float64Array(size * size) };
  let value = 0;
  for (const rows of data.clusters) {
    const integrated = personAt(data, { rows, eta, sd, rule });
    value += integrated.value;
    addPerson(data, { rows, eta, sd, integrated }, sums);
  }
  const entry = (a: number, b: number) => sums.hessian[Math.max(a, b) * size + Math.min(a, b)]!;
  const hessian = Array.from({ length: size }, (_, a) => Array.from({ length: size }, (_, b) => entry(a, b)));
  return { value, gradient: Array.from(sums.gradient), hessian };
}

type Contribution = Omit<Person, "rule"> & { readonly integrated: Integrated };
type Sums = { readonly gradient: Float64Array; readonly hessian: Float64Array };

// Louis: the observed information is the expected complete-data information minus the variance of its score, both
// over what the person's answers leave open about the intercept. Only the lower triangle is filled.
function addPerson(data: MixedData, contribution: Contribution, sums: Sums): void {
  const size = data.width + 1;
  const mean = new Float64Array(size);
  const at = { score: new Float64Array(size), x: new Float64Array(size), hessian: sums.hessian };
  contribution.integrated.points.forEach((point, q) => {
    const share = contribution.integrated.shares[q]!;
    if (share < NEGLIGIBLE_SHARE) return;
    completeData(data, contribution, { ...at, point, share });
    for (let a = 0; a < size; a++) {
      const scaled = share * at.score[a]!;
      mean[a]! += scaled;
      for (let b = 0; b <= a; b++) sums.hessian[a * size + b]! += scaled * at.score[b]!;
    }
  });
  for (let a = 0; a < size; a++) {
    sums.gradient[a]! += mean[a]!;
    for (let b = 0; b <= a; b++) sums.hessian[a * size + b]! -= mean[a]! * mean[b]!;
  }
}

type AtPoint = {
  readonly point: number;
  readonly share: number;
  readonly score: Float64Array;
  readonly x: Float64Array;
  readonly hessian: Float64Array;
};

// The score, and `share` times the second derivatives, were the person's intercept known to be sd × point.
function completeData(data: MixedData, { rows, eta, sd }: Contribution, at: AtPoint): void {
  const { width, values, outcome } = data;
  const { point, share, score, x, hessian } = at;
  const size = width + 1;
  score.fill(0);
  x[width] = sd * point;
  for (const row of rows) {
    const p = logistic(eta[row]! + sd * point);
    const residual = outcome[row]! - p;
    for (let j = 0; j < width; j++) x[j] = values[row * width + j]!;
    for (let a = 0; a < size; a++) {
      score[a]! += residual * x[a]!;
      const weighted = share * p * (1 - p) * x[a]!;
      for (let b = 0; b <= a; b++) hessian[a * size + b]! -= weighted * x[b]!;
    }
    hessian[size * size - 1]! += share * residual * sd * point;
  }
}
