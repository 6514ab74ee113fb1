import type { Study } from "../../experiments/contract/study.ts";
import { planHash } from "../../experiments/studyFile/planHash.ts";

const SHOWN = 12;

/** Where a study leaves its own preregistration, as sentences; none when nothing was preregistered. */
export function planDeviations(study: Study): string[] {
  const { design } = study.analysis;
  if (!("preregistration" in design) || design.preregistration === undefined) return [];
  const hash = planHash(study);
  if (hash === design.preregistration) return [];
  const [is, was] = [hash.slice(0, SHOWN), design.preregistration.slice(0, SHOWN)];
  return [`The plan of this study (${is}) is not the one that was preregistered (${was}).`];
}
