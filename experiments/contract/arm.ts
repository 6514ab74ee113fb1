import type { FlowPart } from "./study.ts";

/** Whether someone of an arm meets a part. Parts that no arm names are for everyone, as all are where there is no arm. */
export function isAsked(part: FlowPart["part"], arm = "both"): boolean {
  if (part !== "stated" && part !== "implicit") return true;
  return arm === "both" || arm === part;
}
