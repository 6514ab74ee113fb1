import { createHash } from "node:crypto";
import canonicalize from "canonicalize";
import type { ProblemDetails } from "../contract/problem.ts";
import { Study } from "../contract/study.ts";
import { checkStudy } from "./checkStudy.ts";
import { resolveFlow } from "./flow.ts";
import { readDocument } from "./readDocument.ts";

export type ReadStudy =
  | { readonly study: Study; readonly hash: string }
  | { readonly problems: readonly [ProblemDetails, ...ProblemDetails[]] };

/** Reads a study file and checks it whole. The study that comes back is complete: every default, also of each
 *  measure's parameters, is written out, so that its hash fixes what participants will meet. */
export function readStudyFile(source: { readonly file: string; readonly text: string }): ReadStudy {
  const read = readDocument({ ...source, schema: Study });
  if ("problems" in read) return read;
  const [first, ...rest] = checkStudy(read.value, (path) => ({ file: source.file, ...read.locate(path) }));
  if (first) return { problems: [first, ...rest] };
  const study = resolveFlow(read.value);
  return { study, hash: contentHash(study) };
}

/** SHA-256 (hex) of a value's canonical JSON (RFC 8785). */
export function contentHash(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new RangeError("only JSON values have a content hash");
  return createHash("sha256").update(text, "utf8").digest("hex");
}

/** Fixes the exact consent text a participant saw: stored with every session. */
export function consentHashOf(study: Study): string {
  return contentHash({ consent: study.consent, explicitConsent: study.explicitConsent ?? null });
}
