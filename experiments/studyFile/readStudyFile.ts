import { createHash } from "node:crypto";
import canonicalize from "canonicalize";
import type { ProblemDetails } from "../contract/problem.ts";
import { Study } from "../contract/study.ts";
import { checkStudy } from "./checkStudy.ts";
import { fileHashes, filesExist, type ReadNamedFile } from "./fileRules.ts";
import { resolveFlow } from "./flow.ts";
import { type Path, readDocument } from "./readDocument.ts";
import { tablesAreWrittenOut } from "./shopRules.ts";
import { withShopTables } from "./shopTables.ts";

export type ReadStudy =
  | { readonly study: Study; readonly hash: string }
  | { readonly problems: readonly [ProblemDetails, ...ProblemDetails[]] };

export type StudySource = {
  readonly file: string;
  readonly text: string;
  /** Reads the files the study names; left out where it has no folder, as when it is pasted into the console. */
  readonly readFile?: ReadNamedFile;
};

/** Reads a study file and checks it whole. The study that comes back is complete: every default, also of each
 *  measure's parameters, and the hash of every file it names are written out, so that its own hash fixes what
 *  participants will meet. */
export function readStudyFile({ file, text, readFile }: StudySource): ReadStudy {
  const read = readDocument({ file, text, schema: Study });
  const rules = readFile === undefined ? [tablesAreWrittenOut] : [filesExist(readFile)];
  if ("problems" in read) {
    // One mistake does not hide the others.
    const { problems, rest } = read;
    const place = (path: Path) => ({ file, ...(rest?.locate(path) ?? { line: 1, column: 1 }) });
    const further = rest ? checkStudy(rest.value, { place, rules, gone: rest.gone }) : [];
    return { problems: [...problems, ...further] };
  }
  const stocked = readFile === undefined ? { study: read.value, problems: [] } : withShopTables(read.value, readFile);
  const [first, ...rest] = [
    ...checkStudy(stocked.study, { place: (path) => ({ file, ...read.locate(path) }), rules }),
    ...stocked.problems,
  ];
  if (first) return { problems: [first, ...rest] };
  const study = withFiles(resolveFlow(stocked.study), readFile);
  return { study, hash: contentHash(study) };
}

function withFiles(study: Study, readFile: ReadNamedFile | undefined): Study {
  if (readFile === undefined) return study;
  const { files: _written, ...rest } = study;
  const files = fileHashes(rest, readFile);
  return Object.keys(files).length === 0 ? rest : { ...rest, files };
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
