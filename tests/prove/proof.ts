/** How much of a proof to run: a short variant belongs to the test suite, the full one to `npm run prove`. */
export type Scale = "short" | "full";

export type ProofOptions = { readonly seed: number; readonly scale: Scale };

export type Finding = {
  readonly isMet: boolean;
  /** What was counted and measured, as printed. */
  readonly figures: Readonly<Record<string, number | string | boolean>>;
};

/** One row of the target table: a promise and the program that shows whether it is kept. */
export type Proof = {
  readonly id: string;
  readonly promise: string;
  run(options: ProofOptions): Promise<Finding>;
};
