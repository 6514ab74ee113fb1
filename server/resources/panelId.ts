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

/** The study as its participants are told of it at the start. Where they go afterwards would be worth a payment to whoever
 *  has not finished: a link that grants credit needs no more than to be opened. */
export function withoutWayOut<Definition extends Pick<Study, "recruitment">>(study: Definition): Definition {
  const { redirectUrl: _, ...recruitment } = study.recruitment;
  return { ...study, recruitment };
}

/** Where a participant who has finished goes: the study's address with the completion code, and the panel's id where the
 *  panel grants credit by it; null when the study names none. */
export function wayOut(
  { redirectUrl }: Study["recruitment"],
  { completionCode, panelId }: { readonly completionCode: string; readonly panelId: string | null },
): string | null {
  const filled = redirectUrl
    ?.replaceAll(/\{code\}|%7Bcode%7D/gi, () => completionCode)
    .replaceAll(/\{panelId\}|%7BpanelId%7D/gi, () => encodeURIComponent(panelId ?? ""));
  return filled ?? null;
}

/** The panel's id of whoever starts: given as such, or under the panel's own parameter. Undefined when there is none.
 *  Throws a Problem on one that is only white space, which would make strangers one person. */
export function panelIdOf(study: Study, start: StartSession): string | undefined {
  const { panelParameter, source } = study.recruitment;
  const name = panelParameter ?? PARAMETERS[source];
  const { parameters = {} } = start;
  const given = start.panelId ?? (name !== undefined && Object.hasOwn(parameters, name) ? parameters[name] : undefined);
  if (given === undefined) return undefined;
  if (normalised(given) !== "") return given;
  throw new Problem({ code: "request-invalid", detail: "The panel's id is empty.", path: "panelId" });
}
