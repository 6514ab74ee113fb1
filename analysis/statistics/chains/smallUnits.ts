import { asRecord } from "../../report/cells.ts";
import type { Employee } from "./serviceProfitChain.ts";

type Chain = Readonly<Record<string, unknown>>;

/** A chain without the mean of a unit in which fewer than `fewest` employees answered: null, with the reason in
 *  `warnings`. What is estimated over all units stays. */
export function withoutSmallUnits(chain: Chain, employees: readonly Employee[], fewest: number): Chain {
  const isSmall = (unit: unknown) => employees.filter((employee) => employee.unit === unit).length < fewest;
  const level = asRecord(chain.unit_level);
  const means = (Array.isArray(level.first3) ? level.first3 : []).map(asRecord);
  const warnings = Array.isArray(chain.warnings) ? chain.warnings : [];
  if (!means.some(({ unit }) => isSmall(unit))) return chain;
  return {
    ...chain,
    unit_level: { ...level, first3: means.map((one) => (isSmall(one.unit) ? { ...one, eng: null } : one)) },
    warnings: [...warnings, `the mean of a unit is null where fewer than ${fewest} employees answered`],
  };
}
