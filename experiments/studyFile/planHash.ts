import type { Study } from "../contract/study.ts";
import { contentHash } from "./readStudyFile.ts";

/** SHA-256 (hex) of everything of a study that must be fixed before an outcome is read: what is shown to whom, how many
 *  take part, what counts as the outcome, how it is analysed. Texts for people and the hash of a preregistration itself
 *  do not count, so that the hash can be written into the study file. */
export function planHash({
  id,
  products,
  flow,
  randomise,
  treatments,
  quota,
  outcome,
  outcomes,
  analysis,
}: Study): string {
  const { design, ...plan } = analysis;
  return contentHash({
    id,
    products: products.map((product) => product.id),
    flow,
    randomise,
    ...(treatments === undefined ? {} : { treatments }),
    quota: quota ?? null,
    ...(outcomes === undefined ? { outcome } : { outcomes }),
    analysis: { ...plan, design: design.kind },
  });
}
