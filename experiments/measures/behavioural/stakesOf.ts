import type { Stakes } from "../../contract/draw.ts";

/** What a session's choices count for: as drawn for it, else as the study says. */
export function stakesOf(parameters: { readonly stakes?: unknown }, assignment: { readonly stakes?: string }): Stakes {
  return (assignment.stakes ?? parameters.stakes) === "real" ? "real" : "hypothetical";
}
