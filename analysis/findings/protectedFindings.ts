import type { Comparison } from "./comparison.ts";
import type { Hiding } from "./hiding.ts";
import { findings } from "./index.ts";

/** A comparison as it may be shown. Nothing leaves unprotected: a section that no finding names is not in it. */
export function protectedFindings(found: Comparison, hiding: Hiding): Comparison {
  return Object.assign({}, ...findings.map((finding) => finding.protect(found, hiding)));
}
