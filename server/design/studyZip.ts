import { zipSync } from "fflate";
import { visit } from "yaml";
import { Problem } from "../../experiments/contract/problem.ts";
import { draftDocument, draftText } from "../../experiments/studyFile/editDraft.ts";
import { unzipped } from "../../experiments/tableFiles/unzipped.ts";
import type { Asset } from "../store/store.ts";
import { ASSET } from "./checkDraft.ts";
import { readPicture } from "./readPicture.ts";
import { valueAt } from "./valueAt.ts";

const NAME = "study.yaml";
const endings: Readonly<Record<string, string>> = {
  "image/png": "png",
  "image/jpeg": "jpg",
  "image/gif": "gif",
  "image/webp": "webp",
  "image/avif": "avif",
  "image/svg+xml": "svg",
};
/** Of every file in a zip, so that the same study is the same bytes. */
const MADE_AT = new Date(2000, 0, 1);

/** A study as one file: its text and its pictures, under the hashes by which the text names them. */
export function zipStudy(yaml: string, assets: readonly Asset[]): Uint8Array {
  const files = assets.map(
    ({ sha256, mime, bytes }) => [`pictures/${sha256}.${endings[mime] ?? "bin"}`, bytes] as const,
  );
  return zipSync({ [NAME]: Buffer.from(yaml, "utf8"), ...Object.fromEntries(files) }, { mtime: MADE_AT });
}

const MOST_FILES = 100;
/** A study shows no more. */
export const MOST_PICTURES = 60;
const MOST_BYTES = 64 * 1024 * 1024;

/** The study in a zip: its text and its pictures. Pictures that the text names by a path are named by their hash. Throws a
 *  Problem for what is no zip, has no study file in it, or has files that are no pictures. */
export function unzipStudy(bytes: Uint8Array): {
  readonly id: string;
  readonly yaml: string;
  readonly assets: readonly Asset[];
} {
  const files = filesIn(bytes).filter(([path]) => !isNoise(path));
  const [studyFile, another] = files.filter(([path]) => path === NAME || path.endsWith(`/${NAME}`));
  if (!studyFile)
    throw refused(`The zip has no ${NAME}.`, "Make it with the console's download, or put the file in it.");
  if (another) throw refused(`The zip has several study files: ${studyFile[0]} and ${another[0]}.`, "Leave one.");
  const [path, content] = studyFile;
  const folder = path.slice(0, -NAME.length);
  const others = files.filter(([one]) => one !== path && one.startsWith(folder) && isPictureName(one));
  if (others.length > MOST_PICTURES) throw refused(`A study has at most ${MOST_PICTURES} pictures.`, "Leave some out.");
  const pictures = others.map(([one, own]) => ({
    path: one.slice(folder.length),
    asset: readPicture(nameOf(one), own),
  }));
  const byPath = new Map(pictures.map((picture) => [picture.path, `${ASSET}${picture.asset.sha256}`]));
  return { ...namedByHash(textOf(content), byPath), assets: pictures.map(({ asset }) => asset) };
}

/** A study's text, which every store keeps as it is. */
function textOf(content: Uint8Array): string {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(content);
    if (!text.includes("\0")) return text;
  } catch {
    // Refused below.
  }
  throw refused(`${NAME} is not a text in UTF-8.`, "Save it as UTF-8 and pack it again.");
}

const LONGEST_NAME = 100;

/** A picture's name as it is listed. */
function nameOf(path: string): string {
  return path.replaceAll(/\p{Cc}/gu, " ").slice(-LONGEST_NAME);
}

/** The text with its pictures under their hashes; untouched where it names none by a path. */
function namedByHash(
  text: string,
  byPath: ReadonlyMap<string, string>,
): { readonly id: string; readonly yaml: string } {
  const document = draftDocument(text);
  let isChanged = false;
  visit(document, {
    Scalar(_, node) {
      const name = typeof node.value === "string" ? byPath.get(node.value) : undefined;
      if (name === undefined) return;
      node.value = name;
      isChanged = true;
    },
  });
  const id = valueAt(document.toJS(), ["id"]);
  return { id: typeof id === "string" ? id : "", yaml: isChanged ? draftText(document) : text };
}

/** What systems put into a zip of their own. */
function isNoise(path: string): boolean {
  return path.endsWith("/") || path.startsWith("__MACOSX/") || path.endsWith(".DS_Store");
}

function isPictureName(path: string): boolean {
  return /\.(png|jpe?g|gif|webp|avif|svg)$/i.test(path);
}

function filesIn(bytes: Uint8Array): readonly (readonly [path: string, content: Uint8Array])[] {
  const read = unzipped(bytes, () => true, { files: MOST_FILES, bytes: MOST_BYTES });
  if ("files" in read) return [...read.files];
  if (read.fault === "too large") {
    const detail = `A study's zip has at most ${MOST_FILES} files and 64 MB.`;
    throw refused(detail, "Leave out what the study does not show.");
  }
  throw refused("The file is no zip, or it is cut off.", "Choose a zip with a study.yaml in it.");
}

function refused(detail: string, todo: string): Problem {
  return new Problem({ code: "request-invalid", detail, todo });
}
