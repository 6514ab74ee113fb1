import type { TrialEnvelope } from "../../contract/trial.ts";

/** Stands for a trial that can never arrive: lost with a page that was allowed to keep nothing, or larger than a request
 *  may be. It fits no measure, so the server keeps it in quarantine, counts its `seq`, and the gap is seen and flagged;
 *  one bad trial never withholds a payment. */
export function lostTrial(seq: number, id: string, reason: "tooLarge" | "notKept"): TrialEnvelope {
  return { seq, id, body: { lost: reason } };
}

/** Where a value has a number that JSON cannot carry (NaN, Infinity); undefined when there is none. */
export function unsendableAt(value: unknown, path = ""): string | undefined {
  if (typeof value === "number") return Number.isFinite(value) ? undefined : path;
  if (typeof value !== "object" || value === null) return undefined;
  for (const [key, inner] of Object.entries(value)) {
    const found = unsendableAt(inner, path === "" ? key : `${path}.${key}`);
    if (found !== undefined) return found;
  }
  return undefined;
}
