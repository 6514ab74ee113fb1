import { isPlaceholder } from "../../experiments/contract/placeholder.ts";
import { Problem } from "../../experiments/contract/problem.ts";
import type { StartSession } from "../../experiments/contract/session.ts";
import type { Study } from "../../experiments/contract/study.ts";

// What each panel calls its participant in the link.
const PARAMETERS: Readonly<Record<Study["recruitment"]["source"], string | undefined>> = {
  open: undefined,
  personal: undefined,
  singleUse: undefined,
  prolific: "PROLIFIC_PID",
  sona: "survey_code",
  mturk: "workerId",
};

export type WayOut = {
  readonly end: keyof NonNullable<Study["recruitment"]["redirects"]>;
  /** Only who has finished has one. */
  readonly completionCode?: string;
  readonly panelId: string | null;
};

/** Where a participant goes at the end: the study's address for it with the completion code, and the panel's id where the
 *  panel grants credit by it; null when the study names none. Failed attention checks lead to where finishing leads when
 *  they have no address of their own. */
export function wayOut(
  { redirectUrl, redirects = {} }: Study["recruitment"],
  { end, completionCode = "", panelId }: WayOut,
): string | null {
  const finished = redirects.complete ?? redirectUrl;
  const meant = { ...redirects, complete: finished, quality: redirects.quality ?? finished }[end];
  const filled = meant
    ?.replaceAll(/\{code\}|%7Bcode%7D/gi, () => completionCode)
    .replaceAll(/\{panelId\}|%7BpanelId%7D/gi, () => encodeURIComponent(panelId ?? ""));
  return filled ?? null;
}

/** The panel's id of whoever starts: given as such, or under the panel's own parameter. Undefined where there is none, and
 *  nobody must have one. Throws a Problem on a missing one, and on one that nobody filled in: it would make strangers one
 *  person. */
export function panelIdOf(study: Study, start: StartSession): PanelIdGiven {
  const { panelParameter, source } = study.recruitment;
  const name = panelParameter ?? PARAMETERS[source];
  const { parameters = {} } = start;
  const given = start.panelId ?? (name !== undefined && Object.hasOwn(parameters, name) ? parameters[name] : undefined);
  if (given === undefined) return MUST_HAVE.has(source) ? { gap: "missingId" } : { panelId: undefined };
  return isPlaceholder(given, name) ? { gap: "unfilledId" } : { panelId: given };
}

export type PanelIdGiven = { readonly panelId: string | undefined } | { readonly gap: "missingId" | "unfilledId" };

const MUST_HAVE: ReadonlySet<Study["recruitment"]["source"]> = new Set(["prolific", "sona", "mturk"]);

// A sentence's end, or half of a pair of brackets, that was copied along with the link.
const COPIED_END = /[\p{P}\s]$/u;

/** Whether an id looks as if it was copied with more than itself, such as `5f2c).`: no purchase will ever match it. */
export function isOddlyCopied(panelId: string): boolean {
  return COPIED_END.test(panelId);
}

export function panelIdMissing(gap: "missingId" | "unfilledId"): Problem {
  const unfilled = "The link was not filled in: where the participant's id should be, its placeholder stands.";
  return new Problem({
    code: "panel-id-missing",
    detail: gap === "unfilledId" ? unfilled : "This study is joined from its panel, and the panel's id is missing.",
    path: "panelId",
    todo: "Open the study from the panel's own page.",
  });
}
