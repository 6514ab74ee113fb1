import type { Drawn } from "../../../experiments/contract/draw.ts";

/** A draw's result as `closeDraw` wrote it. */
export function storedResult(text: string): Omit<Drawn, "claimCode"> {
  return JSON.parse(text) as Omit<Drawn, "claimCode">;
}
