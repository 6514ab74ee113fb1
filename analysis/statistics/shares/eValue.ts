/** How strong an unmeasured cause would have to be to explain an association away. */
export type EValue = {
  /** Risk ratio that the odds ratio stands for: the odds ratio itself where fewer than 15 % buy, else its square root. */
  readonly risk_ratio: number;
  /** Risk ratio that the cause would need with both the measure and buying. */
  readonly e_value: number;
  /** The same to bring the interval to no association; 1 where it is there already. */
  readonly e_value_limit: number;
};

type OddsRatio = {
  readonly estimate: number;
  readonly ci95: readonly [number, number];
  /** Share of people who bought, 0 to 1. */
  readonly baseRate: number;
};

const RARE = 0.15;

/** The E-value of an odds ratio and of its limit next to 1 (VanderWeele & Ding 2017); below 1 the inverse is taken. */
export function eValue({ estimate, ci95: [low, high], baseRate }: OddsRatio): EValue {
  const riskRatio = (odds: number) => (baseRate < RARE ? odds : Math.sqrt(odds));
  const near = estimate >= 1 ? low : high;
  const holdsOne = low <= 1 && high >= 1;
  return {
    risk_ratio: riskRatio(estimate),
    e_value: strength(riskRatio(estimate)),
    e_value_limit: holdsOne ? 1 : strength(riskRatio(near)),
  };
}

function strength(riskRatio: number): number {
  const above = riskRatio >= 1 ? riskRatio : 1 / riskRatio;
  return above + Math.sqrt(above * (above - 1));
}
