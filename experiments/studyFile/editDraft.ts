import { type Document, isScalar, parseDocument, Scalar } from "yaml";
import { Problem } from "../contract/problem.ts";

export type DraftPath = readonly (string | number)[];

/** A study file with one value changed, added, or taken out (`undefined`). Comments and the order of lines survive.
 *  Throws a Problem when the text is no YAML, or when there is a single value where the path goes on. */
export function editDraft(yaml: string, path: DraftPath, value: unknown): string {
  const document = draftDocument(yaml);
  editDocument(document, path, value);
  return draftText(document);
}

/** Changes, adds or takes out one value of a study file that has been read. Throws as `editDraft`. */
export function editDocument(document: Document, path: DraftPath, value: unknown): void {
  const isDone = value === undefined ? done(() => document.deleteIn(path)) : changed(document, path, value);
  if (!isDone) refuse(path);
}

/** Adds a value at the end of a list, which is made where there is none. Throws as `editDraft`. */
export function addToDocument(document: Document, path: DraftPath, value: unknown): void {
  if (!done(() => document.addIn(path, document.createNode(value)))) refuse(path);
}

/** The most letters a study's text may have: reading one costs time, and every page of a draft reads it. */
export const MOST_DRAFT_LETTERS = 200_000;

/** A study file as a document that can be changed, whose every alias leads somewhere and to no more than it should. Throws a
 *  Problem when it is no YAML, or longer than anybody's study. */
export function draftDocument(yaml: string): Document {
  if (yaml.length > MOST_DRAFT_LETTERS) {
    const detail = `A study has at most ${MOST_DRAFT_LETTERS} letters.`;
    throw new Problem({ code: "study-file-invalid", detail, todo: "Leave out what the study does not need." });
  }
  const document = parseDocument(yaml);
  const fault = document.errors[0]?.message ?? aliasFault(document);
  if (fault === undefined) return document;
  throw new Problem({
    code: "study-file-invalid",
    detail: `The text is not valid YAML: ${fault}`,
    todo: "Correct the text first; the form can be used again then.",
  });
}

const MOST_ALIASES = 100;

function aliasFault(document: Document): string | undefined {
  try {
    document.toJS({ maxAliasCount: MOST_ALIASES });
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

export function draftText(document: Document): string {
  // Long lines are the author's.
  return document.toString({ lineWidth: 0 });
}

function changed(document: Document, path: DraftPath, value: unknown): boolean {
  const node = document.getIn(path, true);
  if (isScalar(node) && isPlain(value)) {
    node.value = value;
    node.type = typeof value === "string" && value.includes("\n") ? Scalar.BLOCK_LITERAL : Scalar.PLAIN;
    return true;
  }
  return done(() => document.setIn(path, document.createNode(value)));
}

/** Whether it could be done: the path may go on below a single value. */
function done(work: () => unknown): boolean {
  try {
    work();
    return true;
  } catch {
    return false;
  }
}

function isPlain(value: unknown): value is string | number | boolean | null {
  return value === null || ["string", "number", "boolean"].includes(typeof value);
}

function refuse(path: DraftPath): never {
  throw new Problem({
    code: "request-invalid",
    detail: `The draft has a single value above "${path.join(".")}", so nothing can be put there.`,
    todo: "Change it in the text.",
  });
}
