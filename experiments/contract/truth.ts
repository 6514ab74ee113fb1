import { z } from "zod";

const TreatmentEffect = z.strictObject({
  say: z.number().default(0),
  feel: z.number().default(0),
  do: z.number().default(0),
});
export type TreatmentEffect = z.infer<typeof TreatmentEffect>;

/** The stated truth of a simulation: how intent, association and purchase depend on each other. Latent attitudes are
 *  standard normal; `betas` are log odds per latent SD. */
export const Truth = z.strictObject({
  /** Share of people who buy in the outcome window, over the whole population. */
  baseRate: z.number().gt(0).lt(1).default(0.3),
  betas: z
    .strictObject({
      stated: z.number().default(0.8),
      implicit: z.number().default(0.4),
      /** Of what paid choices show of a person beyond both. */
      do: z.number().default(0),
    })
    .prefault({}),
  /** Between the latent stated attitude and the latent association. */
  correlation: z.number().min(-1).max(1).default(0.4),
  /** Share of variance of one stated item, and of one session's association, that is not error. */
  reliability: z
    .strictObject({ stated: z.number().gt(0).max(1).default(0.8), implicit: z.number().gt(0).max(1).default(0.8) })
    .prefault({}),
  /** Log odds that being asked adds to buying (mere measurement; Chandon, Morwitz & Reinartz 2005). */
  reactivity: z.number().default(0),
  /** How many times more people say they would pay than they pay (Schmidt & Bijmolt 2020: 1.21). */
  hypotheticalBias: z.number().gt(0).max(10).default(1.21),
  /** How much more the association weighs in a choice under time pressure, z units. */
  pressure: z.number().default(0),
  /** What a level of a treatment adds, by treatment and level: standard deviations of what people say and of their association,
   *  log odds of what they do. What is not named adds nothing. */
  treatments: z.record(z.string(), z.record(z.string(), TreatmentEffect)).default({}),
  /** Share of people who answer without reading. */
  careless: z.number().min(0).max(1).default(0),
  /** Share of scripted sessions. */
  bots: z.number().min(0).max(1).default(0),
  /** Share of purchases that the imported source sees. */
  seen: z.number().min(0).max(1).default(1),
});
export type Truth = z.infer<typeof Truth>;
