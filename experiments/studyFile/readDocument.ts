import { type Document, isMap, isNode, LineCounter, type Pair, parseDocument } from "yaml";
import type { z } from "zod";
import type { ProblemCode, ProblemDetails } from "../contract/problem.ts";
import { describeIssue } from "./describeIssue.ts";
import { type Salvaged, salvage } from "./salvage.ts";

export type Path = readonly PropertyKey[];

/** Where a value of the file stands, for problems found after reading. */
export type Locate = (path: Path) => { readonly line: number; readonly column: number };

export type ReadDocument<T> =
  | { readonly value: T; readonly locate: Locate }
  | {
      readonly problems: readonly [ProblemDetails, ...ProblemDetails[]];
      /** What is left without the refused values, where the rest can be looked at for further mistakes. */
      readonly rest?: Salvaged<T> & { readonly locate: Locate };
    };

/** Reads a YAML or JSON text against a schema. Every mistake is told with file, line, column, what was expected, what
 *  came and what to do; nothing is thrown. */
export function readDocument<Schema extends z.ZodType>(source: {
  readonly file: string;
  readonly text: string;
  readonly schema: Schema;
  readonly code?: ProblemCode;
}): ReadDocument<z.infer<Schema>> {
  const { file, text, schema, code = "study-file-invalid" } = source;
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const [broken, ...others] = document.errors.map((error): ProblemDetails => {
    const { line, col } = lines.linePos(error.pos[0]);
    const detail = `This is not valid YAML: ${error.message}`;
    const isTwice = error.code === "DUPLICATE_KEY";
    const todo = isTwice ? "Remove one of the two." : "Correct the punctuation or indentation here.";
    return { code, detail, file, line, column: col, todo };
  });
  if (broken) return { problems: [broken, ...others] };
  const locate = locator(document, lines);
  const plain = plainValue(document);
  if ("unresolved" in plain) {
    const todo = "Write out what the anchors and aliases (& and *) stand for.";
    return { problems: [{ code, detail: `Its aliases cannot be followed: ${plain.unresolved}.`, file, todo }] };
  }
  const parsed = schema.safeParse(plain.value, { reportInput: true });
  if (parsed.success) return { value: parsed.data, locate };
  const found = parsed.error.issues.flatMap((issue) =>
    describeIssue(issue, schema).map((told): ProblemDetails => {
      const { line, column } = locate(told.path);
      return { code, ...told, path: pathText(told.path), file, line, column };
    }),
  );
  const [first, ...rest] = found;
  if (!first) throw new RangeError("a failed parse reports at least one issue");
  const salvaged = salvage(plain.value, schema);
  return { problems: [first, ...rest], ...(salvaged ? { rest: { ...salvaged, locate } } : {}) };
}

/** `flow[0].measures[1].product`, as a person would write it. */
export function pathText(path: Path): string {
  return path
    .map((part, index) => (typeof part === "number" ? `[${part}]` : index === 0 ? String(part) : `.${String(part)}`))
    .join("");
}

/** An alias may lead nowhere, or to so much that it is meant to fill the memory. */
function plainValue(document: Document): { readonly value: unknown } | { readonly unresolved: string } {
  try {
    return { value: document.contents === null ? {} : document.toJS({ maxAliasCount: 100 }) };
  } catch (error) {
    return { unresolved: error instanceof Error ? error.message : String(error) };
  }
}

/** The place of a value; of its key when the value is an entry of a mapping; of the nearest parent when it is absent. */
function locator(document: Document, lines: LineCounter): Locate {
  return (path) => {
    for (let length = path.length; length >= 0; length -= 1) {
      const start = startOf(document, path.slice(0, length));
      if (start !== undefined) {
        const { line, col } = lines.linePos(start);
        return { line: Math.max(line, 1), column: Math.max(col, 1) };
      }
    }
    return { line: 1, column: 1 };
  };
}

function startOf(document: Document, path: Path): number | undefined {
  if (path.length === 0) return isNode(document.contents) ? document.contents.range?.[0] : undefined;
  const parent = document.getIn(path.slice(0, -1), true);
  const key = path[path.length - 1];
  if (isMap(parent)) {
    const pair: Pair | undefined = parent.items.find((item) => String(item.key) === String(key));
    return isNode(pair?.key) ? pair.key.range?.[0] : undefined;
  }
  const node = document.getIn(path, true);
  return isNode(node) ? node.range?.[0] : undefined;
}
