import { inverseSymmetric, type Rows } from "../../numerics/matrix.ts";
import { type Curvature, maximise } from "../../numerics/maximise.ts";
import { type Design, INTERCEPT } from "../logistic/design.ts";
import type { Clusters } from "./clusters.ts";

/** The effect within a person: what goes with choosing this product rather than another. */
export type ConditionalLogit = {
  readonly kind: "fitted";
  readonly coef: Readonly<Record<string, number>>;
  readonly se: Readonly<Record<string, number>>;
  /** Standard errors from the sandwich of persons, where strata are of persons. */
  readonly robust_se?: Readonly<Record<string, number>>;
  readonly log_likelihood: number;
  readonly log_likelihood_null: number;
  readonly persons_with_variation: number;
};

/** Why there is no estimate: nobody bought some products and not others, a predictor never varies within a person, or
 *  the predictors decide every person's choice. */
export type NoConditionalLogit = {
  readonly kind: "notFitted";
  readonly reason: "noVariation" | "collinear" | "separated";
};

type Stratum = {
  readonly x: Rows;
  readonly bought: number;
  readonly sums: readonly number[];
  readonly firstRow: number;
};

/** What a choice is among, and whose choices belong together: `strata` are screens, `persons[row]` labels who chose. */
export type ChoiceStrata = { readonly strata: Clusters; readonly persons: ArrayLike<string | number> };

/** Conditional logit of choices from sets: each person × set is a stratum, and the standard errors are also those of the
 *  sandwich that takes a person's sets together (as survival::clogit with cluster()), which several sets of one person
 *  call for. Otherwise as `conditionalLogit`. */
export function choiceLogit(
  design: Design,
  outcome: ArrayLike<number>,
  { strata, persons }: ChoiceStrata,
): ConditionalLogit | NoConditionalLogit {
  const fitted = conditionalLogit(design, outcome, strata);
  if (fitted.kind === "notFitted") return fitted;
  const names = Object.keys(fitted.coef);
  const used = strataOf(design, outcome, strata);
  const beta = names.map((name) => fitted.coef[name]!);
  const bread = inverseOf(totalCurvature(used, beta));
  if (bread === null) return fitted;
  const scores = new Map<string | number, number[]>();
  for (const stratum of used) {
    const { gradient } = totalCurvature([stratum], beta);
    const person = persons[stratum.firstRow]!;
    const sum = scores.get(person) ?? names.map(() => 0);
    scores.set(
      person,
      sum.map((value, j) => value + gradient[j]!),
    );
  }
  const robust = names.map((_, j) => {
    const variance = [...scores.values()].reduce((total, score) => {
      const shift = score.reduce((sum, value, k) => sum + bread[j]![k]! * value, 0);
      return total + shift * shift;
    }, 0);
    return Math.sqrt(variance);
  });
  return {
    ...fitted,
    persons_with_variation: scores.size,
    robust_se: Object.fromEntries(names.map((name, j) => [name, robust[j]!])),
  };
}

/** Conditional logistic regression, persons as strata, exact likelihood (Gail, Lubin & Rubinstein 1981).
 *  `design` may hold an intercept, which every stratum cancels; `outcome[i]` is 0 or 1. Persons who bought all or none
 *  of their products say nothing and are left out. */
export function conditionalLogit(
  design: Design,
  outcome: ArrayLike<number>,
  clusters: Clusters,
): ConditionalLogit | NoConditionalLogit {
  const names = design.names.filter((name) => name !== INTERCEPT);
  const strata = strataOf(design, outcome, clusters);
  if (strata.length === 0) return { kind: "notFitted", reason: "noVariation" };
  const curvatureAt = (beta: readonly number[]) => totalCurvature(strata, beta);
  const zero = names.map(() => 0);
  const nullCurvature = curvatureAt(zero);
  if (inverseOf(nullCurvature) === null) return { kind: "notFitted", reason: "collinear" };
  const found = maximise({ curvatureAt, valueAt: (beta) => curvatureAt(beta).value }, zero);
  const vcov = found.isConverged ? inverseOf(found) : null;
  if (vcov === null) return { kind: "notFitted", reason: "separated" };
  return {
    kind: "fitted",
    coef: Object.fromEntries(names.map((name, j) => [name, found.parameters[j]!])),
    se: Object.fromEntries(names.map((name, j) => [name, Math.sqrt(vcov[j]![j]!)])),
    log_likelihood: found.value,
    log_likelihood_null: nullCurvature.value,
    persons_with_variation: strata.length,
  };
}

// Centred within the person, which changes nothing but keeps the exponentials in range.
function strataOf({ names, values }: Design, outcome: ArrayLike<number>, clusters: Clusters): readonly Stratum[] {
  const width = names.length;
  const columns = names.flatMap((name, j) => (name === INTERCEPT ? [] : [j]));
  return clusters.flatMap((rows) => {
    const bought = rows.reduce((sum, row) => sum + outcome[row]!, 0);
    if (bought === 0 || bought === rows.length) return [];
    const raw = rows.map((row) => columns.map((j) => values[row * width + j]!));
    const means = columns.map((_, j) => raw.reduce((sum, line) => sum + line[j]!, 0) / raw.length);
    const x = raw.map((line) => line.map((value, j) => value - means[j]!));
    const chosen = x.filter((_, i) => outcome[rows[i]!] === 1);
    return [
      { x, bought, firstRow: rows[0]!, sums: means.map((_, j) => chosen.reduce((sum, line) => sum + line[j]!, 0)) },
    ];
  });
}

function totalCurvature(strata: readonly Stratum[], beta: readonly number[]): Curvature {
  const k = beta.length;
  const gradient = new Array<number>(k).fill(0);
  const hessian = Array.from({ length: k }, () => new Array<number>(k).fill(0));
  let value = 0;
  for (const { x, bought, sums } of strata) {
    const { total, first, second } = symmetricSum(x, bought, beta);
    value += sums.reduce((sum, s, j) => sum + s * beta[j]!, 0) - Math.log(total);
    for (let a = 0; a < k; a++) {
      const mean = first[a]! / total;
      gradient[a]! += sums[a]! - mean;
      for (let b = 0; b < k; b++) hessian[a]![b]! -= second[a * k + b]! / total - (mean * first[b]!) / total;
    }
  }
  return { value, gradient, hessian };
}

type SymmetricSum = { total: number; readonly first: Float64Array; readonly second: Float64Array };

// The sum over all ways to choose `count` rows of exp(sum of x beta), with its first and second derivatives, one row
// at a time: B(m, j) = B(m, j - 1) + exp(x_j beta) B(m - 1, j - 1).
function symmetricSum(x: Rows, count: number, beta: readonly number[]): SymmetricSum {
  const k = beta.length;
  const table = Array.from({ length: count + 1 }, (_, m) => ({
    total: m === 0 ? 1 : 0,
    first: new Float64Array(k),
    second: new Float64Array(k * k),
  }));
  for (const row of x) {
    const factor = Math.exp(row.reduce((sum, value, j) => sum + value * beta[j]!, 0));
    for (let m = count; m >= 1; m--) addRow(table[m]!, table[m - 1]!, { row, factor });
  }
  return table[count]!;
}

function addRow(
  into: SymmetricSum,
  fewer: SymmetricSum,
  { row, factor }: { readonly row: readonly number[]; readonly factor: number },
): void {
  const k = row.length;
  into.total += factor * fewer.total;
  for (let a = 0; a < k; a++) {
    into.first[a]! += factor * (fewer.first[a]! + row[a]! * fewer.total);
    for (let b = 0; b < k; b++) {
      const crossed = row[a]! * fewer.first[b]! + row[b]! * fewer.first[a]! + row[a]! * row[b]! * fewer.total;
      into.second[a * k + b]! += factor * (fewer.second[a * k + b]! + crossed);
    }
  }
}

function inverseOf({ hessian }: Curvature): Rows | null {
  const information = hessian.map((row) => row.map((value) => -value));
  const inverse = inverseSymmetric(information);
  return inverse?.every((row, j) => row[j]! > 0 && row[j]! * information[j]![j]! < 1e12) ? inverse : null;
}
