import { Problem } from "../../experiments/contract/problem.ts";
import type { StartSession } from "../../experiments/contract/session.ts";
import type { Study } from "../../experiments/contract/study.ts";
import { normalised } from "../keyHash.ts";

// What each panel calls its participant in the link.
const PARAMETERS: Readonly<Record<Study["recruitment"]["source"], string | undefined>> = {
  open: undefined,
  personal: undefined,
  singleUse: undefined,
  prolific: "PROLIFIC_PID",
  sona: "survey_code",
  mturk: "workerId",
};

/** The panel's id of whoever starts: given as such, or under the panel's own parameter. Undefined when there is none.
 *  Throws a Problem on one that is only white space, which would make strangers one person. */
export function panelIdOf(study: Study, start: StartSession): string | undefined {
  const { panelParameter, source } = study.recruitment;
  const name = panelParameter ?? PARAMETERS[source];
  const given = start.panelId ?? (name === undefined ? undefined : start.parameters?.[name]);
  if (given === undefined) return undefined;
  if (normalised(given) !== "") return given;
  throw new Problem({ code: "request-invalid", detail: "The panel's id is empty.", path: "panelId" });
}
