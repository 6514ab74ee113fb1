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
  if (value === undefined) document.deleteIn(path);
  else if (!changed(document, path, value)) refuse(path);
}

/** A study file as a document that can be changed. Throws a Problem when it is no YAML. */
export function draftDocument(yaml: string): Document {
  const document = parseDocument(yaml);
  const [error] = document.errors;
  if (!error) return document;
  throw new Problem({
    code: "study-file-invalid",
    detail: `The text is not valid YAML: ${error.message}`,
    todo: "Correct the text first; the form can be used again then.",
  });
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
  try {
    document.setIn(path, document.createNode(value));
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
