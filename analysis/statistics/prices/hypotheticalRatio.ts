import { type Contrast, contrastOf } from "../experiment/contrast.ts";

/** How many times more people say they would pay than people pay. */
export type HypotheticalRatio = {
  /** Geometric mean of the hypothetical amounts ÷ that of the real ones. */
  readonly ratio: number;
  readonly ci95: readonly [number, number];
  readonly p: number;
  readonly geometric_mean: { readonly hypothetical: number; readonly real: number };
  /** People of each whose amount is above zero. */
  readonly n: { readonly hypothetical: number; readonly real: number };
  /** Amounts of zero, which have no logarithm: left out of the ratio and counted here. */
  readonly zeros: { readonly hypothetical: number; readonly real: number };
};

/** The geometric ratio hypothetical ÷ real of amounts that different people named (Schmidt & Bijmolt 2020), with Welch's interval
 *  of the difference of mean logarithms. `null` amounts are unknown. Null where either side has fewer than two amounts above zero, or
 *  nobody differs from anybody. */
export function hypotheticalRatio(amounts: {
  readonly hypothetical: readonly (number | null)[];
  readonly real: readonly (number | null)[];
}): HypotheticalRatio | null {
  const [said, paid] = [logsOf(amounts.hypothetical), logsOf(amounts.real)];
  const found = contrastOf([
    { values: said.logs, weight: 1 },
    { values: paid.logs, weight: -1 },
  ]);
  if (found === null) return null;
  return {
    ...multiples(found),
    p: found.p,
    geometric_mean: { hypothetical: said.middle, real: paid.middle },
    n: { hypothetical: said.logs.length, real: paid.logs.length },
    zeros: { hypothetical: said.zeros, real: paid.zeros },
  };
}

function multiples({ estimate, ci95: [low, high] }: Contrast): Pick<HypotheticalRatio, "ratio" | "ci95"> {
  return { ratio: Math.exp(estimate), ci95: [Math.exp(low), Math.exp(high)] };
}

function logsOf(amounts: readonly (number | null)[]) {
  const known = amounts.filter((amount) => amount !== null);
  const logs = known.filter((amount) => amount > 0).map(Math.log);
  const middle = Math.exp(logs.reduce((sum, log) => sum + log, 0) / logs.length);
  return { logs, middle, zeros: known.length - logs.length };
}
