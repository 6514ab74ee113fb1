import { z } from "zod";
import { Study } from "../contract/study.ts";

const { id, title, languages, researcher, products, consent, debrief, sensitive, explicitConsent } = Study.shape;
const { recruitment, randomise, flow } = Study.shape;

/** The study as its participants may know it: without the analysis plan, the outcome and the quota. */
export const ShownStudy = z.object({
  id,
  title,
  languages,
  researcher,
  products,
  consent,
  debrief,
  sensitive,
  explicitConsent,
  recruitment,
  randomise,
  flow,
});
export type ShownStudy = z.infer<typeof ShownStudy>;

/** What anyone with the address may read before taking part. */
export const PublicStudy = z.object({
  id: z.string(),
  hash: z.string(),
  state: z.enum(["open", "paused", "closed"]),
  /** Names the exact text shown; what is agreed to is this text. */
  consentHash: z.string(),
  definition: ShownStudy,
});
export type PublicStudy = z.infer<typeof PublicStudy>;
