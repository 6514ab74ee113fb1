import { pearson } from "../association/correlation.ts";
import { average, total } from "../association/moments.ts";
import { anovaIcc } from "../models/clustered/anovaIcc.ts";
import { type Clusters, clusterMeans, clustersOf } from "../models/clustered/clusters.ts";
import { linearEntry } from "../models/linear/linearRegression.ts";
import { designOf } from "../models/logistic/design.ts";
import { proportion } from "../shares/proportion.ts";
import { proportionAgainst } from "../shares/proportionAgainst.ts";
import { clusteredShare } from "./clusteredShare.ts";
import { chainPaths, likelihoodErrors, mediation, type UnitColumns } from "./mediation.ts";
import { randomIntercept } from "./randomIntercept.ts";
import { serialMediation } from "./serialMediation.ts";

export type Employee = { readonly unit: string | number; readonly engagement: number };
export type Customer = {
  readonly unit: string | number;
  readonly experience: number;
  readonly value: number;
  /** What the customer said after it, where there is a second step before value. */
  readonly satisfaction?: number;
  /** 0 or 1: what a claim is about; null when there is no claim or no answer. */
  readonly claimed: number | null;
};

/** Employees and customers of the same units. */
export type ChainStudy = {
  readonly employees: readonly Employee[];
  readonly customers: readonly Customer[];
  /** Share that somebody claims, such as 0.73. */
  readonly claim?: { readonly name: string; readonly value: number } | undefined;
  /** Zero-based positions of units, in the order of `unitsOf`. */
  readonly draws: readonly ArrayLike<number>[];
};

/** Units with employees and customers, by first appearance among employees. */
export function unitsOf({
  employees,
  customers,
}: Pick<ChainStudy, "employees" | "customers">): readonly (string | number)[] {
  const withCustomers = new Set(customers.map(({ unit }) => unit));
  return [...new Set(employees.map(({ unit }) => unit))].filter((unit) => withCustomers.has(unit));
}

/** The service-profit chain (Heskett et al. 1994) under the reference's names: whether unit means are reliable, the
 *  path from employees over experience to value between units, the same among customers, and the claim. What cannot be
 *  computed is null, with the reason in `warnings`. Throws RangeError with fewer than two units. */
export function serviceProfitChain(study: ChainStudy) {
  const units = unitsOf(study);
  if (units.length < 2) throw new RangeError(`a chain needs two units or more, got ${units.length}`);
  const kept = new Set(units);
  const employees = study.employees.filter(({ unit }) => kept.has(unit));
  const customers = study.customers.filter(({ unit }) => kept.has(unit));
  const means = unitMeans(units, employees, customers);
  const paths = chainPaths(means);
  const byUnit = clustersOf(customers.map(({ unit }) => unit));
  const levels = customerLevel({ customers, byUnit, units, means });
  return {
    aggregation: {
      engagement: iccOf(
        employees.map(({ engagement }) => engagement),
        clustersOf(employees.map(({ unit }) => unit)),
      ),
      experience: iccOf(
        customers.map(({ experience }) => experience),
        byUnit,
      ),
      value: iccOf(
        customers.map(({ value }) => value),
        byUnit,
      ),
    },
    unit_level: unitLevel(units, means, paths),
    mediation: "reason" in paths ? null : mediation(means, paths, study.draws),
    ...serial(units, { customers, means, draws: study.draws }),
    lavaan_ml: "reason" in paths ? null : likelihoodErrors(paths),
    customer_level_random_intercept: levels,
    ...(study.claim === undefined ? {} : { [`${study.claim.name}_claim`]: claimed(customers, study.claim.value) }),
    warnings: warningsFor({ study, units, paths, levels }),
  };
}

type Serial = {
  readonly customers: readonly Customer[];
  readonly means: UnitColumns;
  readonly draws: ChainStudy["draws"];
};

// Only where every customer has said what comes between experience and value.
function serial(units: readonly (string | number)[], { customers, means, draws }: Serial) {
  const said = customers.flatMap(({ unit, satisfaction }) =>
    satisfaction === undefined ? [] : [{ unit, satisfaction }],
  );
  if (said.length < customers.length) return {};
  const sat = meansBy(units, said, ({ satisfaction }) => satisfaction);
  return { serial_mediation: serialMediation({ ...means, sat }, draws) };
}

function meansBy<Row extends { readonly unit: string | number }>(
  units: readonly (string | number)[],
  rows: readonly Row[],
  read: (row: Row) => number,
): readonly number[] {
  const means = new Map(
    clustersOf(rows.map(({ unit }) => unit)).map((own) => [
      rows[own[0]!]!.unit,
      average(own.map((row) => read(rows[row]!))),
    ]),
  );
  return units.map((unit) => means.get(unit)!);
}

function unitMeans(
  units: readonly (string | number)[],
  employees: readonly Employee[],
  customers: readonly Customer[],
): UnitColumns {
  return {
    eng: meansBy(units, employees, ({ engagement }) => engagement),
    cx: meansBy(units, customers, ({ experience }) => experience),
    val: meansBy(units, customers, ({ value }) => value),
  };
}

function iccOf(values: readonly number[], clusters: Clusters) {
  return values.length > clusters.length ? anovaIcc(values, clusters) : null;
}

function unitLevel(units: readonly (string | number)[], means: UnitColumns, paths: ReturnType<typeof chainPaths>) {
  const { eng, cx, val } = means;
  return {
    n_units: units.length,
    units: units.map((unit, i) => ({ unit, eng: eng[i], cx: cx[i], val: val[i] })),
    path_a: "reason" in paths ? null : linearEntry(paths.a),
    path_b_cprime: "reason" in paths ? null : linearEntry(paths.b),
    path_c_total: "reason" in paths ? null : linearEntry(paths.total),
    correlations: { eng_cx: pearson(eng, cx), cx_val: pearson(cx, val), eng_val: pearson(eng, val) },
  };
}

type CustomerLevel = {
  readonly customers: readonly Customer[];
  readonly byUnit: Clusters;
  readonly units: readonly (string | number)[];
  readonly means: UnitColumns;
};

// Value on the customer's own experience against the unit's, so that a pleased customer is not taken for a good unit.
function customerLevel({ customers, byUnit, units, means }: CustomerLevel) {
  const positions = new Map(units.map((unit, i) => [unit, i]));
  const experience = customers.map((customer) => customer.experience);
  const xb = clusterMeans(experience, byUnit);
  const columns = {
    xw: experience.map((own, row) => own - xb[row]!),
    xb,
    eng: customers.map(({ unit }) => means.eng[positions.get(unit)!]!),
  };
  const design = designOf(columns, ["xw", "xb", "eng"], customers.length);
  const value = customers.map((customer) => customer.value);
  const fit = (likelihood: "restricted" | "full") => randomIntercept(design, value, { clusters: byUnit, likelihood });
  const [reml, ml] = [fit("restricted"), fit("full")];
  return reml === null || ml === null ? null : { reml, ml };
}

function claimed(customers: readonly Customer[], share: number) {
  const known = customers.filter(({ claimed: answer }) => answer !== null);
  const answers = known.map(({ claimed: answer }) => answer ?? 0);
  const clusters = clustersOf(known.map(({ unit }) => unit));
  if (known.length === 0 || clusters.length < 2) return null;
  const yes = total(answers);
  return {
    ...proportion(yes, known.length),
    [`vs_${share.toFixed(2).replace(".", "_")}`]: proportionAgainst(yes, known.length, share),
    note: "the intervals above ignore that customers come in units; the ones below do not",
    ...clusteredShare(answers, clusters),
  };
}

type Finished = {
  readonly study: ChainStudy;
  readonly units: readonly (string | number)[];
  readonly paths: ReturnType<typeof chainPaths>;
  readonly levels: unknown;
};

function warningsFor({ study, units, paths, levels }: Finished): readonly string[] {
  const all = new Set([...study.employees, ...study.customers].map(({ unit }) => unit)).size;
  const left = all - units.length;
  return [
    ...(left > 0 ? [`${left} of ${all} units have employees or customers only and are left out`] : []),
    ...("reason" in paths ? [`the paths between units have no estimate: ${paths.reason}`] : []),
    ...(levels === null ? ["the model of customers within units has no estimate"] : []),
    ...(units.length < 30 ? [`${units.length} units: intervals between units are wide and approximate`] : []),
  ];
}

/** What the chain found, under its published names. */
export type ServiceProfitChain = ReturnType<typeof serviceProfitChain>;
