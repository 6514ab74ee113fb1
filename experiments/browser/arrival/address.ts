import { isPlaceholder } from "../../contract/placeholder.ts";
import type { Study } from "../../contract/study.ts";

/** Whether a page is a draft's preview. */
export function isPreviewAt(path: string): boolean {
  return /^\/preview\/[\w.-]+\/$/.test(path);
}

type Recruitment = Study["recruitment"];

/** How someone came: what the address says about them. */
export type Arrival = {
  readonly panelId: string | undefined;
  readonly link: string | undefined;
  /** Everything else in the query, kept with the session. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Why this address cannot start a session. */
  readonly gap: "panelId" | "link" | "preview" | undefined;
};

/** The study's id in the page's path, `/s/<id>`; null elsewhere. */
export function studyIdOf(path: string): string | null {
  return /^\/s\/([\w-]+)\/?$/.exec(path)?.[1] ?? null;
}

const panelParameters: Readonly<Record<Recruitment["source"], string>> = {
  open: "panelId",
  personal: "panelId",
  singleUse: "panelId",
  prolific: "PROLIFIC_PID",
  sona: "survey_code",
  mturk: "workerId",
};

const MOST_PARAMETERS = 32;

/** Reads the query as the study's recruitment means it. Panels: Prolific, SONA and MTurk (CloudResearch) by the names
 *  of their own parameters, unless the study names another one. */
export function arrivalOf(query: URLSearchParams, recruitment: Recruitment): Arrival {
  const panelParameter = recruitment.panelParameter ?? panelParameters[recruitment.source];
  // An id that is there but empty was not filled in either.
  const panelId = query.get(panelParameter)?.trim();
  // A link to a wave says who comes as a personal one does.
  const link = (query.get("link") ?? query.get("wave"))?.trim() || undefined;
  const own = new Set([panelParameter, "link", "wave", "language"]);
  const others = [...query].filter(([name, value]) => !own.has(name) && name.length <= 64 && value.length <= 512);
  return {
    panelId,
    link,
    parameters: Object.fromEntries(others.slice(0, MOST_PARAMETERS)),
    gap: gapOf(recruitment, { panelId, panelParameter, link, assignmentId: query.get("assignmentId") }),
  };
}

function gapOf(
  { source }: Recruitment,
  came: {
    readonly panelId: string | undefined;
    readonly panelParameter: string;
    readonly link: string | undefined;
    readonly assignmentId: string | null;
  },
): Arrival["gap"] {
  // MTurk shows tasks to people who have not accepted them yet under this very id.
  if (source === "mturk" && came.assignmentId === "ASSIGNMENT_ID_NOT_AVAILABLE") return "preview";
  const isLinked = source === "personal" || source === "singleUse";
  if (isLinked && (came.link === undefined || isPlaceholder(came.link, "link"))) return "link";
  if (came.panelId !== undefined && isPlaceholder(came.panelId, came.panelParameter)) return "panelId";
  return came.panelId === undefined && !isLinked && source !== "open" ? "panelId" : undefined;
}
