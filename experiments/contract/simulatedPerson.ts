/** A simulated participant with a stated truth, as a timeline meets it. Draws come from the person's own seeded stream. */
export type SimulatedPerson = {
  /** Uniform in [0, 1). */
  readonly random: () => number;
  /** Standard normal. */
  readonly normal: () => number;
  /** A fresh observation of the stated attitude towards the focal product in z units: the latent attitude plus this
   *  item's own error, so that two items agree as far as the truth's stated reliability says. */
  readonly statedZ: () => number;
  /** The association with the focal product in z units, fixed for the session; positive = focal product preferred. */
  readonly implicitZ: number;
  /** A fresh observation of the disposition to take the focal product when it costs money, z units. Under time pressure
   *  the association weighs more, as far as the truth's `pressure` says. */
  readonly doZ: (pressure: "fast" | "none") => number;
  /** How many times more people say they would pay than they pay (1.21: Schmidt & Bijmolt 2020). */
  readonly hypotheticalBias: number;
  /** Median latency of an easy trial, ms. */
  readonly medianLatencyMs: number;
  /** `careless` answers without reading; `bot` answers at once and evenly. */
  readonly manner: "careful" | "careless" | "bot";
};
