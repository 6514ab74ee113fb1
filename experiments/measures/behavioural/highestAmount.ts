/** The most that anything costs, or that anybody can say they would pay, in the currency's unit. */
export const HIGHEST_AMOUNT = 100_000;
