import type { IndirectEffect } from "../../statistics/chains/serialMediation.ts";
import { type ServiceProfitChain, serviceProfitChain } from "../../statistics/chains/serviceProfitChain.ts";
import type { LinearEntry } from "../../statistics/models/linear/linearRegression.ts";
import type { Context } from "../context.ts";

/** One step of a chain: what goes with one more of `from`, beside what else the step allows for. */
export type ChainStep = {
  readonly from: Link;
  readonly to: Link;
  readonly estimate: number;
  readonly se: number;
  readonly p: number | null;
};
export type Link = "engagement" | "experience" | "satisfaction" | "value";

/** What passes through the steps between employees and value. */
export type ChainPassage = IndirectEffect & { readonly through: "experience" | "satisfaction" | "both" | "total" };

/** A chain from employees to value, between units. No unit is named and no unit's mean is in it. */
export type ChainReport = {
  readonly units: number;
  readonly employees: number;
  readonly customers: number;
  /** Left out because an answer the chain needs is not there. */
  readonly employees_without_answer: number;
  readonly customers_without_answer: number;
  /** The fewest employees and customers of a unit. */
  readonly fewest: readonly [employees: number, customers: number];
  /** How reliable the units' means are (ICC(2)); null where each unit has one. */
  readonly reliability: Readonly<Record<"engagement" | "experience" | "value", number | null>>;
  readonly steps: readonly ChainStep[];
  readonly passages: readonly ChainPassage[];
  /** The larger p of both links: both must hold. Null with two steps between. */
  readonly joint_significance_p: number | null;
  readonly proportion_mediated: number | null;
  readonly resamples: number;
  /** Value on a customer's own experience within the unit, and on the unit's. */
  readonly customers_within: { readonly own: MixedEntry; readonly unit: MixedEntry } | null;
  readonly cost_subtracted: boolean;
  readonly warnings: readonly string[];
};
type MixedEntry = { readonly estimate: number; readonly se: number; readonly t: number };
export type ChainSections = { readonly chain?: ChainReport };

/** `chain`, where the plan names one: the numbers of `saydo chain`. */
export function chainSections({ chain: input, warn }: Context): ChainSections {
  if (input === undefined) return {};
  const found = serviceProfitChain(input.study);
  for (const sentence of found.warnings) warn(`From employees to value: ${sentence}.`);
  const { employees, customers } = input.study;
  return {
    chain: {
      units: found.unit_level.n_units,
      ...input.flow,
      fewest: [fewestIn(employees), fewestIn(customers)],
      reliability: {
        engagement: found.aggregation.engagement?.icc2 ?? null,
        experience: found.aggregation.experience?.icc2 ?? null,
        value: found.aggregation.value?.icc2 ?? null,
      },
      steps: stepsOf(found),
      passages: passagesOf(found),
      joint_significance_p: serialOf(found) === null ? (found.mediation?.joint_significance_p ?? null) : null,
      proportion_mediated: found.mediation?.proportion_mediated ?? null,
      resamples: input.study.draws.length,
      customers_within: withinOf(found),
      cost_subtracted: input.settings.cost !== undefined,
      warnings: found.warnings,
    },
  };
}

function fewestIn(people: readonly { readonly unit: string | number }[]): number {
  const counts = new Map<string | number, number>();
  for (const { unit } of people) counts.set(unit, (counts.get(unit) ?? 0) + 1);
  return Math.min(...counts.values());
}

function serialOf(found: ServiceProfitChain) {
  return "serial_mediation" in found ? (found.serial_mediation ?? null) : null;
}

function stepsOf(found: ServiceProfitChain): readonly ChainStep[] {
  const serial = serialOf(found);
  const { path_a: a, path_b_cprime: b, path_c_total: total } = found.unit_level;
  const direct =
    serial === null
      ? [step(a, "eng", ["engagement", "experience"]), step(b, "cx", ["experience", "value"])]
      : [
          step(serial.path_cx, "eng", ["engagement", "experience"]),
          step(serial.path_sat, "cx", ["experience", "satisfaction"]),
          step(serial.path_val, "sat", ["satisfaction", "value"]),
        ];
  return [...direct, step(total, "eng", ["engagement", "value"])].flatMap((one) => one ?? []);
}

function step(entry: LinearEntry | null, name: string, [from, to]: readonly [Link, Link]): ChainStep | null {
  const found = entry?.coefficients[name];
  return found === undefined ? null : { from, to, estimate: found.estimate, se: found.se, p: found.p };
}

function passagesOf(found: ServiceProfitChain): readonly ChainPassage[] {
  const serial = serialOf(found);
  if (serial !== null) {
    const { experience, satisfaction, both, total } = serial.indirect;
    return [
      { through: "experience", ...experience },
      { through: "satisfaction", ...satisfaction },
      { through: "both", ...both },
      { through: "total", ...total },
    ];
  }
  if (found.mediation === null) return [];
  const { indirect, bootstrap } = found.mediation;
  const { se, percentile95_type7, bca } = bootstrap;
  return [{ through: "experience", estimate: indirect, se, percentile95_type7, bca }];
}

function withinOf({ customer_level_random_intercept: levels }: ServiceProfitChain): ChainReport["customers_within"] {
  const [own, unit] = [levels?.reml.fixed["xw"], levels?.reml.fixed["xb"]];
  return own === undefined || unit === undefined ? null : { own, unit };
}
