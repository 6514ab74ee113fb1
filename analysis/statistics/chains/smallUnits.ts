import type { Employee, ServiceProfitChain } from "./serviceProfitChain.ts";

/** A chain without the mean of a unit in which fewer than `fewest` employees answered: null, with the reason in
 *  `warnings`. What is estimated over all units stays. */
export function withoutSmallUnits(chain: ServiceProfitChain, employees: readonly Employee[], fewest: number) {
  const isSmall = (unit: unknown) => employees.filter((employee) => employee.unit === unit).length < fewest;
  const { unit_level: level, warnings } = chain;
  if (!level.units.some(({ unit }) => isSmall(unit))) return chain;
  return {
    ...chain,
    unit_level: { ...level, units: level.units.map((one) => (isSmall(one.unit) ? { ...one, eng: null } : one)) },
    warnings: [...warnings, `the mean of a unit is null where fewer than ${fewest} employees answered`],
  };
}
