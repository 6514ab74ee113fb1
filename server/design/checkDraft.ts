import type { ProblemDetails } from "../../experiments/contract/problem.ts";
import type { Study } from "../../experiments/contract/study.ts";
import { namedFiles } from "../../experiments/contract/studyFiles.ts";
import { pathText } from "../../experiments/studyFile/readDocument.ts";
import { readStudyFile } from "../../experiments/studyFile/readStudyFile.ts";
import type { Store } from "../store/store.ts";

/** The prefix of a picture that is kept with the study. */
export const ASSET = "asset:";

export type CheckedDraft =
  | { readonly study: Study; readonly hash: string; readonly problems: readonly [] }
  | { readonly problems: readonly [ProblemDetails, ...ProblemDetails[]] };

/** Everything that is wrong with a draft, each with its place, in the words of `saydo check`; or the study it makes. */
export async function checkDraft(store: Store, studyId: string, yaml: string): Promise<CheckedDraft> {
  // A study that is served from a folder has files there; one that is made here has what was uploaded.
  const isServed = (await store.studies.get(studyId)) !== undefined;
  const read = readStudyFile({ file: FILE, text: yaml, ...(isServed ? {} : { readFile: () => null }) });
  if ("problems" in read) return read;
  const { study, hash } = read;
  const [first, ...rest] = [
    ...otherId(study, { studyId, yaml }),
    ...(await missingPictures(store, study, { studyId, yaml })),
  ];
  return first ? { problems: [first, ...rest] } : { study, hash, problems: [] };
}

const FILE = "study.yaml";

type Checked = { readonly studyId: string; readonly yaml: string };

function otherId(study: Study, { studyId, yaml }: Checked): readonly ProblemDetails[] {
  if (study.id === studyId) return [];
  const detail = "The study's id is in its address and stays as it is.";
  const told = { detail, expected: studyId, found: study.id, todo: `Write id: ${studyId}.` };
  return [{ code: "study-file-invalid", ...told, file: FILE, path: "id", ...placeOf(yaml, study.id) }];
}

async function missingPictures(
  store: Store,
  study: Study,
  { studyId, yaml }: Checked,
): Promise<readonly ProblemDetails[]> {
  const kept = new Set((await store.drafts.assets(studyId)).map(({ sha256 }) => `${ASSET}${sha256}`));
  const missing = namedFiles(study).filter(({ name }) => name.startsWith(ASSET) && !kept.has(name));
  return missing.map(({ at, name }) => {
    const detail = "This picture has not been uploaded here.";
    const expected = "asset: and the hash of a picture that is listed under Pictures";
    const told = { detail, expected, found: name, todo: "Upload it under Pictures." };
    return { code: "study-file-invalid", ...told, file: FILE, path: pathText(at), ...placeOf(yaml, name) };
  });
}

/** Where a text stands first. */
function placeOf(yaml: string, text: string): { readonly line: number; readonly column: number } {
  const before = yaml.slice(0, Math.max(yaml.indexOf(text), 0)).split("\n");
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
