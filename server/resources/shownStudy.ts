import type { z } from "zod";
import { Recruitment, Study } from "../../experiments/contract/study.ts";
import { withPictureAddresses } from "./pictureAddresses.ts";

/** The study as its participants may know it. What is not named here stays with us: the plan, the outcome, the quota, which
 *  questions are attention checks, and where people go afterwards, which would be worth a payment to whoever has not
 *  finished. */
export const ShownStudy = Study.pick({
  ...{ id: true, title: true, languages: true, researcher: true, products: true, consent: true, debrief: true },
  ...{
    ownScores: true,
    sensitive: true,
    explicitConsent: true,
    device: true,
    randomise: true,
    treatments: true,
    flow: true,
  },
})
  .extend({ recruitment: Recruitment.pick({ source: true, panelParameter: true, repeat: true }).strip() })
  .strip();
export type ShownStudy = z.infer<typeof ShownStudy>;

const shown = new WeakMap<Study, ShownStudy>();

/** Nobody is asked to be contacted again where that never happens. */
function withoutUselessPurposes(study: Study): Study {
  if (study.waves !== undefined) return study;
  const ask = study.consent.ask.filter((purpose) => purpose !== "recontact");
  return { ...study, consent: { ...study.consent, ask } };
}

/** Leaves out of a study whatever its participants need not know. */
export function shownStudy(study: Study): ShownStudy {
  const known = shown.get(study) ?? withPictureAddresses(ShownStudy.parse(withoutUselessPurposes(study)));
  shown.set(study, known);
  return known;
}
